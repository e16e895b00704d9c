import type { ClusterProfile } from '../core/cluster/profile';
import { addTo } from '../core/manifest/plain';
import type { Policy } from '../core/policy/policy';
import type { TeamAccess } from './access';
import type { EnvVar } from './api';
import type { BreakGlass } from './break-glass';
import type { DeliveredSecret } from './delivered-secret';
import type { Deployer } from './deployer';
import { bringsHosts, ExposedIndex, hasServices, isDedicated, usesListenerSet } from './exposed-index';
import type { Exposure } from './exposure';
import type { Identity } from './identity';
import { allPodsOf, type Intent, type Party, partyKey, type WorkloadParty } from './intent';
import type { Namespace } from './namespace';
import type { NodePool } from './node-pool';
import type { SecretUse } from './secret';
import type { SharedConfig } from './shared-config';
import { type NamespaceStorage, type SharedClaim, type Snapshot, StorageIndex } from './storage';
import type { SuppressedControl } from './suppression';
import type { Workload } from './workload';

/** A workload where it runs: with its identity, and with the variables that its references add. */
export interface PlacedWorkload {
  readonly workload: Workload;
  /** Who it runs as. */
  readonly identity: Pick<Identity, 'name' | 'grants' | 'cloud'>;
  /** Variables that `uses` adds, by the name of the container that takes them. */
  readonly env: ReadonlyMap<string, readonly EnvVar[]>;
  /** What its pods may do beside the routes of the model. @default nothing: they are isolated both ways */
  readonly isolation?: { readonly ingress: Isolation; readonly egress: Isolation };
}

/**
 * Whether policies isolate pods in a direction, so that only what they open goes through: `open` where none does, so that
 * everything goes through; `unknown` where it depends on what cannot be read.
 */
export type Isolation = 'isolated' | 'open' | 'unknown';

/** A workload as one end of a route. */
export function partyOf({ workload, identity }: PlacedWorkload): WorkloadParty {
  const { name, namespace = 'default', selector, controller } = workload;
  const kind = controller.kind === 'Other' ? `${controller.of}/${controller.path}` : controller.kind;
  return { party: 'workload', kind, name, namespace, labels: selector, account: identity.name };
}

/**
 * The one model of a cluster: what is declared about it, in no form of any program. Front ends fill it, renderers read
 * it.
 */
export interface ClusterModel {
  /** What differs from cluster to cluster. */
  readonly cluster: ClusterProfile;
  /** What the organisation asks for. */
  readonly policy: Policy;
  readonly namespaces: readonly Namespace[];
  readonly workloads: readonly PlacedWorkload[];
  readonly identities: readonly Identity[];
  /** What people may do. */
  readonly accesses: readonly TeamAccess[];
  /** Nodes for some workloads alone. */
  readonly pools: readonly NodePool[];
  /** Who applies what teams have in their namespaces; manifests that are read say it as rights of accounts. */
  readonly deployers: readonly Deployer[];
  /** What people may do in an emergency; manifests that are read have it as Roles and policies. */
  readonly breakGlasses: readonly BreakGlass[];
  /** Whether admission keeps workloads out of the namespace `default`. */
  readonly closesDefault: boolean;
  /** Claims that belong to no workload alone. */
  readonly claims: readonly SharedClaim[];
  readonly snapshots: readonly Snapshot[];
  /** ConfigMaps that stand by themselves; those that one workload brings are in it. */
  readonly configs: readonly SharedConfig[];
  /** Secrets that something in the cluster makes of what is declared here. */
  readonly secrets: readonly DeliveredSecret[];
  /** Every route that was declared, in the order of the calls. */
  readonly intents: readonly Intent[];
  /** How pods can be found by others. */
  readonly exposures: readonly Exposure[];
  /** Uses of Secrets that no workload of the model holds; all of them gives `secretUsesOf`. */
  readonly secretUses: readonly SecretUse[];
  /** What was said at places of a program, and what objects that were read say of themselves; all of them gives `suppressionsOf`. */
  readonly suppressions: readonly SuppressedControl[];
  /** What is known of the storage of a namespace. */
  storageIn(namespace: string): NamespaceStorage;
  /** The workloads that go through the Gateway of a namespace, their own, in the order in which they were added. */
  exposedIn(namespace: string | undefined): readonly PlacedWorkload[];
  /** The workloads that go through ListenerSets of a namespace, in the order in which they were added. */
  listeningIn(namespace: string | undefined): readonly PlacedWorkload[];
  /** The workloads of a namespace that clients outside of the cluster reach past its gateway, in the order in which they were added. */
  externalIn(namespace: string | undefined): readonly PlacedWorkload[];
  /** The workloads of a namespace that run in a pool of nodes, in the order in which they were added. */
  dedicatedIn(namespace: string | undefined): readonly PlacedWorkload[];
  /** The ConfigMap of a name in a namespace that stands by itself. */
  configNamed(namespace: string | undefined, name: string): SharedConfig | undefined;
  /** The Secret of a name in a namespace that something in the cluster makes. */
  secretNamed(namespace: string | undefined, name: string): DeliveredSecret | undefined;
  /** The routes that start at a party, and that its end opens; of a workload also those of all pods of its namespace. */
  from(party: Party): readonly Intent[];
  /** The routes that end at a party, and that its end opens; of a workload also those of all pods of its namespace. */
  to(party: Party): readonly Intent[];
}

