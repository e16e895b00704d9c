import { canonicalQuantity } from '../../../core/manifest/quantity';
import type { Problems } from '../../problems';
import type { ConfigModel, FilesModel, ScratchModel } from '../model';
import type { ContainerProps, FilesProp } from '../props';

const SCRATCH_SIZE = '64Mi';
const TMP = '/tmp';
const LONGEST_NAME = 63;

/** Reads the writable folders; `/tmp` is always one. Volumes are named after their path, and after the container where it is not the main one. */
export function parseScratch(
  field: string,
  scratch: ContainerProps['scratch'],
  prefix: string,
  problems: Problems,
): ScratchModel[] {
  const given: Record<string, string> = { [TMP]: SCRATCH_SIZE };
  if (isList(scratch)) for (const path of scratch) given[path] = SCRATCH_SIZE;
  else Object.assign(given, scratch ?? {});
  return Object.entries(given).map(([path, size]) => {
    pathProblems(field, path, problems);
    const canonical = canonicalQuantity(size);
    if (canonical === undefined)
      problems.add(`${field}["${path}"]`, size, 'a size such as 64Mi', `{ '${path}': '64Mi' }`);
    return { volume: volumeName(prefix, path), path, size: canonical ?? size };
  });
}

function isList(scratch: ContainerProps['scratch']): scratch is readonly string[] {
  return Array.isArray(scratch);
}

/** Reads the folders with files; contents given in code become a ConfigMap of the workload. */
export function parseFiles(
  field: string,
  files: Readonly<Record<string, FilesProp>>,
  names: { readonly workload: string; readonly prefix: string },
  problems: Problems,
): { files: FilesModel[]; configs: ConfigModel[] } {
  const configs: ConfigModel[] = [];
  const models = Object.entries(files).map(([path, prop]) => {
    pathProblems(field, path, problems);
    const volume = volumeName(names.prefix, path);
    if ('files' in prop) {
      const name = `${names.workload}-${volume}`;
      configs.push({ name, data: prop.files });
      return { volume, path, source: { configMap: { name } } };
    }
    const optional = prop.optional === undefined ? {} : { optional: prop.optional };
    const source =
      'configMap' in prop
        ? { configMap: { name: prop.configMap, ...optional } }
        : { secret: { ...optional, secretName: prop.secret } };
    return { volume, path, source };
  });
  return { files: models, configs };
}

function pathProblems(field: string, path: string, problems: Problems): void {
  if (!path.startsWith('/') || path.includes(':') || path.split('/').includes('..')) {
    problems.add(field, path, 'an absolute path without : and ..', `'/var/cache/app'`);
  } else if (path === '/') {
    problems.add(field, path, 'a folder below /, which stays read-only', `'/var/cache/app'`);
  }
}

/** A volume's name made of its path: readable, a DNS label, and the same on every run. */
function volumeName(prefix: string, path: string): string {
  const plain = `${prefix}${path}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return (plain === '' ? 'root' : plain).slice(0, LONGEST_NAME).replace(/-+$/, '');
}
