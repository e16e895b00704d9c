import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isPlain,
  listAt,
  objectAt,
  objectsAt,
  type PlainObject,
  stringAt,
} from '../../lib/core/manifest/plain';
import { addOnKinds, SCHEMAS } from '../lib/add-ons';

const DEFINITION = '#/definitions/';

/** Where the schemas of kubeconform lie, as its option `-schema-location` takes it. */
export const location = (folder: string): string =>
  join(folder, '{{ .Group }}_{{ .ResourceAPIVersion }}_{{ .ResourceKind }}.json');

/**
 * Writes one strict schema for each kind of the built-in API and of the custom resources: what an object does not
 * list is refused, but for what the API itself leaves open.
 * @returns how many kinds there are
 * @throws Error where the schemas are absent
 */
export function writeSchemas(folder: string): number {
  mkdirSync(folder, { recursive: true });
  let kinds = 0;
  const write = (group: string, version: string, kind: string, schema: PlainObject): void => {
    kinds += 1;
    const name = `${group || version}_${version}_${kind.toLowerCase()}.json`; // the core group has its version's name
    writeFileSync(join(folder, name), JSON.stringify(schema));
  };
  const definitions = objectAt(read('kubernetes-1.36.json'), 'definitions') ?? {};
  for (const [name, definition] of Object.entries(definitions)) {
    for (const gvk of objectsAt(objectOf(definition), 'x-kubernetes-group-version-kind')) {
      const [group = '', version = '', kind = ''] = ['group', 'version', 'kind'].map((key) =>
        stringAt(gvk, key),
      );
      write(group, version, kind, { $ref: DEFINITION + name, definitions: closure(definitions, name) });
    }
  }
  for (const { group, version, kind, schema } of addOnKinds())
    write(group, version, kind, objectOf(strict(custom(schema))));
  return kinds;
}

function read(file: string): PlainObject {
  const value: unknown = JSON.parse(readFileSync(join(SCHEMAS, file), 'utf8'));
  return objectOf(value);
}

function objectOf(value: unknown): PlainObject {
  return isPlain(value) ? value : {};
}

/** A definition and all that it refers to, made strict. */
function closure(definitions: PlainObject, root: string): PlainObject {
  const found: PlainObject = {};
  const waiting = [root];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name in found) continue;
    found[name] = strict(definitions[name]);
    for (const [, to] of JSON.stringify(found[name]).matchAll(/"#\/definitions\/([^"]+)"/g)) {
      if (to !== undefined) waiting.push(to);
    }
  }
  return found;
}

/** Conditions on an object whose properties are listed beside them. */
const CONDITIONS = ['allOf', 'anyOf', 'oneOf', 'not'];

/** A schema in which every object that lists its properties has no others. */
function strict(schema: unknown, condition = false): unknown {
  if (Array.isArray(schema)) return schema.map((item) => strict(item, condition));
  if (!isPlain(schema)) return schema;
  const made: PlainObject = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties') made[key] = each(objectOf(value));
    else if (!key.startsWith('x-kubernetes-') && key !== 'default' && key !== 'description')
      made[key] = strict(value, CONDITIONS.includes(key));
  }
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (isPlain(made.properties) && !condition && !open && made.additionalProperties === undefined)
    made.additionalProperties = false;
  if (schema['x-kubernetes-int-or-string'] === true) {
    delete made.type;
    made.anyOf = [{ type: 'integer' }, { type: 'string' }];
  }
  if (schema.nullable === true && typeof made.type === 'string') made.type = [made.type, 'null'];
  return made;
}

function each(properties: PlainObject): PlainObject {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, strict(value)]));
}

/** The schema of a custom resource with what each object has, where its CRD leaves that to the API server. */
function custom(schema: PlainObject): PlainObject {
  const properties = objectOf(schema.properties);
  const own = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } };
  const required = listAt(schema, 'required');
  return {
    ...schema,
    required: [...new Set([...required, 'apiVersion', 'kind', 'metadata'])],
    properties: { ...properties, ...own },
  };
}
