import { formatRef, identityKey, isNamed, type ObjectRef, refOf } from '../manifest/identity';
import { dataText, isPlain, type PlainObject } from '../manifest/plain';
import type { KindRegistry } from '../manifest/registry';
import { type ReportedObject, reportedObject } from '../report/report';

/** An environment with what was rendered for it. */
export interface RenderedEnvironment {
  readonly name: string;
  readonly objects: readonly PlainObject[];
  /** The kinds that are known. */
  readonly registry: KindRegistry;
}

/** A field that is not the same in all environments, or an object that is not in all of them. */
export interface EnvironmentDifference {
  readonly object: ReportedObject;
  /** Path of the field in the object; empty where the whole object is not in all environments. */
  readonly path: string;
  /** What each environment has, as JSON, by its name; null where it has nothing. */
  readonly values: Readonly<Record<string, string | null>>;
}

/** The objects of all environments by what tells them, in the order of their first appearance. */
export function byIdentity(
  environments: readonly RenderedEnvironment[],
): Map<string, { readonly ref: ObjectRef; readonly objects: Map<string, PlainObject> }> {
  const found = new Map<string, { readonly ref: ObjectRef; readonly objects: Map<string, PlainObject> }>();
  for (const { name, objects, registry } of environments) {
    for (const object of objects) {
      const ref = refOf(object, registry);
      if (!isNamed(ref)) continue;
      const key = identityKey(ref);
      const known = found.get(key) ?? { ref, objects: new Map<string, PlainObject>() };
      known.objects.set(name, object);
      found.set(key, known);
    }
  }
  return found;
}

/** Every field that differs between environments, object by object. */
export function differencesOf(environments: readonly RenderedEnvironment[]): EnvironmentDifference[] {
  const names = environments.map(({ name }) => name);
  const differences: EnvironmentDifference[] = [];
  for (const { ref, objects } of byIdentity(environments).values()) {
    const object = reportedObject(ref);
    const add = (path: string, values: readonly (string | null)[]): void => {
      const pairs = names.map((name, at) => [name, values[at] ?? null] as const);
      differences.push({ object, path, values: Object.fromEntries(pairs) });
    };
    if (objects.size < names.length) {
      const present = (name: string): string | null => (objects.has(name) ? formatRef(ref) : null);
      add('', names.map(present));
    }
    compare(
      names.filter((name) => objects.has(name)).map((name) => objects.get(name)),
      '',
      (path, values) => {
        const having = names.filter((name) => objects.has(name));
        add(
          path,
          names.map((name) => (having.includes(name) ? (values[having.indexOf(name)] ?? null) : null)),
        );
      },
    );
  }
  return differences;
}

type Add = (path: string, values: readonly (string | null)[]) => void;

/** Compares one place of several objects; what is below it where all of them have something below. */
function compare(values: readonly unknown[], path: string, add: Add): void {
  const texts = values.map((value) => (value === undefined ? null : dataText(value)));
  if (new Set(texts).size < 2) return;
  const fields = values.map(fieldsOf);
  if (!fields.every((field) => field !== undefined)) {
    add(path, texts);
    return;
  }
  const steps = new Set(fields.flatMap((field) => [...field.keys()]));
  for (const step of steps) {
    const below = step.startsWith('[') || path === '' ? `${path}${step}` : `${path}.${step}`;
    compare(
      fields.map((field) => field.get(step)),
      below,
      add,
    );
  }
}

/** What is below a value, by its step in a path; items of lists by their names, where all have one. */
function fieldsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (isPlain(value)) {
    const step = (key: string): string => (/^[\w-]+$/.test(key) ? key : `[${JSON.stringify(key)}]`);
    return new Map(Object.entries(value).map(([key, item]) => [step(key), item]));
  }
  if (!Array.isArray(value)) return undefined;
  const names = value.map((item: unknown) =>
    isPlain(item) && typeof item.name === 'string' ? item.name : undefined,
  );
  const distinct = names.every((name) => name !== undefined) && new Set(names).size === names.length;
  return new Map(value.map((item: unknown, at) => [distinct ? `[${names[at]}]` : `[${at}]`, item]));
}
