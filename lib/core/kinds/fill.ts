import { definitionOf } from '../manifest/field-types';
import { isAbsent, isPlain, type PlainObject, put } from '../manifest/plain';
import { CONTAINER_LISTS } from '../manifest/pod';
import asked from './asked.json';
import type { PodPlace, PodShape } from './record';
import { UNSEEN } from './unseen';

/** Fields of which the absence counts for a control: where the kind does not take them, nobody can write them. */
const ASKED: ReadonlySet<string> = new Set([
  ...asked.pod,
  ...asked.containers.map((field) => `containers.${field}`),
]);

/** Objects inside a pod spec and a container whose fields are looked at one by one, with their definitions. */
const INSIDE: Readonly<Record<string, string>> = {
  securityContext: 'core.v1.PodSecurityContext',
  'containers.securityContext': 'core.v1.SecurityContext',
  'containers.resources': 'core.v1.ResourceRequirements',
};

const DECIDES: Readonly<Record<PodShape, readonly string[]>> = {
  template: [],
  partial: ['*', 'containers.*'],
  containers: ['*'],
  none: ['*', 'containers.*'],
};

/** What a place says about the fields of its pods. */
export class FieldRules {
  private readonly decided: readonly string[];

  constructor(private readonly place: PodPlace) {
    this.decided = place.decides ?? DECIDES[place.shape];
  }

  /** Whether every field is the object's own word, so that there is nothing to fill in. */
  get isPlain(): boolean {
    return this.place.takes === undefined && this.place.writes === undefined && this.decided.length === 0;
  }

  /** What the operator writes where a field of the pod spec is absent; undefined where that is not known. */
  written(field: string): unknown {
    return this.place.writes?.[field];
  }

  /** Whether the kind takes a field, or something below it. */
  takes(field: string): boolean {
    return (
      this.place.takes === undefined ||
      this.place.takes.some((taken) => isWithin(field, taken) || isWithin(taken, field))
    );
  }

  /** Whether a field that is absent may be there in the pod all the same, or cannot be there although a control asks for it. */
  hides(field: string): boolean {
    if (this.decides(field)) return true;
    return this.place.takes !== undefined && !this.takes(field) && ASKED.has(field);
  }

  /** Whether only some fields below one are hidden: then those are looked at one by one. */
  hidesBelow(field: string): boolean {
    return this.place.takes?.some((taken) => taken.startsWith(`${field}.`)) ?? false;
  }

  private decides(field: string): boolean {
    const all = field.startsWith('containers.') ? 'containers.*' : '*';
    return this.decided.includes(all) || this.decided.includes(field);
  }
}

function isWithin(field: string, taken: string): boolean {
  return field === taken || field.startsWith(`${taken}.`);
}

/**
 * Puts an opaque leaf into every field of a pod spec that the operator may write, or that the kind does not take while a
 * control asks for it.
 * @param spec a copy that the caller owns, with its containers
 * @returns the fields that were hidden, `containers.` before those of containers
 */
export function fillUnseen(spec: PlainObject, rules: FieldRules): string[] {
  const hidden = new Set<string>();
  fillObject(spec, 'core.v1.PodSpec', '', rules, hidden);
  for (const list of CONTAINER_LISTS) {
    const items: unknown = spec[list];
    if (!Array.isArray(items)) continue;
    for (const item of items)
      if (isPlain(item)) fillObject(item, 'core.v1.Container', 'containers.', rules, hidden);
  }
  return [...hidden];
}

function fillObject(
  object: PlainObject,
  definition: string,
  prefix: string,
  rules: FieldRules,
  hidden: Set<string>,
): void {
  for (const { name, until } of definitionOf(definition)?.fields.values() ?? []) {
    if (until !== undefined) continue;
    const field = `${prefix}${name}`;
    const value = object[name];
    const inside = INSIDE[field];
    if (isPlain(value) && inside !== undefined) fillObject(value, inside, `${field}.`, rules, hidden);
    if (isAbsent(value)) put(object, name, absent(field, rules, hidden));
    if (object[name] === undefined) delete object[name];
  }
}

/** What is put in place of a field that is absent; undefined where it stays so. */
function absent(field: string, rules: FieldRules, hidden: Set<string>): unknown {
  const written = rules.written(field);
  if (written !== undefined) return written;
  const inside = INSIDE[field];
  if (inside !== undefined && rules.hidesBelow(field)) {
    const made: PlainObject = {};
    fillObject(made, inside, `${field}.`, rules, hidden);
    return Object.keys(made).length === 0 ? undefined : made;
  }
  if (field === 'containers.name' || !rules.hides(field)) return undefined;
  hidden.add(field);
  return UNSEEN;
}
