import type { ObjectRef } from '../../manifest/identity';
import {
  annotationKeyProblems,
  labelKeyProblems,
  labelNameProblems,
  labelValueProblems,
  objectNameProblems,
} from '../../manifest/names';
import { isOpaque, objectAt, type PlainObject, stringAt } from '../../manifest/plain';
import type { StructureProblem } from './problem';

/** What the API refuses in an object's metadata: its name, its namespace, its labels and annotations. */
export function metadataProblems(manifest: PlainObject, ref: ObjectRef): StructureProblem[] {
  const problems: StructureProblem[] = [];
  const metadata = objectAt(manifest, 'metadata');
  if (ref.name === '' && stringAt(metadata, 'generateName') === undefined && !isOpaque(metadata?.name)) {
    problems.push(invalid('metadata.name', undefined, 'a name', 'give the object a name'));
  }
  if (ref.name !== '') {
    for (const text of objectNameProblems(ref.kind, ref.name)) {
      problems.push(invalid('metadata.name', ref.name, text, 'choose another id or name'));
    }
  }
  if (ref.namespace !== undefined) {
    for (const text of labelNameProblems(ref.namespace)) {
      problems.push(invalid('metadata.namespace', ref.namespace, text, 'choose another namespace'));
    }
  }
  mapProblems(metadata, 'labels', problems);
  mapProblems(metadata, 'annotations', problems);
  return problems;
}

function mapProblems(
  metadata: PlainObject | undefined,
  field: 'labels' | 'annotations',
  problems: StructureProblem[],
): void {
  const map = objectAt(metadata, field);
  if (map === undefined) return;
  for (const key of Object.keys(map)) {
    const value = map[key];
    const texts = field === 'labels' ? labelKeyProblems(key) : annotationKeyProblems(key);
    for (const text of texts) problems.push(invalid(`metadata.${field}`, key, text, 'choose another key'));
    if (field !== 'labels' || typeof value !== 'string') continue;
    for (const text of labelValueProblems(value)) {
      problems.push(invalid(`metadata.labels["${key}"]`, value, text, 'choose another value'));
    }
  }
}

function invalid(path: string, found: unknown, needs: string, fix: string): StructureProblem {
  return { rule: 'invalid-name', path, found, needs, fix };
}
