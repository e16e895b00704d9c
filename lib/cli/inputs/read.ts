import { readFile, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { append } from '../../core/manifest/plain';
import { decodeText } from '../../core/yaml';
import { codeOf, messageOfError } from '../errors';
import { sha256Of } from './digest';
import type { LeftOutFile } from './left-out';
import type { Selection } from './selection';
import { walkFolder } from './walk';

/** A file that was read. */
export interface InputFile {
  /** As the user named it, or below the folder that they named; `-` is standard input. */
  readonly file: string;
  readonly text: string;
  /** The SHA-256 of its bytes. */
  readonly sha256: string;
  /** Whether the user named the file itself, and not a folder that holds it. */
  readonly named: boolean;
  /** The rule that leaves it out; such files are read only for those who ask for them. */
  readonly excluded?: string;
}

/** What could be read, and one line for everything that could not. */
export interface Inputs {
  readonly files: readonly InputFile[];
  readonly problems: readonly string[];
  /** Files that a rule leaves out. */
  readonly excluded: readonly LeftOutFile[];
  /** Links to folders that were not followed. */
  readonly links: readonly string[];
}

/** Where inputs come from. */
export interface InputSource {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly cwd: string;
}

/**
 * Reads files, folders (all `*.yaml`, `*.yml` and `*.json` in them, in byte order) and `-`; no name means `-`. A file
 * that is reached twice, by whatever path, is read once.
 * @param alsoExcluded whether to read the files too that a rule leaves out
 */
export async function readInputs(
  names: readonly string[],
  selection: Selection,
  source: InputSource,
  alsoExcluded = false,
): Promise<Inputs> {
  const reader = new Reader(selection, source, alsoExcluded);
  for (const name of names.length === 0 ? ['-'] : names) await reader.read(name);
  return reader.inputs();
}

class Reader {
  private readonly files = new Map<string, InputFile>();
  private readonly problems: string[] = [];
  private readonly excluded = new Map<string, LeftOutFile>();
  private readonly links: string[] = [];

  constructor(
    private readonly selection: Selection,
    private readonly source: InputSource,
    private readonly alsoExcluded: boolean,
  ) {}

  inputs(): Inputs {
    const { problems, links } = this;
    const excluded = [...this.excluded].filter(
      ([path]) => this.files.get(path)?.excluded !== undefined || !this.files.has(path),
    );
    return { files: [...this.files.values()], problems, links, excluded: excluded.map(([, file]) => file) };
  }

  /** Reads what a name stands for: a file, a folder, or standard input. */
  async read(name: string): Promise<void> {
    if (name === '-') return this.readStandardInput();
    try {
      if ((await stat(this.at(name))).isDirectory()) await this.readFolder(name);
      else await this.readFile(name, true, this.selection.leavesOutNamed(name));
    } catch (error) {
      this.problems.push(problemOf(name, error));
    }
  }

  private async readStandardInput(): Promise<void> {
    if (this.files.has('-')) return;
    try {
      const bytes = await readAll(this.source.stdin);
      this.files.set('-', { file: '-', text: decodeText(bytes), sha256: sha256Of(bytes), named: true });
    } catch (error) {
      this.problems.push(problemOf('-', error));
    }
  }

  private async readFolder(folder: string): Promise<void> {
    const { files, links, broken } = await walkFolder(this.at(folder), this.selection);
    append(
      this.links,
      links.map((link) => join(folder, link)),
    );
    for (const [path, error] of broken) this.problems.push(problemOf(join(folder, path), error));
    for (const path of files) {
      await this.readFile(join(folder, path), false, this.selection.leavesOut(folder, path));
    }
    if (files.length === 0 && broken.length === 0) {
      this.problems.push(`${folder}: found no manifests; needs *.yaml, *.yml or *.json`);
    }
  }

  private async readFile(file: string, named: boolean, excluded: string | undefined): Promise<void> {
    try {
      const path = await realpath(this.at(file));
      const known = this.files.get(path);
      if (excluded !== undefined) {
        this.excluded.set(path, { file, why: excluded });
        if (!this.alsoExcluded || known !== undefined) return;
      } else if (known !== undefined && known.excluded === undefined) return;
      const bytes = await readFile(path);
      this.files.set(path, { file, text: decodeText(bytes), sha256: sha256Of(bytes), named, excluded });
    } catch (error) {
      if (excluded === undefined) this.problems.push(problemOf(file, error));
    }
  }

  private at(name: string): string {
    return resolve(this.source.cwd, name);
  }
}

async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function problemOf(name: string, error: unknown): string {
  const encoding = codeOf(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA';
  return `${name}: ${encoding ? 'found bytes that are not UTF-8; needs UTF-8, or UTF-16 with its byte order mark' : messageOfError(error)}`;
}
