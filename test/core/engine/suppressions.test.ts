import { evaluate } from '../../../lib/core/engine/evaluate';
import type { Judgement } from '../../../lib/core/engine/finding';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import type { Suppression, Waiver } from '../../../lib/core/policy/waiver';
import { engineFor, hardPod, TODAY, waiver } from './fixtures';

const HOST_PID = 'no-host-pid';
const bad = (): PlainObject => hardPod('web', { hostPID: true });

function judged(
  suppressions: readonly Suppression[],
  options: Parameters<typeof engineFor>[0] = {},
  object = bad(),
): Judgement {
  return evaluate([{ manifest: object, suppressions }], engineFor(options), TODAY);
}

/** The rules and controls that speak, without those that any lone pod gets. */
function speaking(judgement: Judgement, ...ids: string[]): string[] {
  const found = judgement.findings.map((finding) => finding.control);
  return [...new Set(found)].filter((id) => ids.includes(id) || id.startsWith('waiver-')).sort();
}

test('a waiver that holds suppresses its control, and nothing else', () => {
  const judgement = judged([waiver(HOST_PID)], {}, hardPod('web', { hostPID: true, hostIPC: true }));
  expect(speaking(judgement, HOST_PID, 'no-host-ipc')).toEqual(['no-host-ipc']);
  expect(judgement.suppressed.map((finding) => finding.control)).toEqual([HOST_PID]);
});

const broken: [string, Partial<Waiver>, RegExp][] = [
  ['too short a reason', { reason: 'because' }, /7 characters and needs at least 20/],
  ['a reason of spaces', { reason: `x${' '.repeat(40)}` }, /has 1 character and/],
  ['no owner', { owner: ' ' }, /no owner/],
  ['expired', { expires: '2026-11-20' }, /expired on 2026-11-20/],
  ['expires today', { expires: TODAY }, /expired on 2026-11-21/],
  ['no date', { expires: 'soon' }, /needs to be a date/],
  ['a day that is none', { expires: '2027-02-30' }, /needs to be a date/],
  ['too long', { expires: '2028-11-21' }, /runs for 731 days; the policy allows 365/],
];

test.each(broken)('a waiver with %s suppresses nothing and is an error', (_name, change, message) => {
  const judgement = judged([waiver(HOST_PID, change)]);
  expect(speaking(judgement, HOST_PID)).toEqual([HOST_PID, 'waiver-invalid']);
  const text = judgement.findings.find((finding) => finding.control === 'waiver-invalid')?.found;
  expect(text).toMatch(message);
});

test('all that is wrong with a waiver is said at once', () => {
  const judgement = judged([waiver(HOST_PID, { reason: 'no', owner: '', expires: 'never' })]);
  expect(judgement.findings.filter((finding) => finding.control === 'waiver-invalid')).toHaveLength(3);
});

test('an unknown control is an error', () => {
  const unknown: Waiver = JSON.parse(JSON.stringify({ ...waiver(HOST_PID), control: 'no-such-control' }));
  const judgement = judged([unknown]);
  expect(judgement.findings.find((finding) => finding.control === 'waiver-invalid')?.found).toMatch(
    /there is no control 'no-such-control'/,
  );
});

test('a locked control cannot be waived', () => {
  const judgement = judged([waiver(HOST_PID)], { locked: [HOST_PID] });
  expect(speaking(judgement, HOST_PID)).toEqual([HOST_PID, 'waiver-invalid']);
});

test('a waiver that suppresses nothing is an error', () => {
  const judgement = judged([waiver('no-host-ipc')]);
  expect(speaking(judgement)).toEqual(['waiver-unused']);
});

test('a waiver that was attached where no object is counts as unused', () => {
  const judgement = evaluate([], engineFor(), TODAY, { declared: [waiver(HOST_PID)] });
  expect(speaking(judgement)).toEqual(['waiver-unused']);
});

test('a waiver may be unused where the environment changed what is judged', () => {
  const declared = [waiver(HOST_PID), waiver('no-host-ipc')];
  const judgement = evaluate([], engineFor(), TODAY, { declared, mayBeUnused: [HOST_PID] });
  expect(judgement.findings.map((finding) => finding.found)).toEqual([expect.stringMatching(/no-host-ipc/)]);
});

test('a waiver of one container leaves the others alone', () => {
  const object = hardPod(
    'web',
    { initContainers: [{ name: 'init', image: 'x', stdin: true }] },
    { stdin: true },
  );
  const judgement = judged([waiver('no-interactive-tty', { container: 'init' })], {}, object);
  const left = judgement.findings.filter((finding) => finding.control === 'no-interactive-tty');
  expect(left.map((finding) => finding.container)).toEqual(['app']);
  expect(judgement.suppressed.map((finding) => finding.container)).toContain('init');
});

test('a targeted waiver holds for exactly its object', () => {
  const on = { kind: 'Pod', namespace: 'shop', name: 'web' };
  const objects = [{ manifest: bad() }, { manifest: hardPod('web-2', { hostPID: true }) }];
  const judgement = evaluate(objects, engineFor({ waivers: [{ ...waiver(HOST_PID), target: on }] }), TODAY);
  const left = judgement.findings.filter((finding) => finding.control === HOST_PID);
  expect(left.map((finding) => finding.object.name)).toEqual(['web-2']);
});

test.each([
  { kind: 'Pod', namespace: 'shop', name: 'we' },
  { kind: 'Pod', namespace: 'other', name: 'web' },
  { kind: 'Pod', name: 'web' },
  { kind: 'Deployment', namespace: 'shop', name: 'web' },
])('a targeted waiver for %o does not match by chance', (on) => {
  const judgement = evaluate(
    [{ manifest: bad() }],
    engineFor({ waivers: [{ ...waiver(HOST_PID), target: on }] }),
    TODAY,
  );
  expect(speaking(judgement, HOST_PID)).toEqual([HOST_PID, 'waiver-unused']);
});

describe('a waiver of a Pod Security control', () => {
  const namespace = (level: string): PlainObject => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': level } },
  });
  const withNamespace = (level: string): Judgement => {
    const objects = [{ manifest: bad(), suppressions: [waiver(HOST_PID)] }, { manifest: namespace(level) }];
    return evaluate(objects, engineFor(), TODAY);
  };

  test.each(['restricted', 'baseline', 'nonsense'])(
    'is an error where the namespace enforces %s',
    (level) => {
      const judgement = withNamespace(level);
      const finding = judgement.findings.find((candidate) => candidate.control === 'waiver-not-admitted');
      expect(finding?.found).toMatch(/refuses the pod: host namespaces/);
      expect(finding?.fix).toMatch(/lower the level of the namespace/);
    },
  );

  test.each([
    [true, /podSecurity: 'privileged' on the IsolatedNamespace/],
    [false, /labels: \{ pod-security\.kubernetes\.io\/enforce: privileged \}/],
  ])('is told to the author of the namespace: a construct %s', (ours, fix) => {
    const objects = [
      { manifest: bad(), suppressions: [waiver(HOST_PID)] },
      { manifest: namespace('baseline'), ours },
    ];
    const { findings } = evaluate(objects, engineFor(), TODAY);
    const found = findings.find(({ control }) => control === 'waiver-not-admitted');
    expect(found?.fix).toMatch(fix);
    expect(found?.fixes?.constructs).toMatch(/IsolatedNamespace/);
    expect(found?.fixes?.manifests).not.toMatch(/IsolatedNamespace/);
  });

  test('holds where the namespace admits the pod', () => {
    expect(speaking(withNamespace('privileged'))).toEqual([]);
  });
});
