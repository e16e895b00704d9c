import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOMS } from './layers';

const ROOT = join(__dirname, '..');

/** Where the picture of the rooms stands. */
export const PICTURE = join(ROOT, 'docs/architecture.svg');

/** The way of the data, with what happens on it. */
const WAY: readonly (readonly [string, string])[] = [
  ['props, or manifests', 'all that is wrong with one, at once'],
  ['model', 'blueprints and readers fill it'],
  ['objects and files', 'renderers make them of the model'],
  ['harden', 'each control, where nothing is said'],
  ['evaluate', 'objects, pods, and the set as a whole'],
  ['suppressions', 'waivers and opt-outs, all reported'],
  ['output and report', 'all files or none'],
];

const GREY = '#57606a';
const BLUE = '#0a5cc0';
const [ROOM, GAP, TALL, FLOOR] = [112, 20, 56, 120];

/** The rooms of lib that are in no other, with what each imports. */
function graph(): ReadonlyMap<string, ReadonlySet<string>> {
  const outer = (name: string): string => name.split('/')[0] ?? name;
  const found = new Map<string, Set<string>>();
  for (const [name, { imports }] of Object.entries(ROOMS)) {
    const room = outer(name);
    const all = found.get(room) ?? new Set<string>();
    for (const other of imports.map(outer)) if (other !== room) all.add(other);
    found.set(room, all);
  }
  return found;
}

/** The floor of each room: one above the highest that it imports. */
function floors(rooms: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const floorOf = (name: string): number => {
    const known = found.get(name);
    if (known !== undefined) return known;
    const floor = Math.max(-1, ...[...(rooms.get(name) ?? [])].map(floorOf)) + 1;
    found.set(name, floor);
    return floor;
  };
  for (const name of rooms.keys()) floorOf(name);
  return found;
}

/** The imports without those that another import brings with it: an arrow for each. */
function arrows(rooms: ReadonlyMap<string, ReadonlySet<string>>): (readonly [string, string])[] {
  const reaches = (from: string, to: string): boolean =>
    [...(rooms.get(from) ?? [])].some((next) => next === to || reaches(next, to));
  return [...rooms].flatMap(([from, imports]) =>
    [...imports]
      .filter((to) => ![...imports].some((other) => other !== to && reaches(other, to)))
      .map((to) => [from, to] as const),
  );
}

/** The picture of the rooms: from the table that lint goes by, so that it shows what is. */
export function picture(): string {
  const rooms = graph();
  const floor = floors(rooms);
  const top = Math.max(...floor.values());
  const rows = [...Array(top + 1).keys()].map((level) =>
    [...rooms.keys()].filter((name) => floor.get(name) === level),
  );
  const width = Math.max(...rows.map((row) => row.length)) * (ROOM + GAP) - GAP;
  const at = new Map<string, { readonly x: number; readonly y: number }>();
  for (const [level, row] of rows.entries()) {
    const left = 20 + (width - row.length * (ROOM + GAP) + GAP) / 2;
    for (const [index, name] of row.entries())
      at.set(name, { x: left + index * (ROOM + GAP), y: 50 + (top - level) * FLOOR });
  }
  const parts = readdirSync(join(ROOT, 'lib/core'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  const tall = 50 + top * FLOOR + TALL + 20 + Math.ceil(parts.length / 4) * 20 + 20;
  const wide = width + 20 + 60 + 330;
  const lines = [
    ...arrows(rooms).flatMap(([from, to]) => {
      const [a, b] = [at.get(from), at.get(to)];
      if (a === undefined || b === undefined) return [];
      return `<path d="M${a.x + ROOM / 2} ${a.y + TALL}L${b.x + ROOM / 2} ${b.y - 3}" stroke="${GREY}" fill="none" marker-end="url(#import)"/>`;
    }),
    ...[...at].flatMap(([name, { x, y }]) => box(x, y, ROOM, TALL, name, GREY, '#f6f8fa')),
    ...parts.map((name, index) => {
      const x = 20 + (width / 4) * (index % 4) + width / 8;
      const y = 50 + top * FLOOR + TALL + 26 + Math.floor(index / 4) * 20;
      return `<text x="${x}" y="${y}" text-anchor="middle" fill="${GREY}" font-size="12">${name}</text>`;
    }),
    ...way(width + 80, (tall - 90) / WAY.length),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${tall}" width="${wide}" height="${tall}" font-family="system-ui, sans-serif" font-size="14" role="img" aria-labelledby="title">
  <title id="title">Rooms of Bulwark, which of them imports which, and the way of the data</title>
  <defs>
    ${marker('import', GREY)}
    ${marker('data', BLUE)}
  </defs>
  <rect width="${wide}" height="${tall}" fill="#ffffff"/>
  <text x="20" y="30" font-weight="600">Rooms of lib: an arrow is an import; below core what it holds</text>
  <text x="${width + 80}" y="30" font-weight="600" fill="${BLUE}">The way of the data</text>
  ${lines.join('\n  ')}
</svg>
`;
}

function way(x: number, step: number): string[] {
  return WAY.flatMap(([title, note], index) => {
    const y = 50 + index * step;
    const arrow = `<path d="M${x + 80} ${y + 36}V${y + step - 3}" stroke="${BLUE}" fill="none" marker-end="url(#data)"/>`;
    return [
      ...box(x, y, 160, 36, title, BLUE, '#eef5ff'),
      `<text x="${x + 170}" y="${y + 23}" fill="${GREY}" font-size="11">${note}</text>`,
      ...(index < WAY.length - 1 ? [arrow] : []),
    ];
  });
}

function box(
  x: number,
  y: number,
  width: number,
  height: number,
  title: string,
  line: string,
  fill: string,
): string[] {
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${fill}" stroke="${line}"/>`,
    `<text x="${x + width / 2}" y="${y + height / 2 + 5}" text-anchor="middle" font-weight="600">${title}</text>`,
  ];
}

function marker(id: string, colour: string): string {
  return `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="${colour}"/></marker>`;
}

if (require.main === module) writeFileSync(PICTURE, picture());
