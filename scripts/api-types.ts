import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionOf, type Field, type FieldType, type LeafForm } from '../lib/core/manifest/field-types';

/** The definitions that the model names; with everything that they hold. */
const ROOTS = [
  'core.v1.ConfigMapVolumeSource',
  'core.v1.EnvFromSource',
  'core.v1.EnvVar',
  'core.v1.EphemeralVolumeSource',
  'core.v1.HostPathVolumeSource',
  'core.v1.Lifecycle',
  'core.v1.PersistentVolumeClaimSpec',
  'core.v1.PersistentVolumeClaimVolumeSource',
  'core.v1.Probe',
  'core.v1.ProjectedVolumeSource',
  'core.v1.ResourceRequirements',
  'core.v1.CSIVolumeSource',
  'core.v1.SecretVolumeSource',
  'apps.v1.DaemonSetUpdateStrategy',
  'apps.v1.DeploymentStrategy',
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy',
  'apps.v1.StatefulSetUpdateStrategy',
  'autoscaling.v2.HorizontalPodAutoscalerBehavior',
  'autoscaling.v2.MetricSpec',
  'batch.v1.PodFailurePolicy',
  'batch.v1.SuccessPolicy',
];

/** Where the types are: a file for each API group and version, and one that names them all. */
export const FOLDER = join(__dirname, '../lib/model/api');

const HEAD = '// Made by `npm run api-types` from lib/core/manifest/fields.generated.json. Do not edit.\n';
const LEAVES: Readonly<Record<LeafForm, string>> = {
  string: 'Text',
  int32: 'number',
  int64: 'number',
  number: 'number',
  boolean: 'boolean',
  'int-or-string': 'number | string',
  quantity: 'Text',
  time: 'string',
  base64: 'string',
  object: '{ readonly [key: string]: unknown }',
  any: 'unknown',
};

/** The name of a definition in TypeScript: `core.v1.PodSpec` is `PodSpec`, `meta.v1.LabelSelector` is `LabelSelector`. */
function nameOf(definition: string): string {
  return definition.slice(definition.lastIndexOf('.') + 1);
}

function typeOf(type: FieldType): string {
  if (type.form === 'list') return `readonly ${wrapped(type.of)}[]`;
  if (type.form === 'map') return `{ readonly [key: string]: ${typeOf(type.of)} }`;
  return type.form === 'definition' ? nameOf(type.name) : LEAVES[type.form];
}

function wrapped(type: FieldType): string {
  const text = typeOf(type);
  return /[ |]/.test(text) ? `(${text})` : text;
}

function fieldOf({ name, type, required }: Field): string {
  const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`;
  return `  readonly ${key}${required ? '' : '?'}: ${typeOf(type)};`;
}

function reached(type: FieldType): string[] {
  if (type.form === 'list' || type.form === 'map') return reached(type.of);
  return type.form === 'definition' ? [type.name] : [];
}

/** `core.v1` of `core.v1.PodSpec`. */
function groupOf(definition: string): string {
  return definition.slice(0, definition.lastIndexOf('.'));
}

/** Every definition that the roots hold, by its name. */
function held(): Map<string, readonly Field[]> {
  const open = [...ROOTS];
  const seen = new Map<string, readonly Field[]>();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const definition = definitionOf(name);
    if (seen.has(name) || definition === undefined) continue;
    const fields = [...definition.fields.values()];
    seen.set(name, fields);
    open.push(...fields.flatMap((field) => reached(field.type)));
  }
  return seen;
}

type Definition = readonly [name: string, fields: readonly Field[]];

function importsOf(group: string, definitions: readonly Definition[]): string[] {
  const others = definitions
    .flatMap(([, fields]) => fields.flatMap((field) => reached(field.type)))
    .filter((name) => groupOf(name) !== group);
  return [...new Set(others.map(groupOf))].sort().map((from) => {
    const names = new Set(others.filter((name) => groupOf(name) === from).map(nameOf));
    return `import type { ${[...names].sort().join(', ')} } from './${from}.generated';`;
  });
}

function fileOf(group: string, definitions: readonly Definition[]): string {
  const blocks = definitions.map(
    ([name, fields]) =>
      `/** \`${name}\` of the Kubernetes API. */\nexport type ${nameOf(name)} = {\n${fields.map(fieldOf).join('\n')}\n};\n`,
  );
  const text = blocks.some((block) => /\bText\b/.test(block)) ? [`import type { Text } from '../text';`] : [];
  const imports = [...text, ...importsOf(group, definitions)];
  return [HEAD, ...(imports.length > 0 ? [`${imports.join('\n')}\n`] : []), ...blocks].join('\n');
}

/** Each file of {@link FOLDER} by its name: the types of every definition that the roots hold, in the order of their names. */
export function apiTypes(): ReadonlyMap<string, string> {
  const groups = new Map<string, Definition[]>();
  for (const entry of [...held()].sort(([a], [b]) => (nameOf(a) < nameOf(b) ? -1 : 1))) {
    const group = groupOf(entry[0]);
    groups.set(group, [...(groups.get(group) ?? []), entry]);
  }
  const names = [...groups.keys()].sort();
  const index = names.map((group) => `export type * from './${group}.generated';\n`).join('');
  return new Map([
    ['index.ts', `${HEAD}\n${index}`],
    ...names.map((group): [string, string] => [
      `${group}.generated.ts`,
      fileOf(group, groups.get(group) ?? []),
    ]),
  ]);
}

if (require.main === module) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  for (const [name, text] of apiTypes()) writeFileSync(join(FOLDER, name), text);
}
