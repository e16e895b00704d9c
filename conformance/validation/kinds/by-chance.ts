import { definitionOf, type Field, type FieldType } from '../../../lib/core/manifest/field-types';
import { isPlain, type PlainObject } from '../../../lib/core/manifest/plain';
import { builtinKinds } from '../../../lib/core/manifest/registry';
import { type Change, REMOVED } from '../cases';
import { Random } from '../random';
import table from './values-by-name.json';

const NAMES: Readonly<Record<string, readonly string[]>> = table.names;
const KEYS: Readonly<Record<string, readonly string[]>> = table.keys;
/** Fields that are judged elsewhere, or that decide which rules there are. */
const LEFT_ALONE: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);
const DEEPEST = 4;
/** How often a field is taken away, an item doubled, a field that is absent tried. */
const [REMOVE, DOUBLE, ADD] = [0.15, 0.2, 0.5];

/** A place of an object: its path, what is there, and its type. */
interface Place {
  readonly path: string;
  readonly name: string;
  readonly value: unknown;
  readonly type: FieldType;
  /** Where it is an item of a list: the path of a new one. */
  readonly next?: string;
}

/**
 * Changes of one place each, by chance: something taken away, doubled, or set to a value that a field of its name has or
 * might have, objects of some fields included. The same ones in every run.
 */
export function changesByChance(object: PlainObject, count: number, seed: number): Change[] {
  const random = new Random(seed);
  const places = placesOf(object);
  const changes: Change[] = [];
  while (changes.length < count) {
    const change = changeOf(random.pick(places), random);
    if (change !== undefined) changes.push(change);
  }
  return changes;
}

function placesOf(object: PlainObject): Place[] {
  const type = builtinKinds.kindOf(String(object.apiVersion), String(object.kind))?.type;
  const fields = type === undefined ? [] : fieldsOf(type).filter(({ name }) => !LEFT_ALONE.has(name));
  return fields.flatMap((field) => [...below(object[field.name], field.name, field.name, field.type)]);
}

function fieldsOf(definition: string): Field[] {
  return [...(definitionOf(definition)?.fields.values() ?? [])];
}

function* below(
  value: unknown,
  name: string,
  path: string,
  type: FieldType,
  next?: string,
): Generator<Place> {
  yield { path, name, value, type, next };
  if (type.form === 'definition' && isPlain(value)) {
    for (const field of fieldsOf(type.name))
      yield* below(value[field.name], field.name, `${path}.${field.name}`, field.type);
  } else if (type.form === 'list' && Array.isArray(value)) {
    for (const [index, item] of value.entries())
      yield* below(item, name, `${path}[${index}]`, type.of, `${path}[${value.length}]`);
  } else if (type.form === 'map' && isPlain(value)) {
    for (const [key, item] of Object.entries(value))
      yield* below(item, name, `${path}[${JSON.stringify(key)}]`, type.of);
  }
}

function changeOf({ path, name, value, type, next }: Place, random: Random): Change | undefined {
  if (value === undefined && !random.chance(ADD)) return undefined;
  if (value !== undefined && random.chance(REMOVE)) return { [path]: REMOVED };
  if (next !== undefined && random.chance(DOUBLE)) return { [next]: value };
  return { [path]: sampleOf(name, type, 0, random) };
}

function sampleOf(name: string, type: FieldType, depth: number, random: Random): unknown {
  switch (type.form) {
    case 'definition':
      return objectOf(type.name, depth, random);
    case 'list': {
      const length = random.pick([0, 1, 1, 1, 2, 3]);
      return Array.from({ length }, () => sampleOf(name, type.of, depth + 1, random));
    }
    case 'map':
      return mapOf(name, type.of, depth, random);
    case 'string':
      return random.pick(random.chance(0.9) ? (NAMES[name] ?? table.strings) : table.strings);
    case 'int32':
      return random.pick(table.integers);
    case 'int64':
      return random.pick(table.longIntegers);
    case 'boolean':
      return random.chance(0.6);
    case 'int-or-string':
      return random.pick<string | number>(table.intOrString);
    case 'quantity':
      return random.pick(table.quantities);
    default:
      return null;
  }
}

function mapOf(name: string, of: FieldType, depth: number, random: Random): PlainObject {
  const length = random.pick([0, 1, 1, 2]);
  return Object.fromEntries(
    Array.from({ length }, () => {
      const key = random.pick(KEYS[name] ?? table.strings);
      const value =
        of.form === 'string' ? random.pick(table.mapValues) : sampleOf(name, of, depth + 1, random);
      return [key, value];
    }),
  );
}

/** An object of one or two fields, and of those that it has to have. */
function objectOf(name: string, depth: number, random: Random): PlainObject {
  const fields = fieldsOf(name);
  const object: PlainObject = {};
  for (const field of fields.filter(({ required }) => required))
    object[field.name] = sampleOf(field.name, field.type, depth + 1, random);
  if (depth >= DEEPEST || fields.length === 0) return object;
  for (let count = random.pick([0, 1, 1, 1, 2]); count > 0; count -= 1) {
    const field = random.pick(fields);
    object[field.name] = sampleOf(field.name, field.type, depth + 1, random);
  }
  return object;
}
