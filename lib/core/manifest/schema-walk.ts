import { type Definition, definitionOf, type Field, type FieldType } from './field-types';
import { fitsLeaf, LEAF_NEEDS } from './leaf-check';
import { isOpaque, isPlain, type PlainObject } from './plain';
import { isServed } from './registry';
import { servedNeeds } from './schema-kind';
import type { SchemaProblem, SchemaProblemType } from './schema-problem';
import { suggest } from './suggest';

/** A walk over one value and its types, and what it found. */
export interface Walk {
  readonly minor: number;
  /** Keys and indexes from the object to the value under the walk. */
  readonly trail: (string | number)[];
  readonly base: string;
  readonly problems: SchemaProblem[];
  /** Whether fields may be missing: the API server fills and ignores a status that a client writes. */
  lenient: boolean;
}

/** A walk that begins at a path. */
export function startWalk(minor: number, base: string): Walk {
  return { minor, base, trail: [], problems: [], lenient: false };
}

/** Checks the fields of an object. */
export function checkObject(value: PlainObject, definition: Definition, walk: Walk): void {
  for (const key in value) {
    const item = value[key];
    if (item === undefined || item === null) continue;
    walk.trail.push(key);
    const field = definition.fields.get(key);
    if (field === undefined)
      report(walk, key, unknownFieldNeeds(key, definition, walk.minor), 'unknown-field');
    else if (!isFieldServed(field, walk.minor))
      report(walk, key, servedNeeds(field, walk.minor), 'not-served');
    else checkField(item, field, walk);
    walk.trail.pop();
  }
  if (walk.lenient) return;
  for (const field of definition.required) {
    const item = value[field.name];
    if ((item !== undefined && item !== null) || !isFieldServed(field, walk.minor)) continue;
    walk.trail.push(field.name);
    report(walk, undefined, needsOf(field.type), 'missing');
    walk.trail.pop();
  }
}

function isFieldServed(field: Field, minor: number): boolean {
  return isServed(field.since, field.until, minor);
}

function checkField(item: unknown, field: Field, walk: Walk): void {
  if (field.name !== 'status' || field.type.form !== 'definition') {
    checkValue(item, field.type, walk);
    return;
  }
  const before = walk.lenient;
  walk.lenient = true;
  checkValue(item, field.type, walk);
  walk.lenient = before;
}

/** Checks a value of any type. */
export function checkValue(value: unknown, type: FieldType, walk: Walk): void {
  switch (type.form) {
    case 'definition': {
      if (!isPlain(value)) {
        misfit(value, type, walk);
        return;
      }
      const definition = definitionOf(type.name);
      if (definition !== undefined) checkObject(value, definition, walk);
      return;
    }
    case 'list':
      if (Array.isArray(value)) checkItems(value, type.of, walk);
      else misfit(value, type, walk);
      return;
    case 'map':
      if (isPlain(value)) checkEntries(value, type.of, walk);
      else misfit(value, type, walk);
      return;
    default:
      if (!fitsLeaf(value, type.form) && !isOpaque(value)) report(walk, value, needsOf(type), 'wrong-type');
  }
}

function checkItems(items: readonly unknown[], of: FieldType, walk: Walk): void {
  for (let index = 0; index < items.length; index += 1) {
    walk.trail.push(index);
    checkValue(items[index], of, walk);
    walk.trail.pop();
  }
}

/** Values of a map may be null: the API reads the zero value of their type. */
function checkEntries(map: PlainObject, of: FieldType, walk: Walk): void {
  for (const key in map) {
    const value = map[key];
    if (value === undefined || value === null) continue;
    walk.trail.push(key);
    checkValue(value, of, walk);
    walk.trail.pop();
  }
}

function misfit(value: unknown, type: FieldType, walk: Walk): void {
  report(walk, value, needsOf(type), isOpaque(value) ? 'opaque' : 'wrong-type');
}

function report(walk: Walk, found: unknown, needs: string, type: SchemaProblemType): void {
  walk.problems.push({ path: pathOf(walk), found, needs, type });
}

const PLAIN_KEY = /^[A-Za-z_$][\w$-]*$/;

function pathOf({ base, trail }: Walk): string {
  let path = base;
  for (const step of trail) {
    if (typeof step === 'number') path += `[${step}]`;
    else if (!PLAIN_KEY.test(step)) path += `[${JSON.stringify(step)}]`;
    else path += path === '' ? step : `.${step}`;
  }
  return path;
}

function needsOf(type: FieldType): string {
  if (type.form === 'definition') return `an object (${lastOf(type.name)})`;
  if (type.form === 'list') return 'a list';
  return type.form === 'map' ? 'a map' : LEAF_NEEDS[type.form];
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function unknownFieldNeeds(key: string, definition: Definition, minor: number): string {
  const served = [...definition.fields.values()].filter((field) => isFieldServed(field, minor));
  const meant = suggest(
    key,
    served.map((field) => field.name),
  );
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  return `a field of ${lastOf(definition.name)}${hint}`;
}
