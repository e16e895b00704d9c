import table from './fields.generated.json';

/**
 * The types of all fields of the built-in kinds.
 *
 * The table has, for each definition, its fields and a code for each: `!` where it is required, then the type, then
 * `@since-until` where not every minor version has it. Types: `s` string, `i` 32-bit integer, `I` 64-bit integer,
 * `n` number, `b` boolean, `x` integer or string, `q` quantity, `t` time, `y` base64, `o` an object of any form,
 * `*` anything, `[T` list, `{T` map of strings to T, else the name of a definition.
 */
export type FieldTable = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The forms of a leaf. */
export type LeafForm =
  | 'string'
  | 'int32'
  | 'int64'
  | 'number'
  | 'boolean'
  | 'int-or-string'
  | 'quantity'
  | 'time'
  | 'base64'
  | 'object'
  | 'any';

/** The type of a field or of what a list or map holds. */
export type FieldType =
  | { readonly form: LeafForm }
  | { readonly form: 'list' | 'map'; readonly of: FieldType }
  | { readonly form: 'definition'; readonly name: string };

/** A field of a definition. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly required: boolean;
  /** Minor versions of Kubernetes 1.x; absent where all have it. */
  readonly since?: number;
  readonly until?: number;
}

/** A definition: an object whose fields are listed. */
export interface Definition {
  /** Such as `apps.v1.DeploymentSpec`. */
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly required: readonly Field[];
}

const TABLE: FieldTable = table;

const LEAVES: Readonly<Record<string, LeafForm>> = {
  s: 'string',
  i: 'int32',
  I: 'int64',
  n: 'number',
  b: 'boolean',
  x: 'int-or-string',
  q: 'quantity',
  t: 'time',
  y: 'base64',
  o: 'object',
  '*': 'any',
};

/** Definitions that were asked for; read once, as most of the table is never needed. */
const read = new Map<string, Definition | undefined>();

/** The definition of a name, such as `core.v1.PodSpec`, or undefined where there is none. */
export function definitionOf(name: string): Definition | undefined {
  const known = read.get(name);
  if (known !== undefined || read.has(name)) return known;
  const fields = Object.hasOwn(TABLE, name) ? TABLE[name] : undefined;
  const definition = fields === undefined ? undefined : readDefinition(name, fields);
  read.set(name, definition);
  return definition;
}

/** The names of all definitions. */
export function definitionNames(): string[] {
  return Object.keys(TABLE);
}

function readDefinition(name: string, codes: Readonly<Record<string, string>>): Definition {
  const fields = new Map(Object.entries(codes).map(([field, code]) => [field, readField(field, code)]));
  return { name, fields, required: [...fields.values()].filter((field) => field.required) };
}

function readField(name: string, code: string): Field {
  const required = code.startsWith('!');
  const [type = '', span = ''] = code.slice(required ? 1 : 0).split('@');
  const field = { name, type: readType(type), required };
  if (span === '') return field;
  const [since = '', until = ''] = span.split('-');
  return { ...field, since: numberOf(since), until: numberOf(until) };
}

function numberOf(text: string): number | undefined {
  return text === '' ? undefined : Number(text);
}

function readType(code: string): FieldType {
  if (code.startsWith('[')) return { form: 'list', of: readType(code.slice(1)) };
  if (code.startsWith('{')) return { form: 'map', of: readType(code.slice(1)) };
  const leaf = LEAVES[code];
  return leaf === undefined ? { form: 'definition', name: code } : { form: leaf };
}
