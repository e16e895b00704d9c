import { isPlain, objectAt, type PlainObject } from '../../lib/core/manifest/plain';

const OPEN = 'x-kubernetes-preserve-unknown-fields';
const ANYWHERE = new Set(['apiVersion', 'kind', 'metadata']);

/** The fields of an object that its structural schema does not list: the API server drops them, or refuses them. */
export function unlisted(object: PlainObject, schema: PlainObject): string[] {
  return Object.entries(object).flatMap(([key, value]) =>
    ANYWHERE.has(key) ? [] : unlistedIn(value, propertyOf(schema, key), key),
  );
}

function unlistedIn(value: unknown, schema: PlainObject | undefined, path: string): string[] {
  if (schema === undefined) return [path];
  if (Array.isArray(value)) {
    const items = objectAt(schema, 'items');
    return items === undefined && schema[OPEN] === true
      ? []
      : value.flatMap((item, index) => unlistedIn(item, items, `${path}[${index}]`));
  }
  if (!isPlain(value)) return wrongType(value, schema) ? [`${path} is ${typeof value}`] : [];
  return Object.entries(value).flatMap(([key, item]) => {
    const property = propertyOf(schema, key);
    return property === undefined && schema[OPEN] === true
      ? []
      : unlistedIn(item, property, `${path}.${key}`);
  });
}

/** The schema of a property; of an embedded object its metadata are of the usual form. */
function propertyOf(schema: PlainObject, key: string): PlainObject | undefined {
  const property = objectAt(objectAt(schema, 'properties'), key) ?? objectAt(schema, 'additionalProperties');
  if (property !== undefined) return property;
  const anything = schema.additionalProperties === true || schema['x-kubernetes-embedded-resource'] === true;
  return anything ? { [OPEN]: true } : undefined;
}

const TYPES: Readonly<Record<string, readonly string[]>> = {
  string: ['string'],
  boolean: ['boolean'],
  integer: ['number', 'bigint'],
  number: ['number', 'bigint'],
  object: [],
  array: [],
};

function wrongType(value: unknown, schema: PlainObject): boolean {
  if (value === null || schema['x-kubernetes-int-or-string'] === true) return false;
  const types = typeof schema.type === 'string' ? TYPES[schema.type] : undefined;
  return types !== undefined && !types.includes(typeof value);
}

/** The schema at a path of a record, such as `spec.templates[].container`; undefined where there is none. */
export function schemaAt(schema: PlainObject, path: string): PlainObject | undefined {
  let current: PlainObject | undefined = schema;
  for (const step of path === '' ? [] : path.split('.')) {
    if (current?.[OPEN] === true && objectAt(current, 'properties') === undefined) return current;
    const name = step.replaceAll('[]', '');
    current = name === '*' ? objectAt(current, 'additionalProperties') : propertyIn(current, name);
    for (let lists = step.split('[]').length - 1; lists > 0; lists -= 1) {
      current = objectAt(current, 'items') ?? (current?.[OPEN] === true ? current : undefined);
    }
  }
  return current;
}

function propertyIn(schema: PlainObject | undefined, name: string): PlainObject | undefined {
  return objectAt(objectAt(schema, 'properties'), name);
}
