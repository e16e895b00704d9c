import { noManifest } from '../../core/manifest/no-manifest';
import { type PlacedDocument, readPlaced, type YamlReading } from '../../core/yaml';
import type { LeftOut, LeftOutFile } from './left-out';
import { type InputFile, type InputSource, readInputs } from './read';
import type { Selection } from './selection';

/** A file that holds manifests, or what looks like them. */
export interface DocumentFile extends Omit<InputFile, 'text'> {
  readonly reading: YamlReading<PlacedDocument>;
}

/** What a command has to look at, and what it has not. */
export interface Documents {
  readonly files: readonly DocumentFile[];
  /** One line for every file that cannot be read. */
  readonly problems: readonly string[];
  readonly leftOut: LeftOut;
}

/**
 * Reads files as YAML, and puts those aside that are recognisably no manifests: of folders all of them, of files that
 * were named themselves only those that a program is known for. They are counted, never dropped in silence.
 * @param alsoExcluded whether to read the files too that a rule leaves out
 */
export async function readDocuments(
  names: readonly string[],
  selection: Selection,
  source: InputSource,
  alsoExcluded = false,
): Promise<Documents> {
  const { files, problems, excluded, links } = await readInputs(names, selection, source, alsoExcluded);
  const noManifests: LeftOutFile[] = [];
  const kept: DocumentFile[] = [];
  for (const { text, ...file } of files) {
    const reading = readPlaced(text, file.file);
    const why = whyLeftOut(reading, file);
    if (why === undefined) kept.push({ ...file, reading });
    else if (file.excluded === undefined) noManifests.push({ file: file.file, why });
  }
  return { files: kept, problems, leftOut: { excluded, noManifests, links } };
}

/** What a file is that holds no manifest; undefined where it holds one, or what looks like one, or cannot be read. */
function whyLeftOut(
  { documents, problems }: YamlReading,
  { file, named }: Omit<InputFile, 'text'>,
): string | undefined {
  if (problems.length > 0) return undefined;
  if (documents.length === 0) return named ? undefined : 'nothing in it';
  const found = documents.map(({ value }) => noManifest(value, file));
  if (!found.every((one) => one !== undefined && (one.known || !named))) return undefined;
  return found[0]?.what;
}
