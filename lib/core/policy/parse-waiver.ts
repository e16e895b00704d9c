import { type ControlId, idFrom, noControl } from '../controls';
import { sameValue } from '../manifest/immutable';
import { isPlain, type PlainObject } from '../manifest/plain';
import type { TargetedWaiver, Waiver } from './waiver';

type Tell = (problem: string) => void;

const KNOWN = new Set(['control', 'reason', 'owner', 'expires', 'ticket', 'container', 'finding', 'target']);

/** What `target` was called before; YAML as Kubernetes reads it takes `on` for true, and a key is a string. Read until 1.0. */
const OLD_KEYS = ['on', 'true'] as const;

/** What to say once of waivers that were written before `on` became `target`. */
export const OLD_TARGET = "the key 'on' of a waiver is read until 1.0: write 'target'";

/**
 * Reads a waiver by kind, namespace and name, as people write it. Whether it holds (its date, its reason) is the
 * engine's business; here it has to have the form of one.
 * @returns undefined where it has not
 */
export function parseWaiver(given: unknown, tell: Tell): TargetedWaiver | undefined {
  const item = isPlain(given) ? renamed(given, tell) : given;
  const waiver = parseWaiverFields(item, tell);
  if (!isPlain(item)) return undefined;
  const target = targetOf(item.target, tell);
  return waiver === undefined || target === undefined ? undefined : { ...waiver, target };
}

/**
 * Reads the fields of a waiver, whatever it is for.
 * @returns undefined where it has not the form of one
 */
export function parseWaiverFields(item: unknown, tell: Tell): Waiver | undefined {
  if (!isPlain(item)) {
    tell('needs an object');
    return undefined;
  }
  for (const key of Object.keys(item)) if (!KNOWN.has(key)) tell(`there is no field '${key}'`);
  const control = controlIn(item, tell);
  const [reason, owner, expires] = ['reason', 'owner', 'expires'].map((key) => textIn(item, key, tell));
  const optional = (key: string): string | undefined =>
    item[key] === undefined ? undefined : textIn(item, key, tell);
  const [ticket, container, finding] = ['ticket', 'container', 'finding'].map(optional);
  if (control === undefined || reason === undefined || owner === undefined || expires === undefined)
    return undefined;
  return { control, reason, owner, expires, ticket, container, finding };
}

/** Whether a waiver names its object by the key of before. */
export function hasOldTarget(given: unknown): boolean {
  return isPlain(given) && OLD_KEYS.some((key) => given[key] !== undefined);
}

/** The waiver with its object under `target`. */
function renamed(given: PlainObject, tell: Tell): PlainObject {
  const { on, true: read, ...rest } = given;
  const old = on ?? read;
  if (old === undefined) return given;
  if (rest.target === undefined) return { ...rest, target: old };
  if (!sameValue(old, rest.target))
    tell("target and 'on', its name of before, say different things: keep target");
  return rest;
}

function targetOf(target: unknown, tell: Tell): TargetedWaiver['target'] | undefined {
  if (!isPlain(target)) {
    tell('target: needs { kind, namespace, name }');
    return undefined;
  }
  const optional = (key: string): string | undefined =>
    target[key] === undefined ? undefined : textIn(target, key, tell, 'target.');
  const kind = textIn(target, 'kind', tell, 'target.');
  const generateName = optional('generateName');
  const name = target.generateName === undefined ? textIn(target, 'name', tell, 'target.') : optional('name');
  const namespace = optional('namespace');
  return kind === undefined ? undefined : { kind, name, generateName, namespace };
}

function controlIn(item: PlainObject, tell: Tell): ControlId | undefined {
  const given = textIn(item, 'control', tell);
  if (given === undefined) return undefined;
  const control = idFrom(given);
  if (control === undefined) tell(noControl(given));
  return control;
}

function textIn(owner: PlainObject, key: string, tell: Tell, prefix = ''): string | undefined {
  const value = owner[key];
  if (typeof value === 'string') return value;
  tell(`${prefix}${key}: needs a string`);
  return undefined;
}
