import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { probe } from './internals-probe';

const ROOT = join(__dirname, '../..');
const FILE = 'lib/pulumi/internals.ts';

function sourcesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|cjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
}

/** What reaches past the types of the SDK: its private names, modules and fields, and fields by name that no type has. */
const PRIVATE =
  /['"`.]_{1,2}[a-z]\w+|@pulumi\/pulumi\/|\b(?:leakCandidates|signalAndWaitForShutdown|newUrn|fromJavaScript|1b47061264138c4ac30d75fd1eb44270)\b|Reflect\.(?:get|set|deleteProperty)\(\w+, '(?!default'|id'|metadata')|\.stackResource\b/;

/** What a file says without its comments. */
function codeOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}

/** What of the store is read where the store is handed on: typed by internals.ts, which says what is in it. */
const TYPED = /\bstore\.(?:leakCandidates|logErrorCount)\b|getStore\(\)\.stackResource\b|\bterminated\b/g;

test.each(['lib/pulumi', 'lib/crossguard', 'lib/stack'])(
  'nothing of %s but internals.ts reaches into the private parts of the SDK',
  (folder) => {
    const found = sourcesIn(folder)
      .filter((path) => path !== FILE)
      .flatMap((path) =>
        codeOf(path)
          .replace(TYPED, '')
          .split('\n')
          .filter((line) => PRIVATE.test(line) && !/__(?:dirname|filename)/.test(line))
          .map((line) => `${path}: ${line.trim()}`),
      );
    expect(found).toEqual([]);
  },
);

test('the pattern finds what it is for', () => {
  const reaching = [
    "Reflect.get(resource, '__name')",
    "require('@pulumi/pulumi/runtime/state')",
    'resource.__pulumiType',
    "Reflect.set(monitor, 'registerResource', watched)",
    "Reflect.get(output, 'promise')",
    'promise._debugCtx',
  ];
  expect(reaching.filter((line) => !PRIVATE.test(line))).toEqual([]);
  expect(PRIVATE.test(readFileSync(join(ROOT, FILE), 'utf8'))).toBe(true);
});

test('everything that it reaches for is there in the installed Pulumi', async () => {
  expect(await probe(ROOT)).toEqual([]);
});

test('each part says what it reaches into, and the file with which versions it was tried', () => {
  const text = readFileSync(join(ROOT, FILE), 'utf8');
  const undocumented = [...text.matchAll(/(\*\/\n)?^export (?:async )?(?:function|const|interface) (\w+)/gm)]
    .filter(([, docs]) => docs === undefined)
    .map(([, , name]) => name);
  expect(undocumented).toEqual([]);
  const { peerDependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const lowest = peerDependencies['@pulumi/pulumi'].replace('^', '');
  const tried = [...(/Tried with[^;]+/.exec(text)?.[0] ?? '').matchAll(/\d+\.\d+\.\d+/g)].map(
    ([version]) => version,
  );
  expect(tried[0]).toBe(lowest);
  expect(tried).toContain(devDependencies['@pulumi/pulumi']);
});
