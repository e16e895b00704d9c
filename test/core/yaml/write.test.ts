import * as fc from 'fast-check';
import * as yaml from 'js-yaml';
import { readYaml, writeDocuments, writeYaml, YamlWriteError } from '../../../lib/core/yaml';

/** Strings that some reader takes for something else when they are plain. */
const QUOTED = [
  'on',
  'y',
  'No',
  'OFF',
  'true',
  '~',
  'null',
  'Null',
  '',
  '=',
  '<<',
  '0755',
  '0o7',
  '0x1F',
  '0b1',
  '1_000',
  '12:30:45',
  '190:20:30.5',
  '1e3',
  '1.',
  '.5',
  '+1',
  '-0',
  '.inf',
  '-.INF',
  '.NaN',
  '2001-01-01',
  '2001-1-1 1:1:1',
  '- x',
  '-',
  '? x',
  ': x',
  '# x',
  'a: b',
  'a #b',
  'x:',
  ' x',
  'x ',
  '&x',
  '*x',
  '!x',
  '|',
  '>',
  '%x',
  '@x',
  '`x`',
  '"x"',
  "'x'",
  '{x',
  '[x',
  ',x',
  '---',
  '--- x',
  '...',
  'a\tb',
  '\u0007',
  '\u0085',
  '\u00a0',
  '\u2028x',
  '\ufeff',
  '\u007f',
  'a\r\nb',
  'a \nb',
  '\n',
  '1,000',
];
const PLAIN = [
  'a',
  'x y',
  'a:b',
  'http://x:80/',
  'a#b',
  '500m',
  '1Gi',
  '10.0.0.1',
  '1.2.3',
  '--flag=x',
  '-x',
  'é',
  '😀',
  'a,b',
  'yesterday',
  'nginx:1.2@sha256:ab',
  'a/b',
  '/x',
  '$(A)',
  '<none>',
  'v1',
  '1 2',
  'x"y',
  "it's",
];

const JSON_STRING = fc.oneof(
  fc.constantFrom(
    ...QUOTED,
    ...PLAIN,
    '\na',
    '\ta\nb',
    ' a\nb\n',
    'a\n\nb\n\n',
    '#\n-',
    'k'.repeat(1100),
    '__proto__',
    'constructor',
  ),
  fc.string({ unit: 'binary', maxLength: 10 }),
  fc.string({ unit: fc.constantFrom('\n', ' ', 'a', '-', '#', ':', '\t', '1', '.', 'e', '_'), maxLength: 9 }),
);
const NUMBER = fc
  .oneof(
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true, max: 1e15, min: -1e15 }),
    fc.constantFrom(1e21, 1e-7),
  )
  .map((value) => (value === 0 ? 0 : value));
const { value: JSON_VALUE } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    JSON_STRING,
    NUMBER,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(JSON_STRING, tie('value')), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

const parsed = (text: string): unknown => readYaml(text).documents[0]?.value ?? null;

describe('writeYaml', () => {
  it('is read back as the same value, and by YAML 1.1 and 1.2 alike', () => {
    fc.assert(
      fc.property(JSON_VALUE, (value) => {
        const text = writeYaml(value);
        const json = JSON.stringify(value);
        expect(JSON.stringify(parsed(text))).toBe(json);
        for (const schema of [yaml.CORE_SCHEMA, yaml.YAML11_SCHEMA])
          expect(JSON.stringify(yaml.load(text, { schema }))).toBe(json);
        expect(writeYaml(parsed(text))).toBe(text);
        expect(text).not.toMatch(/[ \t]$/m);
      }),
      { numRuns: 1500 },
    );
  });

  it.each(QUOTED)('quotes %j', (text) => {
    expect(writeYaml({ a: text })).toMatch(/^a: ".*"\n$/);
    expect(writeYaml({ [text]: 1 })).toMatch(/^".*": 1\n$/);
  });

  it.each(PLAIN)('leaves %j plain', (text) => {
    expect(writeYaml({ [text]: text })).toBe(`${text}: ${text}\n`);
  });

  it('has one form', () => {
    const shared = { x: 1 };
    const value = {
      b: [{ c: 1, d: [1, [2, 3], []] }, shared, shared],
      a: {},
      e: undefined,
      f: { g: null, h: 1e21, i: true },
    };
    expect(writeYaml(value)).toBe(
      'b:\n- c: 1\n  d:\n  - 1\n  - - 2\n    - 3\n  - []\n- x: 1\n- x: 1\na: {}\nf:\n  g: null\n  h: 1.0e+21\n  i: true\n',
    );
    expect(writeYaml({ only: { e: undefined } })).toBe('only: {}\n');
    expect([writeYaml({}), writeYaml([]), writeYaml('on'), writeYaml(1)]).toEqual([
      '{}\n',
      '[]\n',
      '"on"\n',
      '1\n',
    ]);
  });

  it.each([
    ['a\nb', '|-\n  a\n  b'],
    ['a\n\n  b\n', '|\n  a\n\n    b'],
    ['a\nb\n\n', '|+\n  a\n  b\n'],
    [' a\nb', '|2-\n   a\n  b'],
    [`${'long '.repeat(60)}x\n`, `|\n  ${'long '.repeat(60)}x`],
    ['\ta\nb', '|2-\n  \ta\n  b'],
    ['a \nb', '"a \\nb"'],
  ])('writes the lines of %j', (text, block) => {
    expect(writeYaml({ a: text })).toBe(`a: ${block}\n`);
  });

  it('writes a key that go-yaml could not look past in the explicit form', () => {
    const key = 'k'.repeat(1001);
    expect(writeYaml({ a: { [key]: [{ b: 1 }] } })).toBe(`a:\n  ? ${key}\n  :\n  - b: 1\n`);
  });

  it('opens every document', () => {
    expect(writeDocuments([{ a: 1 }, { b: 2 }])).toBe('---\na: 1\n---\nb: 2\n');
    expect(readYaml(writeDocuments([{ a: 1 }, { b: 2 }])).documents.map(({ value }) => value)).toEqual([
      { a: 1 },
      { b: 2 },
    ]);
  });

  it('keeps the digits of integers of 64 bits, in both directions', () => {
    const digits = ['9007199254740993', '9223372036854775807', '-9223372036854775808', '1000000000000000000'];
    for (const text of digits)
      expect(writeYaml(readYaml(`a: ${text}`).documents[0]?.value)).toBe(`a: ${text}\n`);
  });

  const loop: Record<string, unknown> = {};
  loop['a'] = [loop];
  it.each<[string, unknown]>([
    ['a function', () => 1],
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['an integer over 64 bits', 2n ** 63n],
    ['a Date', new Date(0)],
    ['a Map', new Map()],
    ['undefined in a list', undefined],
    ['half a surrogate pair', 'x\ud800'],
    ['half a pair in lines', 'x\n\ud800'],
  ])('names the path of %s', (_, value) => {
    expect(() => writeYaml({ spec: { list: [1, value] } })).toThrow(YamlWriteError);
    expect(() => writeYaml({ spec: { list: [1, value] } })).toThrow(/^spec\.list\.1: found /);
  });

  it('refuses what contains itself', () => {
    expect(() => writeYaml(loop)).toThrow('nested too deeply or within itself');
  });
});
