import type { Finding } from '../engine/finding';
import { isPlain, stringAt } from '../manifest/plain';
import { groupOf } from '../manifest/registry';
import { ENCRYPTION_CONFIGURATION } from './encryption-configuration';
import { type ConfigurationFile, FILES_FOLDER } from './file';
import { FILL_SCRIPT } from './fill-script';
import { KUBELET_CONFIGURATION } from './kubelet-configuration';
import type { FileProblem, FileSchema } from './schema';

/** What files are judged by. */
export const FILE_SCHEMAS: readonly FileSchema[] = [
  ENCRYPTION_CONFIGURATION,
  FILL_SCRIPT,
  KUBELET_CONFIGURATION,
];

const UNKNOWN: FileProblem = {
  path: '',
  found: 'a schema that nobody knows here',
  needs: 'one that the file can be judged by',
  fix: 'add the schema to FILE_SCHEMAS',
  unknown: true,
};

/**
 * Judges files as objects are: by the rule `schema`, which no waiver suppresses. A file of a schema that is not known cannot be
 * judged, and does not pass.
 */
export function evaluateFiles(
  files: readonly ConfigurationFile[],
  schemas: readonly FileSchema[] = FILE_SCHEMAS,
): Finding[] {
  return files.flatMap((file) => {
    const schema = schemas.find(({ id }) => id === file.schema);
    const problems = schema === undefined ? [UNKNOWN] : schema.check(file.content);
    return problems.map((problem) => findingOf(file, problem));
  });
}

function findingOf({ path: file, content }: ConfigurationFile, problem: FileProblem): Finding {
  const { path, found, needs, fix, unknown } = problem;
  const fields = isPlain(content) ? content : {};
  const apiVersion = stringAt(fields, 'apiVersion') ?? '';
  return {
    control: 'schema',
    severity: 'high',
    object: { apiVersion, group: groupOf(apiVersion), kind: stringAt(fields, 'kind') ?? 'File', name: file },
    origin: { file: `${FILES_FOLDER}/${file}` },
    path,
    verdict: unknown === true ? 'unknown' : 'fail',
    found,
    needs,
    fix,
    waivable: false,
    ...(unknown === true ? { settled: true } : {}),
  };
}
