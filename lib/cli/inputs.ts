import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TextDecoder } from 'node:util';

/** A file that was read. */
export interface InputFile {
  /** As the user named it, or below the folder that they named; `-` is standard input. */
  readonly file: string;
  readonly text: string;
}

/** What could be read, and one line for everything that could not. */
export interface Inputs {
  readonly files: InputFile[];
  readonly problems: string[];
}

const MANIFEST = /\.(?:ya?ml|json)$/;

/** Reads files, folders (all `*.yaml`, `*.yml` and `*.json` in them, in byte order) and `-`; none means `-`. */
export async function readInputs(
  names: readonly string[],
  stdin: AsyncIterable<Uint8Array | string>,
): Promise<Inputs> {
  const inputs: Inputs = { files: [], problems: [] };
  for (const name of names.length === 0 ? ['-'] : names) {
    try {
      if (name === '-') inputs.files.push({ file: '-', text: decode(await readAll(stdin)) });
      else await readPath(name, inputs);
    } catch (error) {
      inputs.problems.push(problemOf(name, error));
    }
  }
  return inputs;
}

async function readPath(name: string, inputs: Inputs): Promise<void> {
  const files = (await stat(name)).isDirectory() ? await manifestsIn(name) : [name];
  if (files.length === 0) {
    inputs.problems.push(`${name}: found no manifests; needs *.yaml, *.yml or *.json`);
  }
  for (const file of files) {
    try {
      inputs.files.push({ file, text: decode(await readFile(file)) });
    } catch (error) {
      inputs.problems.push(problemOf(file, error));
    }
  }
}

async function manifestsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, encoding: 'utf8' });
  const named = entries.filter((entry) => MANIFEST.test(entry)).sort(byBytes);
  const files: string[] = [];
  for (const entry of named) {
    const file = join(folder, entry);
    if (!(await stat(file)).isDirectory()) files.push(file);
  }
  return files;
}

function byBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Refuses what is not UTF-8 instead of replacing it. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function problemOf(name: string, error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return `${name}: found no such file or folder; needs one that exists`;
  if (code === 'EACCES') return `${name}: found a file that may not be read; needs read permission`;
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return `${name}: found bytes that are not UTF-8; needs UTF-8`;
  return `${name}: ${error instanceof Error ? error.message : String(error)}`;
}
