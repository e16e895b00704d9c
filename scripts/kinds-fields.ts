import { type Minor, referenceOf, type Schema, type Swagger, shortName, span } from './kinds-swagger';

/** Definition name -> field -> type code, as lib/core/manifest/field-types.ts reads it. */
export type Table = Map<string, Record<string, string>>;

/** Definitions that are one value in JSON, and their codes. */
const LEAVES: Readonly<Record<string, string>> = {
  'api.resource.Quantity': 'q',
  'util.intstr.IntOrString': 'x',
  'meta.v1.Time': 't',
  'meta.v1.MicroTime': 't',
  'meta.v1.FieldsV1': 'o',
  'runtime.RawExtension': '*',
};

const SCALARS: Readonly<Record<string, string>> = { string: 's', number: 'n', boolean: 'b', integer: 'I' };

/** Everything that the given definitions reach, sorted by name. */
export function definitionTable(minors: readonly Minor[], roots: readonly string[]): Table {
  const documents = minors.map(({ minor, swagger }) => ({ minor, definitions: byShortName(swagger) }));
  const table: Table = new Map();
  const queue = [...roots];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (table.has(name)) continue;
    const fields = name === 'List' ? ANY_LIST : fieldsOf(name, documents);
    table.set(name, fields);
    for (const code of Object.values(fields)) {
      const reference = /[a-z]+\.[\w.]+/.exec(code)?.[0];
      if (reference !== undefined) queue.push(reference);
    }
  }
  return new Map([...table].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const ANY_LIST = { apiVersion: 's', items: '![o', kind: 's', metadata: 'meta.v1.ListMeta' };

interface Document {
  readonly minor: number;
  readonly definitions: ReadonlyMap<string, Schema>;
}

function byShortName(swagger: Swagger): Map<string, Schema> {
  return new Map(Object.entries(swagger.definitions).map(([name, schema]) => [shortName(name), schema]));
}

function fieldsOf(name: string, documents: readonly Document[]): Record<string, string> {
  const having = documents.filter(({ definitions }) => definitions.has(name));
  const all = having.map(({ minor }) => minor);
  const names = new Set(
    having.flatMap(({ definitions }) => Object.keys(definitions.get(name)?.properties ?? {})),
  );
  const fields: Record<string, string> = {};
  for (const field of [...names].sort()) {
    const found = having.filter(
      ({ definitions }) => definitions.get(name)?.properties?.[field] !== undefined,
    );
    const codes = found.map(({ definitions }) =>
      codeOf(definitions.get(name)?.properties?.[field], definitions),
    );
    const types = new Set(codes);
    if (types.size > 1) process.stderr.write(`warning: ${name}.${field} is ${[...types].join(', then ')}\n`);
    const always = found.every(({ definitions }) => definitions.get(name)?.required?.includes(field));
    const { since, until } = span(
      `${name}.${field}`,
      found.map(({ minor }) => minor),
      all,
    );
    const from = since === all[0] ? '' : String(since);
    const suffix = until === undefined ? from : `${from}-${until}`;
    fields[field] = `${always ? '!' : ''}${codes.at(-1)}${suffix === '' ? '' : `@${suffix}`}`;
  }
  return fields;
}

function codeOf(schema: Schema | undefined, definitions: ReadonlyMap<string, Schema>): string {
  const reference = referenceOf(schema);
  if (reference !== undefined) return codeOfDefinition(shortName(reference), definitions);
  if (schema?.type === 'array') return `[${codeOf(schema.items, definitions)}`;
  if (schema?.type === 'object') {
    return schema.additionalProperties === undefined
      ? 'o'
      : `{${codeOf(schema.additionalProperties, definitions)}`;
  }
  if (schema?.format === 'int32') return 'i';
  if (schema?.format === 'byte') return 'y';
  const code = SCALARS[schema?.type ?? ''];
  if (code === undefined) throw new Error(`found ${JSON.stringify(schema)}; needs a type that has a code`);
  return code;
}

function codeOfDefinition(name: string, definitions: ReadonlyMap<string, Schema>): string {
  const leaf = LEAVES[name];
  if (leaf !== undefined) return leaf;
  const schema = definitions.get(name);
  if (schema?.properties !== undefined) return name;
  return schema?.type === undefined ? '*' : codeOf(schema, definitions);
}
