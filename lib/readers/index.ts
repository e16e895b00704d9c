import type { ClusterProfile } from '../core/cluster/profile';
import { compilePolicy } from '../core/engine/compiled-policy';
import { homeOf } from '../core/manifest/identity';
import { flattenList } from '../core/manifest/lists';
import { type Entry, ManifestSet } from '../core/manifest/manifest-set';
import { append, type PlainObject } from '../core/manifest/plain';
import type { Pod as SeenPod } from '../core/manifest/pod';
import type { Policy } from '../core/policy/policy';
import { type ClusterModel, ModelDraft, type PlacedWorkload } from '../model/cluster-model';
import type { Identity } from '../model/identity';
import { readAccesses } from './accesses';
import { readStorage } from './claims';
import { readConfigs } from './configs';
import { readDelivered } from './delivered';
import { DoorReader } from './doors';
import { ExposureReader } from './exposures';
import { readIdentities } from './identities';
import { isolationOf } from './isolation';
import { readNamespaces } from './namespaces';
import { markRest } from './not-in-model';
import { PolicyReader } from './policies';
import { readSecrets } from './secrets';
import { readSuppressions } from './suppressions';
import { type Unread, UnreadList } from './unread';
import { readWorkloads } from './workloads';

export { type Unread, unreadText } from './unread';

/** What a model is read for. */
export interface ReadingOptions {
  /** What is known of the cluster that the manifests are for. */
  readonly cluster: ClusterProfile;
  /** What the organisation asks for: what its controls write is no part of the model. */
  readonly policy: Policy;
}

/** A model of manifests, as far as it goes. */
export interface ModelReading {
  readonly model: ClusterModel;
  /** Everything in the manifests that the model does not hold. */
  readonly unread: readonly Unread[];
}

/**
 * Reads manifests, no matter who wrote them, into the model of the cluster: workloads, identities, namespaces, routes. What it has
 * no place for is in `unread`, and nothing else is left out. Lists are read item by item.
 */
export function readModel(manifests: readonly PlainObject[], options: ReadingOptions): ModelReading {
  const { registry } = compilePolicy(options.policy, options.cluster);
  const all = manifests.flatMap((manifest) => flattenList(manifest, registry));
  return readSet(
    new ManifestSet(
      all.map((manifest) => ({ manifest })),
      registry,
    ),
    options,
  );
}

/** As {@link readModel}, of a set that was indexed before. */
export function readSet(set: ManifestSet, { cluster, policy }: ReadingOptions): ModelReading {
  const model = new ModelDraft(cluster, policy);
  const unread = new UnreadList();
  append(model.namespaces, readNamespaces(set));
  const { accesses, bindings } = readAccesses(set);
  append(model.accesses, accesses);
  const { identities, workloads: placed } = readPlaced(set, bindings, unread);
  const doors = new DoorReader(set, cluster);
  const workloads = doors.withDoors(placed);
  append(
    model.identities,
    identities.filter((identity) => !isDefaultOf(identity, model)),
  );
  append(model.workloads, workloads.values());
  readStorage(set, model);
  readConfigs(set, model);
  readDelivered(set, model);
  const policies = new PolicyReader(set, workloads, model, unread).read();
  const exposed = new ExposureReader(set, workloads, model, doors.read, unread).read();
  const secrets = readSecrets(set, workloads, model, unread);
  append(model.suppressions, readSuppressions(set));
  markRest(set, model, workloads, new Set([...elsewhere(set), ...policies, ...exposed, ...secrets]), unread);
  return { model, unread: unread.all };
}

/** The workloads of a set that was indexed before, with who they run as: what routes ask of manifests, and nothing else. */
export function readWorkloadsOf(set: ManifestSet): PlacedWorkload[] {
  return [...readPlaced(set, new Set(), new UnreadList()).workloads.values()];
}

/** The identities of a set, and the workloads that run as them. */
function readPlaced(
  set: ManifestSet,
  people: ReadonlySet<Entry>,
  unread: UnreadList,
): {
  readonly identities: readonly Identity[];
  readonly workloads: ReadonlyMap<SeenPod, PlacedWorkload>;
} {
  const identities = readIdentities(set, people, unread);
  const accounts = new Map(
    identities.map((identity): [string, PlacedWorkload['identity']] => [keyOf(identity), identity]),
  );
  const accountOf = (namespace: string | undefined, name: string): PlacedWorkload['identity'] =>
    accounts.get(keyOf({ namespace, name })) ?? { name, grants: [] };
  return { identities, workloads: readWorkloads(set, accountOf, isolationOf(set), unread) };
}

function keyOf({
  namespace,
  name,
}: {
  readonly namespace: string | undefined;
  readonly name: string;
}): string {
  return `${homeOf({ namespace })}/${name}`;
}

/** The account `default` of a namespace that is in the model comes with the namespace, where nobody gave it a right. */
function isDefaultOf(
  { name, namespace, grants, rights }: ModelDraft['identities'][number],
  { namespaces }: ModelDraft,
): boolean {
  if (name !== 'default' || grants.length > 0 || rights !== undefined) return false;
  return namespaces.some((home) => home.name === homeOf({ namespace }));
}

const READ = ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'];

/** Objects that are read without being rendered again. */
function elsewhere(set: ManifestSet): ReadonlySet<Entry> {
  return new Set(READ.flatMap((kind) => set.ofKind(kind)));
}
