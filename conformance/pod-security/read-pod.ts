import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import { readYaml } from '../../lib/core/yaml';

/** The one object of a fixture. */
export function readPod(text: string, file: string): PlainObject {
  const { documents, problems } = readYaml(text, file);
  const value = documents[0]?.value;
  if (problems.length > 0 || documents.length !== 1 || !isPlain(value)) {
    throw new Error(`${file}: ${problems[0]?.message ?? 'needs exactly one object'}`);
  }
  return value;
}
