/** Compares what we read in files with what kubectl reads in them: generated ones, and such with bytes changed. */
import fc from 'fast-check';
import type { SuiteResult } from '../suite';
import { compare } from './compare';
import { arbitraryFile } from './generate';
import { minimise } from './minimise';
import { mutant } from './mutate';
import { READER_VERSION, readerProgram } from './program';
import { Random } from './random';
import { Reader } from './reader';

/** Files of each kind in a short run. */
const FILES = 30_000;
const BATCH = 1000;
const MOST_PROBLEMS = 5;
/** Differences that a long run shows before it ends. */
const MOST_DIFFERENCES = 50;

interface Tally {
  files: number;
  /** Documents that both sides read. */
  documents: number;
  differ: number;
  readonly problems: string[];
}

/** Files of one kind, the same for the same seed. */
interface Kind {
  readonly name: string;
  readonly files: (seed: number) => Iterable<Uint8Array>;
}

const GENERATED: Kind = {
  name: 'generated',
  files: (seed) => fc.sample(arbitraryFile, { numRuns: BATCH, seed }),
};

const MUTATED: Kind = {
  name: 'mutated',
  files: function* (seed) {
    const random = new Random(seed);
    for (let count = 0; count < BATCH; count += 1) yield mutant(random);
  },
};

/**
 * A short run with a fixed seed. With BULWARK_YAML_SECONDS in the environment a run of that many seconds with a seed of
 * its own (or that of BULWARK_YAML_SEED), which says every minute how far it is.
 */
export async function run(): Promise<readonly SuiteResult[]> {
  const seconds = Number(process.env['BULWARK_YAML_SECONDS'] ?? 0);
  const seed = Number(process.env['BULWARK_YAML_SEED'] ?? (seconds > 0 ? Date.now() % 2 ** 31 : 1));
  const reader = new Reader(await readerProgram());
  try {
    if (seconds > 0) return await runLong(reader, seconds, seed);
    return [await runShort(reader, GENERATED, seed), await runShort(reader, MUTATED, seed)];
  } finally {
    reader.end();
  }
}

async function runShort(reader: Reader, kind: Kind, seed: number): Promise<SuiteResult> {
  const started = performance.now();
  const tally = newTally();
  for (let done = 0; done < FILES; done += BATCH) await runBatch(reader, kind, seed + done, tally);
  return resultOf(tally, `${kind.name} files, seed ${seed}`, started);
}

async function runLong(reader: Reader, seconds: number, seed: number): Promise<readonly SuiteResult[]> {
  const started = performance.now();
  const tally = newTally();
  let told = started;
  for (let batch = 0; performance.now() - started < seconds * 1000; batch += 1) {
    await runBatch(reader, batch % 2 === 0 ? MUTATED : GENERATED, (seed + batch * BATCH) % 2 ** 31, tally);
    if (tally.differ >= MOST_DIFFERENCES) break;
    if (performance.now() - told < 60_000) continue;
    told = performance.now();
    const { files, documents, differ } = tally;
    const minutes = Math.round((told - started) / 60_000);
    process.stderr.write(
      `${minutes} min: ${files} files, ${documents} documents read alike, ${differ} differ\n`,
    );
  }
  return [resultOf(tally, `files, seed ${seed}`, started)];
}

function newTally(): Tally {
  return { files: 0, documents: 0, differ: 0, problems: [] };
}

async function runBatch(reader: Reader, { name, files }: Kind, seed: number, tally: Tally): Promise<void> {
  const differing: Uint8Array[] = [];
  for await (const [file, answer] of reader.ask(files(seed))) {
    const found = compare(file, answer);
    tally.files += 1;
    if ('difference' in found) differing.push(file);
    else tally.documents += found.alike;
  }
  for (const file of differing) {
    tally.differ += 1;
    if (tally.problems.length >= MOST_PROBLEMS) continue;
    const problem = await smallest(reader, file);
    tally.problems.push(`${name}, seed ${seed}: ${problem}`);
    process.stderr.write(`${problem}\n`);
  }
}

/** The smallest part of a file that still differs, with the difference. */
async function smallest(reader: Reader, file: Uint8Array): Promise<string> {
  const bytes = await minimise(file, async (candidates) => {
    const differ: boolean[] = [];
    for await (const [candidate, answer] of reader.ask(candidates)) {
      differ.push('difference' in compare(candidate, answer));
    }
    return differ;
  });
  for await (const [found, answer] of reader.ask([bytes])) {
    const difference = compare(found, answer);
    const shown = JSON.stringify(Buffer.from(found).toString('latin1'));
    return `bytes ${shown}: ${'difference' in difference ? difference.difference : 'differ no more'}`;
  }
  return 'no answer';
}

function resultOf(tally: Tally, name: string, started: number): SuiteResult {
  const { files, documents, differ, problems } = tally;
  if (documents < files / 10) problems.push(`only ${documents} documents are read: the files are too wild`);
  return {
    program: `kubectl's reader, ${files} ${name}`,
    version: READER_VERSION,
    judged: documents,
    expected: files,
    found: files - differ,
    problems,
    seconds: (performance.now() - started) / 1000,
  };
}
