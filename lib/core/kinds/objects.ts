import { type ObjectRef, refOf } from '../manifest/identity';
import type { PlainObject } from '../manifest/plain';
import { isBuiltinGroup, type KindRegistry } from '../manifest/registry';
import { type KindProblem, kindProblem, type UnseenPart, unseenParts } from './problems';
import { type Held, heldBy, type View } from './view';

/** What an object of a kind that is not one of Kubernetes' own carries, and what of it nobody can tell. */
export interface CustomObject {
  readonly views: readonly View[];
  /** Why nobody can say what it carries; undefined where it is known. */
  readonly unjudged: KindProblem | undefined;
  /** Parts of its pods that nobody can read. */
  readonly unseen: readonly UnseenPart[];
}

const NOTHING: CustomObject = Object.freeze({ views: [], unjudged: undefined, unseen: [] });
const NOTHING_HELD: Held = Object.freeze({ views: [], missing: [] });

/** Reads an object by what is known of its kind; of a kind of Kubernetes itself it says only whether there is one. */
export function customObject(manifest: PlainObject, ref: ObjectRef, registry: KindRegistry): CustomObject {
  const known = registry.kindOf(ref.apiVersion, ref.kind) !== undefined;
  if (known && isBuiltinGroup(ref.group) && ref.kind !== 'ControllerRevision') return NOTHING;
  const record = registry.recordOf(ref.apiVersion, ref.kind)?.record;
  const held = record === undefined ? NOTHING_HELD : heldBy(manifest, record);
  return {
    views: held.views,
    unjudged: kindProblem(manifest, ref, registry, held),
    unseen: record === undefined ? [] : unseenParts(manifest, record, held),
  };
}

/** Whether the policy says of a kind that it carries no pod. */
export function isDeclaredPodless(
  { apiVersion, kind }: Pick<ObjectRef, 'apiVersion' | 'kind'>,
  registry: KindRegistry,
): boolean {
  const entered = registry.recordOf(apiVersion, kind);
  return entered?.source === 'policy' && entered.record.pods.length === 0;
}

/** The same for an object whose reference nobody has made yet. */
export function readCustomObject(manifest: PlainObject, registry: KindRegistry): CustomObject {
  return customObject(manifest, refOf(manifest, registry), registry);
}
