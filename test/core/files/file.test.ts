import { type ConfigurationFile, distinctFiles, textOfFile } from '../../../lib/core/files/file';

const text = (path: string, content = 'a'): ConfigurationFile => ({
  path,
  format: 'text',
  schema: 'x',
  content,
});

test.each<[ConfigurationFile, string]>([
  [{ path: 'a', format: 'yaml', schema: 'x', content: { b: 1, a: 'yes' } }, 'b: 1\na: "yes"\n'],
  [{ path: 'a', format: 'json', schema: 'x', content: { b: [1] } }, '{\n  "b": [\n    1\n  ]\n}\n'],
  [{ path: 'a', format: 'toml', schema: 'x', content: 'version = 3' }, 'version = 3\n'],
  [text('a', 'one\ntwo\n'), 'one\ntwo\n'],
])('%j is written with one newline at its end', (file, expected) => {
  expect(textOfFile(file)).toBe(expected);
});

test.each([
  '',
  '/etc/passwd',
  '../a',
  'a/../../b',
  'a//b',
  'a\\b',
  './a',
  'a/.b',
  'a.',
  'a\n',
  'a\u0000',
  'ä',
  'a/',
])('a path that leads elsewhere is refused: %j', (path) => {
  expect(() => distinctFiles([text(path)])).toThrow(/needs a path below the folder of files/);
});

test('what several apps make alike is one file; what differs is an error that names it', () => {
  expect(distinctFiles([text('a/b'), text('a/b'), text('a/c')]).map(({ path }) => path)).toEqual([
    'a/b',
    'a/c',
  ]);
  expect(() => distinctFiles([text('a/b'), text('a/b', 'b')])).toThrow('two apps make the file a/b');
  expect(() => distinctFiles([text('a/b'), text('A/b')])).toThrow('two apps make the file A/b');
  expect(() => distinctFiles([text('a'), text('a/b')])).toThrow('a is a file and a folder');
});
