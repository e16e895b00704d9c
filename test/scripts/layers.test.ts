import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { PICTURE, picture } from '../../scripts/architecture';
import { overrides, ROOMS, roomOf, rows } from '../../scripts/layers';

const ROOT = join(__dirname, '../..');

/** An import of a file: what it names, as it is written. */
interface Import {
  readonly from: string;
  readonly to: string;
}

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesIn(path);
    return path.endsWith('.ts') && !path.endsWith('.d.ts') ? [path] : [];
  });
}

const FILES = filesIn('lib');

/** What a source imports: values and types, and what it exports of others. */
function importsIn(text: string): string[] {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const found = bare.matchAll(
    /^(?:import|export)\b[^;'"]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'|\b(?:import|require)\(\s*'([^']+)'/gm,
  );
  return [...found].map(([, from, bareImport, call]) => from ?? bareImport ?? call ?? '');
}

const IMPORTS: readonly Import[] = FILES.flatMap((from) =>
  importsIn(readFileSync(join(ROOT, from), 'utf8')).map((to) => ({ from, to })),
);

/** The file of lib that an import leads to; undefined for packages, and for data. */
function targetOf({ from, to }: Import): string | undefined {
  if (!to.startsWith('.')) return undefined;
  const path = relative(ROOT, normalize(join(ROOT, dirname(from), to)));
  return [`${path}.ts`, `${path}/index.ts`].find((file) => existsSync(join(ROOT, file)));
}

const GRAPH = new Map<string, string[]>(FILES.map((file) => [file, []]));
for (const item of IMPORTS) {
  const target = targetOf(item);
  if (target !== undefined) GRAPH.get(item.from)?.push(target);
}

/** The first circle in a graph, as the way around it; undefined where there is none. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (node: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const next of graph.get(node) ?? []) {
      const found = visit(next, [...way, node]);
      if (found !== undefined) return found;
    }
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const found = visit(node, []);
    if (found !== undefined) return found;
  }
  return undefined;
}

test('a circle is found, and its way is told', () => {
  expect(
    circleIn(
      new Map([
        ['a', ['b', 'c']],
        ['b', []],
        ['c', ['d']],
        ['d', ['c']],
      ]),
    ),
  ).toEqual(['c', 'd', 'c']);
  expect(
    importsIn("import type {\n  A,\n} from './a';\nexport * from './b';\nimport './c';\n// import './d';"),
  ).toEqual(['./a', './b', './c']);
});

test('no file of lib imports itself by others, types included', () => {
  expect(IMPORTS.length).toBeGreaterThan(1500);
  expect(circleIn(GRAPH)).toBeUndefined();
});

test('no room imports itself by others', () => {
  const rooms = Object.entries(ROOMS).map(([name, { imports }]) => [name, imports.map(roomAt)] as const);
  expect(circleIn(new Map(rooms))).toBeUndefined();
});

test.each(['cdk8s', 'pulumi'])('no folder of %s imports itself by others', (frontEnd) => {
  const inside = [...GRAPH].flatMap(([from, targets]) =>
    targets.map((to) => [folderIn(frontEnd, from), folderIn(frontEnd, to)] as const),
  );
  const graph = new Map<string, string[]>();
  for (const [from, to] of inside) {
    if (from === undefined || to === undefined || from === to) continue;
    graph.set(from, [...(graph.get(from) ?? []), to]);
  }
  expect(graph.size).toBeGreaterThan(2);
  expect(circleIn(graph)).toBeUndefined();
});

/** The folder of a room that a file is in; undefined for files at its top, and for those of other rooms. */
function folderIn(room: string, file: string): string | undefined {
  const [, own, folder, name] = file.split('/');
  return own === room && name !== undefined ? folder : undefined;
}

test('every room is in the table, and imports what the table says', () => {
  const folders = readdirSync(join(ROOT, 'lib'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const outermost = Object.keys(ROOMS).filter((name) => !name.includes('/'));
  expect(outermost.sort()).toEqual(folders.map(({ name }) => name).sort());
  expect(
    Object.keys(ROOMS).filter(
      (name) => !['', '.ts'].some((end) => existsSync(join(ROOT, `lib/${name}${end}`))),
    ),
  ).toEqual([]);
  const wrong = IMPORTS.flatMap((item) => {
    const target = targetOf(item)?.replace(/^lib\//, '');
    const from = item.from.replace(/^lib\//, '');
    const room = ROOMS[roomOf(from)];
    if (room === undefined || target === undefined || !target.includes('/')) return [];
    if (roomOf(target) === roomOf(from)) return [];
    return room.imports.some((path) => isIn(target, path)) ? [] : [`${item.from} -> ${target}`];
  });
  expect(wrong).toEqual([]);
});

test('nothing is in the table that no file imports', () => {
  const unused = Object.entries(ROOMS).flatMap(([name, { imports }]) =>
    imports.filter(
      (path) =>
        ![...GRAPH].some(
          ([from, targets]) => isIn(from, `lib/${name}`) && targets.some((to) => isIn(to, `lib/${path}`)),
        ),
    ),
  );
  expect(unused).toEqual([]);
});

test('lint has the same table: npm run layers writes it', () => {
  const config: { overrides: unknown } = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
  expect(config.overrides).toEqual(overrides());
});

test('the page about the architecture has the same table', () => {
  const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
  expect(page.split('\n').filter((line) => line.startsWith('| [lib/'))).toEqual(rows());
});

/** The room that a name of the table leads into: itself, or one around it. */
function roomAt(path: string): string {
  return path in ROOMS ? path : roomOf(`${path}/index.ts`);
}

function isIn(file: string, room: string): boolean {
  return file === `${room}.ts` || file.startsWith(`${room}/`);
}

test('the picture shows the rooms of the table: npm run layers draws it', () => {
  expect(readFileSync(PICTURE, 'utf8')).toBe(picture());
});
