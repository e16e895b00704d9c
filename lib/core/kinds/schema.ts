import { definitionOf } from '../manifest/field-types';
import { append, isPlain, objectAt, type PlainObject } from '../manifest/plain';
import { CONTAINER_LISTS } from '../manifest/pod';
import type { PodPlace } from './record';
import { nameOfContainers, RUNS } from './search';

/** What a schema says about the pods of a kind. */
export interface SchemaReading {
  readonly pods: readonly PodPlace[];
  /** Paths of fields that take anything. */
  readonly open: readonly string[];
}

interface Draft {
  readonly pods: PodPlace[];
  readonly open: string[];
}

/** Fields of every object, and what the controller writes: no user's pod is there. */
const SERVER = ['metadata', 'apiVersion', 'kind', 'status'];

/** Reads the schema of a custom resource; one that is absent takes anything. */
export function readSchema(schema: unknown): SchemaReading {
  const draft: Draft = { pods: [], open: [] };
  if (!isPlain(schema)) draft.open.push('');
  else {
    const properties = { ...propertiesOf(schema) };
    for (const key of SERVER) delete properties[key];
    walk({ ...schema, properties }, '', draft);
  }
  return draft;
}

function propertiesOf(schema: PlainObject): PlainObject {
  return objectAt(schema, 'properties') ?? {};
}

function walk(schema: PlainObject, path: string, draft: Draft): void {
  if (takesAnything(schema)) draft.open.push(path);
  if (isPodSpec(schema)) {
    draft.pods.push(podPlace(schema, path));
    return;
  }
  const items = objectAt(schema, 'items');
  if (items !== undefined) walk(items, `${path}[]`, draft);
  const values = objectAt(schema, 'additionalProperties');
  if (values !== undefined) walk(values, join(path, '*'), draft);
  const loose: string[] = [];
  for (const [key, property] of Object.entries(propertiesOf(schema))) {
    if (!isPlain(property)) continue;
    const [holder, step] = holderOf(property, key);
    const named = nameOfContainers(key) !== undefined;
    if (isPodSpec(holder) || !isContainer(holder, named)) walk(property, join(path, key), draft);
    else if (named) loose.push(step);
    else draft.pods.push({ path: join(path, step), shape: 'partial', containers: [{ path: '' }] });
  }
  if (loose.length > 0) {
    draft.pods.push({
      path,
      shape: 'containers',
      optional: true,
      containers: loose.map((step) => ({ path: step })),
    });
  }
}

/** Whether a value of any form may be here: what is not listed is kept, or any key is taken. */
function takesAnything(schema: PlainObject): boolean {
  if (schema['x-kubernetes-preserve-unknown-fields'] === true) return true;
  if (schema['x-kubernetes-embedded-resource'] === true || schema.additionalProperties === true) return true;
  const says = ['type', 'properties', 'items', 'additionalProperties', 'x-kubernetes-int-or-string'];
  return says.every((key) => schema[key] === undefined);
}

/** The schema of a container that a property may hold, and the step that leads to it. */
function holderOf(property: PlainObject, key: string): [PlainObject, string] {
  const items = objectAt(property, 'items');
  if (items !== undefined) return [items, `${key}[]`];
  const values = objectAt(property, 'additionalProperties');
  return values === undefined ? [property, key] : [values, `${key}.*`];
}

/** Whether a schema is that of a container: it has an image, and a name of containers or something that only they have. */
function isContainer(schema: PlainObject, named: boolean): boolean {
  const properties = propertiesOf(schema);
  if (!isPlain(properties.image)) return false;
  return named || RUNS.some((field) => isPlain(properties[field]));
}

function isPodSpec(schema: PlainObject): boolean {
  const containers = objectAt(propertiesOf(schema), 'containers');
  const item = containers === undefined ? undefined : objectAt(containers, 'items');
  return item !== undefined && isPlain(propertiesOf(item).image);
}

/** Fields that only a whole pod spec has. */
const WHOLE = ['hostNetwork', 'securityContext', 'volumes', 'serviceAccountName', 'restartPolicy'];

function podPlace(schema: PlainObject, path: string): PodPlace {
  const properties = propertiesOf(schema);
  const whole = WHOLE.every((field) => properties[field] !== undefined);
  const takes = takenBy(schema);
  const holder = /^(.+)\.spec$/.exec(path)?.[1];
  if (whole && holder !== undefined) return { path: holder, shape: 'template', takes };
  return { path, shape: whole ? 'template' : 'partial', spec: '', metadata: null, takes };
}

/** The fields of a pod that a schema takes; undefined where it takes all that we know. */
function takenBy(schema: PlainObject): string[] | undefined {
  const fields = fieldsOf(schema, 'core.v1.PodSpec', '', ['securityContext']);
  const container = objectAt(objectAt(propertiesOf(schema), 'containers'), 'items');
  const inside = fieldsOf(container, 'core.v1.Container', 'containers.', ['securityContext', 'resources']);
  if (fields === undefined && inside === undefined) return undefined;
  return [
    ...(fields ?? namesOf('core.v1.PodSpec', '')),
    ...(inside ?? namesOf('core.v1.Container', 'containers.')),
  ];
}

const INSIDE: Readonly<Record<string, string>> = {
  securityContext: 'core.v1.PodSecurityContext',
  'containers.securityContext': 'core.v1.SecurityContext',
  'containers.resources': 'core.v1.ResourceRequirements',
};

/** The fields of a definition that a schema lists, those of some of them one by one; undefined where it lists all. */
function fieldsOf(
  schema: PlainObject | undefined,
  definition: string,
  prefix: string,
  inner: readonly string[],
): string[] | undefined {
  if (schema === undefined || schema['x-kubernetes-preserve-unknown-fields'] === true) return undefined;
  const properties = propertiesOf(schema);
  const taken: string[] = [];
  let missing = false;
  for (const name of definitionOf(definition)?.fields.keys() ?? []) {
    if (CONTAINER_LISTS.some((list) => prefix === '' && list === name)) continue;
    const property = properties[name];
    const inside = INSIDE[`${prefix}${name}`];
    if (!isPlain(property)) missing = true;
    else if (inside === undefined || !inner.includes(name)) taken.push(`${prefix}${name}`);
    else {
      const below = fieldsOf(property, inside, `${prefix}${name}.`, []);
      missing ||= below !== undefined;
      append(taken, below ?? [`${prefix}${name}`]);
    }
  }
  return missing ? taken : undefined;
}

function namesOf(definition: string, prefix: string): string[] {
  return [...(definitionOf(definition)?.fields.keys() ?? [])].map((name) => `${prefix}${name}`);
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
