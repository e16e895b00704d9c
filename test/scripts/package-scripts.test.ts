import { exportedNames } from '../../scripts/build-entries';
import { completed, platformOf } from '../../scripts/lock-platforms';
import { withoutSources } from '../../scripts/package-docs';

describe('the platform in a package name', () => {
  test.each([
    ['@swc/core-linux-arm64-musl', { os: ['linux'], cpu: ['arm64'], libc: ['musl'] }],
    ['@swc/core-linux-x64-gnu', { os: ['linux'], cpu: ['x64'], libc: ['glibc'] }],
    ['@swc/core-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
    ['@swc/core-win32-ia32-msvc', { os: ['win32'], cpu: ['ia32'] }],
    ['@biomejs/cli-darwin-arm64', { os: ['darwin'], cpu: ['arm64'] }],
    ['backport', undefined],
  ])('%s', (name, platform) => expect(platformOf(name)).toEqual(platform));
});

test('a lock gets every platform package that is missing, and keeps what npm wrote', () => {
  const known = { version: '1.0.0', integrity: 'sha512-x', os: ['linux'], cpu: ['x64'] };
  const owner = {
    dev: true,
    optionalDependencies: {
      'a-linux-x64': '1.0.0',
      'a-darwin-x64': '1.0.0',
      fsevents: '1.0.0',
      'a-win32-x64': '^1',
    },
  };
  const packages = completed({ 'node_modules/b': owner, 'node_modules/a-linux-x64': known });
  expect(packages).toEqual({
    'node_modules/a-darwin-x64': {
      version: '1.0.0',
      os: ['darwin'],
      cpu: ['x64'],
      dev: true,
      optional: true,
    },
    'node_modules/a-linux-x64': known,
    'node_modules/b': owner,
  });
  expect(completed(packages)).toEqual(packages);
});

describe('the names that an entry point exports', () => {
  const namesIn = (files: Record<string, string>): string[] =>
    exportedNames('lib/a/index.ts', (file) => {
      const text = files[file];
      if (text === undefined) throw new Error(`no file ${file}`);
      return text;
    });

  test('are those of its values', () => {
    const text = "import './x';\nexport { b, type T, a as c } from './y';\nexport type { U } from './z';\n";
    expect(namesIn({ 'lib/a/index.ts': text })).toEqual(['b', 'c']);
  });

  test('and those of the lists that it passes on', () => {
    expect(
      namesIn({
        'lib/a/index.ts':
          "export * from '../b/list';\nexport type * from './types';\nexport { d } from './d';\n",
        'lib/b/list.ts': "export { e, type T } from './e';\nexport * from './more';\n",
        'lib/b/more.ts': "export { c } from './c';\n",
      }),
    ).toEqual(['c', 'd', 'e']);
  });

  test('and those that such a list declares', () => {
    expect(
      namesIn({
        'lib/a/index.ts': "export * from '../b/list';\n",
        'lib/b/list.ts': 'const own = 1;\nexport const c = own, d = 2;\nexport function e(): void {}\n',
      }),
    ).toEqual(['c', 'd', 'e']);
  });

  test.each([["export * as y from './y';"], ['export const a = 1;'], ['export default 1;'], ['export = a;']])(
    'not by %s',
    (text) => {
      expect(() => namesIn({ 'lib/a/index.ts': text })).toThrow('index.ts:1: an entry point needs exports');
    },
  );
});

describe('links of a page in the package', () => {
  const packed = new Set(['README.md', 'docs/traffic.md']);
  test.each([
    ['a [page](traffic.md#uses) stays', 'a [page](traffic.md#uses) stays'],
    [
      '[all](../README.md), [web](https://example.com), [here](#x)',
      '[all](../README.md), [web](https://example.com), [here](#x)',
    ],
    ['held by a ([test](../test/a.test.ts#x))', 'held by a (test `test/a.test.ts`)'],
    ['[plan.ts](../lib/plan.ts) and [`bin`](../bin)', '`lib/plan.ts` and `bin`'],
    ['`[a](../test/b)` is code', '`[a](../test/b)` is code'],
    ['```md\n[a](../test/b)\n```', '```md\n[a](../test/b)\n```'],
  ])('%s', (text, expected) => expect(withoutSources('docs/cli.md', text, packed)).toBe(expected));
});
