import { definitionOf, type FieldType, type LeafForm } from '../../lib/core/manifest/field-types';
import { clone, isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import { type Change, REMOVED } from './cases';

const LONG = (length: number): string => 'a'.repeat(length);

/** What is tried in place of a string. */
const TEXTS: readonly string[] = [
  '',
  'Bad_Name',
  '-x',
  'x.y',
  'a/b',
  'a/b/c',
  '..',
  '1',
  'é',
  ' x',
  '%',
  '*',
  'x:y',
  '/x',
  LONG(64),
  LONG(254),
  '10.0.0.1',
  'fd00::1',
];

/** What is tried in place of a leaf. */
const LEAVES: Readonly<Record<LeafForm, readonly unknown[]>> = {
  string: TEXTS,
  int32: [-1, 0, 1, 3, 65_536, 2_147_483_647],
  int64: [-1, 0, 1, 2_147_483_648, 9_007_199_254_740_991],
  number: [-1, 0, 0.5],
  boolean: [true, false],
  'int-or-string': [-1, 0, 1, 65_536, 'http', 'Bad_Name', '25%', '101%', '-1%', '', LONG(16)],
  quantity: ['-1', '0', '1500m', '0.5', '1Ti', '1n'],
  time: ['2026-01-31T12:00:00Z'],
  base64: ['', 'eA=='],
  object: [{}],
  any: [{}, 'x', 1, true],
};

const SAMPLES: Readonly<Record<LeafForm, unknown>> = {
  string: 'x',
  int32: 1,
  int64: 1,
  number: 1,
  boolean: true,
  'int-or-string': 1,
  quantity: '1',
  time: '2026-01-31T12:00:00Z',
  base64: 'eA==',
  object: {},
  any: {},
};

/** Fields whose content is a language of its own, which nothing here reads: schemas, and expressions in CEL. */
const LANGUAGES: ReadonlySet<string> = new Set([
  'selectableFields',
  'openAPIV3Schema',
  'expression',
  'messageExpression',
  'valueExpression',
]);

/** Fields that are the server's, or whose change says nothing about the object. */
const LEFT_ALONE: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'status', 'managedFields']);
const DEEPEST = 14;
const BAD_KEYS = ['Bad_Key!', 'ok.example.com/x', '', LONG(254), 'x'];

/**
 * Changes of an object by the types of its fields: each field removed, null, empty, negative, huge, with a bad name; list
 * entries twice; absent fields added. One field a change.
 * @param type name of its definition
 * @param metadata whether its metadata is changed too: that is the same for all kinds
 */
export function changesByType(object: PlainObject, type: string, metadata: boolean): Change[] {
  const changes: Change[] = [];
  const skipped = metadata ? '' : 'metadata';
  for (const change of visit(object, { form: 'definition', name: type }, '', 0)) {
    const [path = ''] = Object.keys(change);
    if (skipped === '' || !(path === skipped || path.startsWith(`${skipped}.`))) changes.push(change);
  }
  return changes;
}

function* visit(value: unknown, type: FieldType, path: string, depth: number): Generator<Change> {
  if (depth > DEEPEST) return;
  switch (type.form) {
    case 'definition':
      if (isPlain(value)) yield* visitObject(value, type.name, path, depth);
      return;
    case 'list':
      if (Array.isArray(value)) yield* visitList(value, type.of, path, depth);
      return;
    case 'map':
      if (isPlain(value)) yield* visitMap(value, type.of, path, depth);
      return;
    default:
      for (const other of LEAVES[type.form]) if (other !== value) yield { [path]: other };
  }
}

function* visitObject(owner: PlainObject, type: string, path: string, depth: number): Generator<Change> {
  for (const field of definitionOf(type)?.fields.values() ?? []) {
    if (LEFT_ALONE.has(field.name) && (path === '' || path === 'metadata')) continue;
    if (LANGUAGES.has(field.name)) continue;
    const place = path === '' ? field.name : `${path}.${field.name}`;
    const item = owner[field.name];
    if (item === undefined) yield* added(field.type, place);
    else {
      yield { [place]: REMOVED };
      yield { [place]: null };
      yield* visit(item, field.type, place, depth + 1);
    }
  }
}

function* visitList(
  items: readonly unknown[],
  of: FieldType,
  path: string,
  depth: number,
): Generator<Change> {
  yield { [path]: [] };
  for (const [index, item] of items.entries()) {
    if (items.length > 1) yield { [`${path}[${index}]`]: REMOVED };
    yield { [`${path}[${items.length}]`]: clone(item) };
    yield* visit(item, of, `${path}[${index}]`, depth + 1);
  }
  yield { [`${path}[${items.length}]`]: sampleOf(of, 0) };
}

function* visitMap(map: PlainObject, of: FieldType, path: string, depth: number): Generator<Change> {
  yield { [path]: {} };
  for (const key of BAD_KEYS) yield { [`${path}[${JSON.stringify(key)}]`]: sampleOf(of, 0) };
  for (const key of Object.keys(map)) {
    const place = `${path}[${JSON.stringify(key)}]`;
    yield { [place]: REMOVED };
    yield* visit(map[key], of, place, depth + 1);
  }
}

/** A field that is absent, added: empty, and with the least that its type asks for. */
function* added(type: FieldType, place: string): Generator<Change> {
  if (type.form === 'definition') {
    yield { [place]: {} };
    yield { [place]: sampleOf(type, 0) };
  } else if (type.form === 'list') yield { [place]: [sampleOf(type.of, 0)] };
  else if (type.form === 'map') yield { [place]: { x: sampleOf(type.of, 0) } };
  else for (const other of LEAVES[type.form]) yield { [place]: other };
}

/** The least value of a type. */
function sampleOf(type: FieldType, depth: number): unknown {
  if (type.form === 'list') return [sampleOf(type.of, depth + 1)];
  if (type.form === 'map') return {};
  if (type.form !== 'definition') return SAMPLES[type.form];
  const value: PlainObject = {};
  for (const field of depth > 6 ? [] : (definitionOf(type.name)?.required ?? []))
    value[field.name] = sampleOf(field.type, depth + 1);
  return value;
}
