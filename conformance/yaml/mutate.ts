import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pieces from './pieces.json';
import type { Random } from './random';

/** Files to begin with. */
const CORPUS: readonly Buffer[] = readFileSync(join(__dirname, 'corpus.txt'), 'utf8')
  .split(/^=== .*\n/m)
  .slice(1)
  .map((text) => Buffer.from(text));

const PIECES: readonly Buffer[] = pieces.map((piece) => Buffer.from(piece));

const LONGEST = 1500;
const MOST_MUTATIONS = 4;

/** Bytes of a file that may be YAML: a file of the corpus, or a part, changed at a few places. */
export function mutant(random: Random): Buffer {
  let bytes = start(random);
  for (let left = random.below(1 + random.below(MOST_MUTATIONS)); left >= 0; left -= 1) {
    bytes = random.pick(MUTATIONS)(bytes, random);
    if (bytes.length > LONGEST) bytes = bytes.subarray(0, LONGEST);
  }
  return bytes;
}

function start(random: Random): Buffer {
  const file = one(CORPUS, random);
  switch (random.below(5)) {
    case 0:
    case 1:
      return part(file, random);
    case 2:
      return Buffer.concat([part(file, random), part(one(CORPUS, random), random)]);
    default:
      return file;
  }
}

function one(things: readonly Buffer[], random: Random): Buffer {
  return things[random.below(things.length)] ?? Buffer.alloc(0);
}

/** Some lines of a file, or some bytes. */
function part(bytes: Buffer, random: Random): Buffer {
  if (random.below(3) === 0) {
    const from = random.below(bytes.length + 1);
    return bytes.subarray(from, from + 1 + random.below(60));
  }
  const lines = bytes.toString('latin1').split('\n');
  const from = random.below(lines.length);
  return Buffer.from(`${lines.slice(from, from + 1 + random.below(8)).join('\n')}\n`, 'latin1');
}

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const insertPiece: Mutation = (bytes, random) => splice(bytes, place(bytes, random), 0, one(PIECES, random));

const replaceByPiece: Mutation = (bytes, random) =>
  splice(bytes, place(bytes, random), 1 + random.below(4), one(PIECES, random));

const remove: Mutation = (bytes, random) =>
  splice(bytes, place(bytes, random), 1 + random.below(random.below(3) === 0 ? 40 : 3), EMPTY);

const repeat: Mutation = (bytes, random) => {
  const at = place(bytes, random);
  return splice(bytes, at, 0, bytes.subarray(at, at + 1 + random.below(30)));
};

const move: Mutation = (bytes, random) => {
  const at = place(bytes, random);
  return splice(bytes, place(bytes, random), 0, bytes.subarray(at, at + 1 + random.below(20)));
};

const changeByte: Mutation = (bytes, random) => {
  const near = random.below(8) === 0 ? random.below(256) : 32 + random.below(95);
  return splice(bytes, place(bytes, random), 1, Buffer.from([near]));
};

/** Gives a line another indentation. */
const indent: Mutation = (bytes, random) => {
  const lines = bytes.toString('latin1').split('\n');
  const at = random.below(lines.length);
  lines[at] = ' '.repeat(random.below(6)) + (lines[at] ?? '').trimStart();
  return Buffer.from(lines.join('\n'), 'latin1');
};

/** Gives all lines, or one, another line break. */
const breaks: Mutation = (bytes, random) => {
  const other = one(BREAKS, random).toString('latin1');
  const text = bytes.toString('latin1');
  if (random.below(3) === 0) return Buffer.from(text.replaceAll('\n', other), 'latin1');
  const at = text.indexOf('\n', place(bytes, random));
  return at < 0 ? bytes : splice(bytes, at, 1, Buffer.from(other, 'latin1'));
};

const EMPTY = Buffer.alloc(0);
const BREAKS: readonly Buffer[] = ['\r', '\r\n', '\u0085', '\u2028', '\u2029', ' ', '\n\n', '\r\r\n'].map(
  (text) => Buffer.from(text),
);

const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  insertPiece,
  insertPiece,
  insertPiece,
  replaceByPiece,
  replaceByPiece,
  remove,
  remove,
  repeat,
  move,
  changeByte,
  indent,
  breaks,
];

function place(bytes: Buffer, random: Random): number {
  return random.below(bytes.length + 1);
}

function splice(bytes: Buffer, at: number, removed: number, added: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
}
