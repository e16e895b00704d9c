import { BulwarkError } from '../../core/errors';
import { formatRef, refOf } from '../../core/manifest/identity';
import { isPlain, objectAt, type PlainObject } from '../../core/manifest/plain';
import type { RenderedResource, StackOptions } from './recording';
import { changedAt, type Path, valueAt } from './values';

/** What stands for a secret in a file. It is no base64, so the API server refuses a Secret that holds it. */
export const MASK = '[secret]';

/** The shortest value of the configuration that is looked for in objects, in characters. */
const TELLING = 4;

/** The values of the configuration that are secret, and long enough to be told from other words. */
export function secretTexts({
  config = {},
  secrets = [],
}: Pick<StackOptions, 'config' | 'secrets'>): string[] {
  return secrets.map((key) => config[key] ?? '').filter((text) => text.length >= TELLING);
}

/** An object whose secrets are masked, and where they stood. */
export interface Masked {
  readonly manifest: PlainObject;
  /** In words, one for each value: `Secret shop/s, data.password`. */
  readonly places: readonly string[];
}

/**
 * Where an object is secret: where the program says so, in what a Secret holds, and wherever one of the strings stands.
 * @param strings values of the configuration that are secret
 */
export function secretPlaces(
  { manifest, secrets }: Pick<RenderedResource, 'manifest' | 'secrets'>,
  strings: readonly string[] = [],
): Path[] {
  const held = isSecret(manifest) ? [['data'], ['stringData']] : [];
  const items = Array.isArray(manifest.items) ? manifest.items : [];
  const inItems = items.flatMap((item: unknown, index): Path[] =>
    isPlain(item)
      ? secretPlaces({ manifest: item, secrets: [] }).map((path) => ['items', index, ...path])
      : [],
  );
  const found: Path[] = [...secrets, ...held, ...inItems];
  if (strings.length > 0) find(manifest, strings, [], found);
  return found.filter((path) => valueAt(manifest, path) !== undefined);
}

function isSecret({ apiVersion, kind }: PlainObject): boolean {
  return (apiVersion === 'v1' && kind === 'Secret') || kind === 'SecretList';
}

function find(value: unknown, strings: readonly string[], path: Path, found: Path[]): void {
  if (typeof value === 'string') {
    if (strings.some((text) => value.includes(text))) found.push(path);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) find(item, strings, [...path, index], found);
  } else if (isPlain(value)) {
    for (const [key, item] of Object.entries(value)) find(item, strings, [...path, key], found);
  }
}

/** What names an object in files and messages. */
const NAMES: readonly Path[] = [
  ['apiVersion'],
  ['kind'],
  ['metadata', 'name'],
  ['metadata', 'generateName'],
  ['metadata', 'namespace'],
];

/**
 * The object with a mark in place of each secret value.
 * @throws BulwarkError where its name is secret: that is in the names of files and in messages
 */
export function masked(manifest: PlainObject, places: readonly Path[], resource: string): Masked {
  const named = NAMES.find(
    (name) => places.some((place) => covers(place, name)) && valueAt(manifest, name) !== undefined,
  );
  if (named !== undefined) {
    throw new BulwarkError(`${resource}: found a secret in ${textOf(named)}, which names the object`, [
      'names are in the names of files and in messages. Fix: pulumi.unsecret(…) around it',
    ]);
  }
  const told: string[] = [];
  const where = formatRef(refOf(manifest));
  let result: unknown = manifest;
  for (const place of places)
    result = changedAt(result, place, (value) => maskedValue(value, place, where, told));
  return { manifest: isPlain(result) ? inData(result) : manifest, places: [...new Set(told)] };
}

function covers(place: Path, path: Path): boolean {
  return place.length <= path.length && place.every((key, index) => key === path[index]);
}

function maskedValue(value: unknown, path: Path, where: string, told: string[]): unknown {
  if (Array.isArray(value))
    return value.map((item: unknown, index) => maskedValue(item, [...path, index], where, told));
  if (isPlain(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, maskedValue(item, [...path, key], where, told)]),
    );
  }
  if (value === null || value === undefined) return value;
  told.push(`${where}, ${textOf(path)}`);
  return MASK;
}

/** A Secret with all that it holds under `data`, where the mask is refused. */
function inData(manifest: PlainObject): PlainObject {
  if (!isSecret(manifest) || !isPlain(manifest.stringData)) return manifest;
  const { stringData, ...rest } = manifest;
  return { ...rest, data: { ...objectAt(manifest, 'data'), ...stringData } };
}

function textOf(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return /[./]/.test(key) ? `${text}["${key}"]` : `${text}${text === '' ? '' : '.'}${key}`;
  }, '');
}