/** A model that is still being filled. What is added is found at once. */
export class ModelDraft implements ClusterModel {
  readonly namespaces: Namespace[] = [];
  readonly workloads: PlacedWorkload[] = [];
  readonly identities: Identity[] = [];
  readonly accesses: TeamAccess[] = [];
  closesDefault = false;
  /** The range of addresses that a range of the code is in the environment of the app. */
  rangeOf: (cidr: string) => string = (cidr) => cidr;
  readonly pools: NodePool[] = [];
  readonly deployers: Deployer[] = [];
  readonly breakGlasses: BreakGlass[] = [];
  readonly claims: SharedClaim[] = [];
  readonly snapshots: Snapshot[] = [];
  readonly configs: SharedConfig[] = [];
  readonly secrets: DeliveredSecret[] = [];
  readonly intents: Intent[] = [];
  readonly exposures: Exposure[] = [];
  readonly secretUses: SecretUse[] = [];
  readonly suppressions: SuppressedControl[] = [];
  private readonly byName = new Map<string, SharedConfig>();
  private readonly secretsByName = new Map<string, DeliveredSecret>();
  private readonly held = new Set<Intent>();
  private readonly starting = new Map<string, Intent[]>();
  private readonly ending = new Map<string, Intent[]>();
  private readonly storage = new StorageIndex();
  private readonly exposed = new ExposedIndex<PlacedWorkload>(bringsHosts);
  private readonly listening = new ExposedIndex<PlacedWorkload>(usesListenerSet);
  private readonly dedicated = new ExposedIndex<PlacedWorkload>(isDedicated);
  private readonly external = new ExposedIndex<PlacedWorkload>(hasServices);

  constructor(
    readonly cluster: ClusterProfile,
    readonly policy: Policy,
  ) {}

  /** Adds a route; one that is in the model already is in it once. */
  open(intent: Intent): void {
    if (this.held.has(intent)) return;
    this.held.add(intent);
    this.intents.push(intent);
    if (intent.saidBy !== 'to') addTo(this.starting, partyKey(intent.from), intent);
    if (intent.saidBy !== 'from') addTo(this.ending, partyKey(intent.to), intent);
  }

  storageIn(namespace: string): NamespaceStorage {
    return this.storage.of(namespace, this);
  }

  exposedIn(namespace: string | undefined): readonly PlacedWorkload[] {
    return this.exposed.of(namespace, this.workloads);
  }

  listeningIn(namespace: string | undefined): readonly PlacedWorkload[] {
    return this.listening.of(namespace, this.workloads);
  }

  externalIn(namespace: string | undefined): readonly PlacedWorkload[] {
    return this.external.of(namespace, this.workloads);
  }

  dedicatedIn(namespace: string | undefined): readonly PlacedWorkload[] {
    return this.dedicated.of(namespace, this.workloads);
  }

  /** Adds a ConfigMap; one of its namespace and name that is in the model already is in it once. @returns the one that does */
  share(config: SharedConfig): SharedConfig {
    const known = this.configNamed(config.namespace, config.name);
    if (known !== undefined) return known;
    this.configs.push(config);
    this.byName.set(nameKey(config.namespace, config.name), config);
    return config;
  }

  configNamed(namespace: string | undefined, name: string): SharedConfig | undefined {
    return this.byName.get(nameKey(namespace, name));
  }

  /** Adds a Secret; one of its namespace and name that is in the model already is in it once. @returns the one that is */
  deliver(secret: DeliveredSecret): DeliveredSecret {
    const known = this.secretNamed(secret.namespace, secret.name);
    if (known !== undefined) return known;
    this.secrets.push(secret);
    this.secretsByName.set(nameKey(secret.namespace, secret.name), secret);
    return secret;
  }

  secretNamed(namespace: string | undefined, name: string): DeliveredSecret | undefined {
    return this.secretsByName.get(nameKey(namespace, name));
  }

  from(party: Party): readonly Intent[] {
    return at(this.starting, party);
  }

  to(party: Party): readonly Intent[] {
    return at(this.ending, party);
  }
}

function nameKey(namespace = '', name: string): string {
  return `${namespace}/${name}`;
}

const NONE: readonly Intent[] = Object.freeze([]);

function at(index: ReadonlyMap<string, readonly Intent[]>, party: Party): readonly Intent[] {
  const own = index.get(partyKey(party)) ?? NONE;
  const shared = party.party === 'workload' ? index.get(partyKey(allPodsOf(party.namespace))) : undefined;
  return shared === undefined ? own : [...own, ...shared];
}
