import { type ControlId, controlIds, noControl } from '../controls';
import { isPlain, type PlainObject } from '../manifest/plain';
import type { TargetedWaiver, Waiver } from './waiver';

type Tell = (problem: string) => void;

const KNOWN = new Set(['control', 'reason', 'owner', 'expires', 'ticket', 'container', 'finding', 'on']);

/** YAML as Kubernetes reads it takes the key `on` for true, and a key is a text: so it arrives as this one. */
const ON_IN_YAML = 'true';

/**
 * Reads a waiver by kind, namespace and name, as people write it. Whether it holds (its date, its reason) is the
 * engine's business; here it has to have the form of one.
 * @returns undefined where it has not
 */
export function parseWaiver(given: unknown, tell: Tell): TargetedWaiver | undefined {
  const item = isPlain(given) ? withOn(given) : given;
  const waiver = parseWaiverFields(item, tell);
  if (!isPlain(item)) return undefined;
  const on = targetOf(item.on, tell);
  return waiver === undefined || on === undefined ? undefined : { ...waiver, on };
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

function withOn({ [ON_IN_YAML]: on, ...rest }: PlainObject): PlainObject {
  return on === undefined ? rest : { ...rest, on };
}

function targetOf(on: unknown, tell: Tell): TargetedWaiver['on'] | undefined {
  if (!isPlain(on)) {
    tell('on: needs { kind, namespace, name }');
    return undefined;
  }
  const optional = (key: string): string | undefined =>
    on[key] === undefined ? undefined : textIn(on, key, tell, 'on.');
  const kind = textIn(on, 'kind', tell, 'on.');
  const generateName = optional('generateName');
  const name = on.generateName === undefined ? textIn(on, 'name', tell, 'on.') : optional('name');
  const namespace = optional('namespace');
  return kind === undefined ? undefined : { kind, name, generateName, namespace };
}

function controlIn(item: PlainObject, tell: Tell): ControlId | undefined {
  const given = textIn(item, 'control', tell);
  if (given === undefined) return undefined;
  const control = controlIds.find((id) => id === given);
  if (control === undefined) tell(noControl(given));
  return control;
}

function textIn(owner: PlainObject, key: string, tell: Tell, prefix = ''): string | undefined {
  const value = owner[key];
  if (typeof value === 'string') return value;
  tell(`${prefix}${key}: needs a text`);
  return undefined;
}
