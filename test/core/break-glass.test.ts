import { bindingName, breakGlassBinding, removerName } from '../../lib/core/break-glass/binding';
import { durationOf, momentOf, untilText } from '../../lib/core/break-glass/terms';

const BINDING = {
  namespace: 'shop',
  role: 'break-glass',
  subject: { kind: 'Group', name: 'oncall' },
  until: new Date('2027-01-31T14:00:00.999Z'),
  reason: 'orders are stuck, incident 4711',
  kyverno: true,
} as const;

test.each([
  ['5m', 300],
  ['90m', 5400],
  ['4h', 14_400],
  ['24h', 86_400],
  ['1440m', 86_400],
])('%s is %i seconds', (text, seconds) => expect(durationOf(text)).toBe(seconds));

test.each([
  '',
  '0h',
  '4m',
  '25h',
  '1441m',
  '4',
  'h',
  '-4h',
  '4.5h',
  '4h30m',
  '1d',
  '04h',
  ' 4h',
  '4H',
  '99999999h',
  '4h\n',
])('%j is no time that rights may last', (text) => expect(durationOf(text)).toBeUndefined());

test.each([
  ['2027-01-31T14:00:00Z', '2027-01-31T14:00:00Z'],
  ['2027-01-31T14:00:00.5Z', '2027-01-31T14:00:00Z'],
  ['2027-01-31T15:30:00+01:30', '2027-01-31T14:00:00Z'],
  ['2028-02-29T00:00:00-00:00', '2028-02-29T00:00:00Z'],
])('%s is %s', (text, same) => expect(untilText(momentOf(text) ?? new Date(0))).toBe(same));

test.each([
  '',
  'tomorrow',
  '2027-01-31',
  '2027-01-31 14:00:00Z',
  '2027-01-31T14:00:00',
  '2027-02-29T14:00:00Z',
  '2027-13-01T14:00:00Z',
  '2027-01-31T24:00:00Z',
  '2027-01-31T14:60:00Z',
  '2027-01-31T14:00:00+25:99',
  '+002027-01-31T14:00:00Z',
  'x2027-01-31T14:00:00Z',
])('%j is no moment', (text) => expect(momentOf(text)).toBeUndefined());

test('a binding has its end as an annotation, and as a label that Kyverno takes', () => {
  const { metadata } = breakGlassBinding(BINDING);
  expect(metadata).toMatchObject({
    annotations: { 'bulwark.dev/until': '2027-01-31T14:00:00Z' },
    labels: { 'bulwark.dev/break-glass': 'true', 'cleanup.kyverno.io/ttl': '2027-01-31T140000Z' },
    namespace: 'shop',
  });
  const { metadata: bare } = breakGlassBinding({ ...BINDING, kyverno: false });
  expect(JSON.stringify(bare)).not.toContain('kyverno');
});

test('bindings of two people, and of one with two ends, have names of their own', () => {
  const others = [
    BINDING,
    { ...BINDING, subject: { kind: 'User', name: 'oncall' } as const },
    { ...BINDING, subject: { kind: 'Group', name: 'others' } as const },
    { ...BINDING, until: new Date('2027-01-31T14:00:01Z') },
  ];
  expect(new Set(others.map(bindingName)).size).toBe(4);
  expect(new Set(others.map(removerName)).size).toBe(4);
  for (const name of [bindingName(BINDING), removerName(BINDING)])
    expect(name).toMatch(/^[a-z][-a-z0-9]{1,50}[a-z0-9]$/);
});
