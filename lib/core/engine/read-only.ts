import { clone, isPlain, type PlainObject } from '../manifest/plain';
import type { CompiledPolicy } from './compiled-policy';

/**
 * The objects as a judgement looks at them. Where the policy has controls of an organisation, these are copies that
 * nothing can write to: a check that writes would hide from the next what it was to judge.
 */
export function readOnly<Item extends { readonly manifest: PlainObject }>(
  objects: readonly Item[],
  { policy }: CompiledPolicy,
): readonly Item[] {
  if (policy.controls.length === 0) return objects;
  return objects.map((judged) => ({ ...judged, manifest: frozen(clone(judged.manifest)) }));
}

function frozen<T>(value: T): T {
  if (Array.isArray(value)) {
    for (const item of value) frozen(item);
    return Object.freeze(value);
  }
  if (!isPlain(value)) return value;
  for (const item of Object.values(value)) frozen(item);
  return Object.freeze(value);
}
