import { fieldsOf, formOf } from '../../lib/blueprints/description';
import type { Form } from '../../lib/blueprints/form';
import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import { readYaml } from '../../lib/core/yaml';

/** Values of the types whose shape is elsewhere, by the name of the type; a front end makes those that are constructs. */
export type NamedValues = Readonly<Record<string, unknown>>;

/** Former spellings of `optOut`, read until 1.0: tests of their own have them. */
const FORMER: readonly unknown[] = [false, 'refused', 'none'];

/** What an `@example`, `@beside` or `@inside` says. @throws where it is no plain value */
export function plainValue(code: string): unknown {
  const { documents, problems } = readYaml(`value: ${code}`);
  const [read] = documents;
  if (problems.length > 0 || !isPlain(read?.value)) throw new Error(`no plain value: ${code}`);
  return read.value.value;
}

/** Props with the value of an `@beside`: what its prop needs said with it. */
export function withCompany(said: PlainObject, { beside }: Form): PlainObject {
  const company = beside === undefined ? {} : plainValue(beside);
  if (!isPlain(company)) throw new Error(`no object: ${beside}`);
  return { ...said, ...company };
}

/** Values of every form that a prop can have, each one right by the description. */
export function valuesOf(form: Form, named: NamedValues): readonly unknown[] {
  const samples = examplesOf(form).map(plainValue);
  if (form.ref !== undefined) return valuesOf(refined(form, formOf(form.ref)), named);
  if (form.named !== undefined) return [named[form.named]].filter((value) => value !== undefined);
  if (form.oneOf !== undefined) return form.oneOf.filter((value) => !isFormer(value, form.oneOf));
  if (form.flag === true) return [true, false];
  if (form.map !== undefined) return form.more === undefined ? mapsOf(form.map, samples, named) : samples;
  if (form.either !== undefined)
    return [...samples, ...alternativesOf(form).flatMap((part) => valuesOf(part, named))];
  if (samples.length > 0) return samples;
  if (form.list !== undefined) return valuesOf(form.list, named).map((value) => [without(value, form)]);
  return objectsOf(form, named);
}

/** The examples that are data; a call, such as `claim({ … })`, is for messages alone. */
function examplesOf({ sample, more = [] }: Form): readonly string[] {
  return [...(sample === undefined ? [] : [sample]), ...more].filter((code) => !/^\w+\(/.test(code));
}

/** Several examples are all the values that there are to try, but for words. */
function alternativesOf({ either = [], more }: Form): readonly Form[] {
  return more === undefined ? either : either.filter(({ oneOf }) => oneOf !== undefined);
}

/** A definition where a prop has examples of its own: then those alone, where they are no choice of a few words. */
function refined({ sample, more }: Form, definition: Form): Form {
  if (sample === undefined || definition.oneOf !== undefined) return definition;
  return { text: true, sample, ...(more === undefined ? {} : { more }) };
}

function without(value: unknown, { without: fields = [] }: Form): unknown {
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !fields.includes(name)));
}

function isFormer(value: unknown, all: readonly unknown[] = []): boolean {
  return all.includes('optOut') && FORMER.includes(value);
}

/** The example has the key; where its value is not all that can be there, every other value is below it too. */
function mapsOf(item: Form, samples: readonly unknown[], named: NamedValues): readonly unknown[] {
  const [sample] = samples;
  const keys = isPlain(sample) ? Object.keys(sample) : ['EXAMPLE'];
  const [key = 'EXAMPLE'] = keys;
  return [...samples, ...valuesOf(item, named).map((value) => ({ [key]: value }))];
}

/**
 * Objects that between them have every value of every field: the first has the first of each, the second the second where
 * there is one, and so on.
 */
function objectsOf(form: Form, named: NamedValues): readonly PlainObject[] {
  const fields = Object.entries(fieldsOf(form).object).map(([name, field]) => ({
    name,
    field,
    values: valuesOf(field, named),
  }));
  const most = Math.max(0, ...fields.map(({ values }) => values.length));
  return Array.from({ length: most }, (_, index) => {
    const said = fields.filter(({ values }) => values.length > 0);
    const own = Object.fromEntries(said.map(({ name, values }) => [name, values[index] ?? values[0]]));
    return said.reduce<PlainObject>((object, { field }) => withCompany(object, field), own);
  });
}
