import fc from 'fast-check';
import { IgnoreRules } from '../../../lib/cli/inputs/ignore-rules';

const rules = (...lines: string[]): IgnoreRules => new IgnoreRules(lines, (line) => `line ${line}`);

test.each<[string, string[], string[], string[]]>([
  ['a name holds at every depth', ['values.yaml'], ['values.yaml', 'a/values.yaml'], ['a/my-values.yaml']],
  ['a wildcard stops at a slash', ['a/*.yaml'], ['a/x.yaml'], ['a/b/x.yaml', 'c/a/x.yaml']],
  ['a wildcard takes names with a dot', ['*.yaml', '/.git*'], ['.x.yaml', '.github/a.json'], ['a.json']],
  ['two stars take folders', ['a/**/x.yaml'], ['a/x.yaml', 'a/b/c/x.yaml'], ['x.yaml']],
  ['two stars at the end take all inside', ['a/**'], ['a/x', 'a/b/x'], ['a', 'b/a/x']],
  ['a slash in front ties to the folder', ['/x.yaml'], ['x.yaml'], ['a/x.yaml']],
  ['a slash at the end is for folders', ['charts/'], ['charts/x.yaml', 'a/charts/b/x.yaml'], ['charts']],
  ['a folder takes what is in it', ['charts'], ['charts', 'charts/a/b.yaml'], ['mycharts/a.yaml']],
  ['sets and single characters', ['v[0-9].ya?l'], ['v1.yaml'], ['va.yaml', 'v1.yal']],
  [
    'braces and parentheses mean themselves',
    ['{a,b}.yaml', '+(c).yaml'],
    ['{a,b}.yaml', '+(c).yaml'],
    ['a.yaml', 'c.yaml'],
  ],
  ['an exclamation mark takes back', ['*.yaml', '!keep.yaml'], ['a.yaml'], ['keep.yaml', 'a/keep.yaml']],
  ['the last rule decides', ['!a.yaml', '*.yaml'], ['a.yaml'], []],
  ['nothing is taken back from a folder', ['a/', '!a/keep.yaml'], ['a/keep.yaml'], []],
  ['but from what is in it', ['a/*', '!a/keep.yaml'], ['a/x.yaml'], ['a/keep.yaml']],
  ['comments and empty lines mean nothing', ['# *.yaml', '', '   ', '/', '!'], [], ['a.yaml']],
  [
    'a backslash takes the meaning',
    ['\\#a.yaml', '\\!b.yaml', 'c\\*.yaml'],
    ['#a.yaml', '!b.yaml', 'c*.yaml'],
    ['cx.yaml'],
  ],
  ['spaces at the end go', ['a.yaml  ', 'b.yaml\\ '], ['a.yaml', 'b.yaml '], ['b.yaml']],
  ['lines may end with a carriage return', ['a.yaml\r'], ['a.yaml'], []],
])('%s', (_, lines, out, kept) => {
  const made = rules(...lines);
  expect(out.filter((path) => made.leavesOut(path) === undefined)).toEqual([]);
  expect(kept.filter((path) => made.leavesOut(path) !== undefined)).toEqual([]);
});

test('the rule that decided is named', () => {
  const made = rules('*.json', 'a/', '*.yaml');
  expect(['x.json', 'a/x.yaml', 'x.yaml', 'x.md'].map((path) => made.leavesOut(path))).toEqual([
    'line 1',
    'line 2',
    'line 3',
    undefined,
  ]);
});

test('no pattern is an error', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), fc.string({ minLength: 1, maxLength: 10 }), (line, path) => {
      expect(() => rules(line, `!${line}`).leavesOut(path)).not.toThrow();
    }),
  );
});
