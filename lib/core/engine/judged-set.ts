import { ManifestSet } from '../manifest/manifest-set';
import { clone, isPlain } from '../manifest/plain';
import type { CompiledPolicy } from './compiled-policy';

type Objects = ConstructorParameters<typeof ManifestSet>[0];

/**
 * The set that controls look at. Where the policy has controls of an organisation, it holds copies that nothing can write to:
 * a check that writes would hide from the next what it was to judge.
 */
export function judgedSet(objects: Objects, { policy, registry }: CompiledPolicy): ManifestSet {
  if (policy.controls.length === 0) return new ManifestSet(objects, registry);
  const copies = objects.map((judged) => ({ ...judged, manifest: frozen(clone(judged.manifest)) }));
  return new ManifestSet(copies, registry);
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
