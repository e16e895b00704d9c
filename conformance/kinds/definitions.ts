import { readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isPlain, objectAt, objectsAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { readYaml } from '../../lib/core/yaml';
import { must } from '../lib/command';
import MODULES from './modules.json';

/** A kind as the definition of its operator has it, in one version. */
export interface DefinedKind {
  readonly group: string;
  readonly kind: string;
  readonly version: string;
  readonly plural: string;
  readonly scope: string;
  readonly schema: PlainObject;
  /** The definition that it is in. */
  readonly definition: PlainObject;
}

/** A Go module, and the folders and files of it that hold definitions. */
export interface DefiningModule {
  readonly module: string;
  readonly version: string;
  readonly paths: readonly string[];
}

/** The kinds of the operators whose definitions come in Go modules; fetched where they are not in Go's cache. */
export async function definedKinds(modules: readonly DefiningModule[] = MODULES): Promise<DefinedKind[]> {
  const env = { GOTOOLCHAIN: 'local', GOFLAGS: '-mod=mod' };
  const names = modules.map(({ module, version }) => `${module}@${version}`);
  const answer = await must(['go', 'mod', 'download', '-json', ...names], { cwd: tmpdir(), env });
  const folders = [...answer.matchAll(/"Dir": "([^"]+)"/g)].map(([, folder = '']) => folder);
  return modules.flatMap(({ paths }, index) =>
    paths.flatMap((path) => filesAt(join(folders[index] ?? '', path)).flatMap(kindsIn)),
  );
}

function filesAt(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(path, name));
}

function kindsIn(file: string): DefinedKind[] {
  const { documents } = readYaml(readFileSync(file, 'utf8'), file);
  return documents.flatMap(({ value }) =>
    isPlain(value) && value.kind === 'CustomResourceDefinition' ? kindsOf(value) : [],
  );
}

function kindsOf(definition: PlainObject): DefinedKind[] {
  const spec = objectAt(definition, 'spec');
  const names = objectAt(spec, 'names');
  return objectsAt(spec, 'versions').flatMap((version) => {
    const schema = objectAt(objectAt(version, 'schema'), 'openAPIV3Schema');
    if (schema === undefined || version.served !== true) return [];
    return [
      {
        group: stringAt(spec, 'group') ?? '',
        kind: stringAt(names, 'kind') ?? '',
        version: stringAt(version, 'name') ?? '',
        plural: stringAt(names, 'plural') ?? '',
        scope: stringAt(spec, 'scope') ?? '',
        schema,
        definition,
      },
    ];
  });
}
