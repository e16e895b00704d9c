import { readYaml } from '../../../lib/core/yaml';

/** What sigs.k8s.io/yaml 1.6.0 makes of plain scalars, as JSON; facts from running it. */
const PLAIN: readonly (readonly [string, unknown])[] = [
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(
    (word) => [word, true] as const,
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
    (word) => [word, false] as const,
  ),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['yEs', 'oN', 'nO', 'tRUE', 'nULL', 'inf', 'NaN', 'Infinity', '=', '<<', '.INf'].map(
    (word) => [word, word] as const,
  ),
  ['010', 8],
  ['-010', -8],
  ['0o17', 15],
  ['0x50', 80],
  ['0X5F', 95],
  ['0b11', 3],
  ['-0b11', -3],
  ['09', 9],
  ['0b2', '0b2'],
  ['0_', 0],
  ['1_000', 1000],
  ['1__0', 10],
  ['_1', '_1'],
  ['+80', 80],
  ['-0', 0],
  ['-0.0', 0],
  ['190:20:30', '190:20:30'],
  ['1e3', 1000],
  ['1.', 1],
  ['.5', 0.5],
  ['-.5', -0.5],
  ['.5_0', 0.5],
  ['._5', '._5'],
  ['1_0.5', 10.5],
  ['.e3', '.e3'],
  ['1e400', '1e400'],
  ['1e-400', 0],
  ['0x1ffffffffffffffff', '0x1ffffffffffffffff'],
  ['9007199254740991', 9007199254740991],
  ['9007199254740992', 9007199254740992n],
  ['9007199254740993', 9007199254740993n],
  ['9223372036854775807', 9223372036854775807n],
  ['-9223372036854775808', -9223372036854775808n],
  ['0x7fffffffffffffff', 9223372036854775807n],
  ['9_007_199_254_740_993', 9007199254740993n],
  ['1e18', 1000000000000000000n],
  ['9007199254740993.0', 9007199254740992n],
  ['223372036854775807.5', 223372036854775800n],
  ['1e19', 1e19],
  ['1e21', 1e21],
  ['0b+1', 1],
  ['0b-11', -3],
  ['-0b-1', '-0b-1'],
  ['2001-01-01', '2001-01-01'],
  ['2001-12-14 21:59:43.10', '2001-12-14 21:59:43.10'],
  ['10.0.0.1', '10.0.0.1'],
  ['500m', '500m'],
  ['0x1p-2', '0x1p-2'],
];

const TAGGED: readonly (readonly [string, unknown])[] = [
  ['!!str 5', '5'],
  ['!!str', ''],
  ['! 5', '5'],
  ['!!int "0x10"', 16],
  ['!!int +1_0', 10],
  ['!!float 1', 1],
  ['!!bool "on"', true],
  ['!!null ~', null],
  ['!!timestamp 2001-01-01', '2001-01-01'],
  ['!!timestamp 2000-2-29t1:2:3.4+05:00', '2000-2-29t1:2:3.4+05:00'],
  ['!!%69nt 8', 8],
  ['! yes', 'yes'],
  ['!!binary aGVsbG8=', 'hello'],
  ['!local 5', '5'],
  ['!!map x', 'x'],
  ['!<tag:yaml.org,2002:int> 7', 7],
  ['!!set {b}', { b: null }],
];

const REFUSED = [
  '.inf',
  '-.INF',
  '.nan',
  '9223372036854775808',
  '-9223372036854775809',
  '18446744073709551616',
  '0xffffffffffffffff',
  '!!float 9007199254740993',
  '!!float 92758576297739264',
  '!!int 1.5',
  '!!int 09',
  '!!int x',
  '!!bool 1',
  '!!null x',
  '!!float x',
  '!!timestamp x',
  '!!timestamp 2001-02-29',
  '!!timestamp 2001-1-1 24:00:00',
  '!!binary "?"',
  '!!binary true',
  '"\\ud800"',
];

/** Keys become strings as the Go module makes them. */
const KEYS: readonly (readonly [string, string])[] = [
  ['yes', 'true'],
  ['off', 'false'],
  ['0x10', '16'],
  ['010', '8'],
  ['1.50', '1.5'],
  ['1e3', '1000'],
  ['123456789.5', '1.2345679e+08'],
  ['1e-7', '1e-07'],
  ['9223372036854775807', '9223372036854775807'],
  ['.inf', '.inf'],
  ['0.0', '0'],
  ['212176.63', '212176.62'],
  ['-212176.63', '-212176.62'],
  ['!!float 16777217', '1.6777216e+07'],
  ['-9e-211', '-0'],
  ['1e-99', '0'],
  ['1e18', '1e+18'],
  ['!!float 1234567', '1.234567e+06'],
  ['0b-1', '-1'],
  ['"010"', '010'],
  ['!!str 1', '1'],
  ['2001-01-01', '2001-01-01'],
];

const only = (text: string): unknown => readYaml(text).documents[0]?.value;

describe('scalars are read as Kubernetes reads them', () => {
  it.each(PLAIN)('plain %s', (text, value) => {
    expect(readYaml(`a: ${text}\n`).problems).toEqual([]);
    expect(only(`a: ${text}\n`)).toEqual({ a: value });
    expect(only(`a: '${text}'\nb: "${text}"\n`)).toEqual({ a: text, b: text });
  });

  it.each(TAGGED)('tagged %s', (text, value) => {
    expect(only(`a: ${text}\n`)).toEqual({ a: value });
  });

  it.each(REFUSED)('refuses %s', (text) => {
    const { documents, problems } = readYaml(`b: 1\na: ${text}\n`);
    expect(documents).toEqual([]);
    expect(problems).toMatchObject([{ document: 0, line: 2 }]);
  });

  it.each(KEYS)('the key %s', (text, key) => {
    expect(only(`${text}: v\n`)).toEqual({ [key]: 'v' });
  });

  it('an alias of a number is the key that the number would be', () => {
    expect(only('a: &n 1.5e9\n*n : &m 9007199254740993\n*m : x\n')).toEqual({
      a: 1500000000,
      '1.5e+09': 9007199254740993n,
      '9007199254740993': 'x',
    });
  });

  it.each([
    '~: 1',
    ': 1',
    '-0.0: 1',
    '.nan: 1',
    '18446744073709551615: 1',
    '[a]: 1',
    '? {a: 1}\n: 1',
    'x: &k [1]\n*k : 1',
  ])('refuses the key in %j', (text) => {
    expect(readYaml(text).problems).toHaveLength(1);
  });
});
