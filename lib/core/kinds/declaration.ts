import { append } from '../manifest/plain';
import { readYaml } from '../yaml/read';
import { type ParsedRecords, parseRecords } from './parse';
import type { KindRecord, PodPlace } from './record';

/** A place of a pod as a policy says it; the path alone is that of a pod template. */
export type PlaceDeclaration = string | Omit<PodPlace, 'trusted'>;

/**
 * What a policy says of a kind: where it carries pods, or with an empty list that it carries none. No declaration makes an
 * object harmless that holds containers with an image where no place says so.
 */
export interface KindDeclaration extends Omit<KindRecord, 'pods' | 'open' | 'patterns'> {
  readonly pods: readonly PlaceDeclaration[];
}

/** Reads a file of kinds, YAML or JSON: a list of declarations. */
export function readKinds(text: string, file: string): ParsedRecords {
  const { documents, problems } = readYaml(text, file);
  const read: ParsedRecords = { records: [], problems: problems.map(({ message }) => message) };
  for (const { value } of documents) {
    const { records, problems: wrong } = parseRecords(value);
    append(read.records, records);
    append(
      read.problems,
      wrong.map((problem) => `${file}, ${problem}`),
    );
  }
  return read;
}
