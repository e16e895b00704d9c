import type { Grantee, Scalable } from '../../../lib/blueprints/account/grantable';
import type { NamespaceProps } from '../../../lib/blueprints/namespace/props';
import type { PullSecretProp, SecretStoreProps } from '../../../lib/blueprints/secrets/props';
import type { SharedClaimProps, SnapshotProps } from '../../../lib/blueprints/storage/props';
import type { RouteOptions, TrafficPeer } from '../../../lib/blueprints/traffic';
import type { Reference } from '../../../lib/blueprints/workload/container/props';
import type { CronJobProps } from '../../../lib/blueprints/workload/kinds/cron-job';
import type { DaemonSetProps } from '../../../lib/blueprints/workload/kinds/daemon-set';
import type { JobProps } from '../../../lib/blueprints/workload/kinds/job';
import type { PodProps } from '../../../lib/blueprints/workload/kinds/pod';
import type { DeploymentProps, StatefulSetProps } from '../../../lib/blueprints/workload/kinds/props';
import type { Claimed } from '../../../lib/blueprints/workload/volumes/props';
import type { ClusterProfile } from '../../../lib/core/cluster/profile';
import { restricted } from '../../../lib/core/policy/policy';
import type { Waiver } from '../../../lib/core/policy/waiver';
import type { Grant } from '../../../lib/core/rbac/grant';

/** The day of every scenario. */
export const TODAY = '2026-11-21';

/** What judges every scenario. */
export const POLICY = restricted({ owner: 'team-shop', email: 'team-shop@example.com' });

/** What a workload offers in both front ends. */
export interface Workload extends Reference, TrafficPeer, Grantee, Scalable {
  port(name: string): Reference;
  talksTo(peer: TrafficPeer, options?: RouteOptions): unknown;
  receivesFrom(peer: TrafficPeer, options?: { readonly ports?: readonly string[] }): unknown;
  uses(references: Readonly<Record<string, Reference>>): unknown;
}

/** Props of an account. */
export interface AccountProps {
  readonly name?: string;
  readonly grants?: readonly Grant[];
  readonly instance?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** What the app of a scenario is told. */
export interface AppProps {
  readonly cluster?: ClusterProfile;
  readonly imagePullSecrets?: readonly PullSecretProp[];
  readonly secretStore?: SecretStoreProps;
  readonly waivers?: readonly Waiver[];
}

/** The props of each kind of workload. */
export interface KindProps {
  readonly Deployment: DeploymentProps;
  readonly StatefulSet: StatefulSetProps;
  readonly DaemonSet: DaemonSetProps;
  readonly Job: JobProps;
  readonly CronJob: CronJobProps;
  readonly Pod: PodProps;
}

/** One front end, as a scenario uses it. */
export interface FrontEnd<Space, Account> {
  namespace(
    name: string,
    props?: NamespaceProps & { readonly existing?: boolean; readonly waivers?: readonly Waiver[] },
  ): Space;
  existing(name: string): Space;
  account(space: Space, name: string, props?: AccountProps): Account;
  /** Gives an account further rights. */
  grant(account: Account, ...grants: readonly Grant[]): unknown;
  shared(space: Space, name: string, props: SharedClaimProps): Claimed;
  snapshot(space: Space, name: string, props: SnapshotProps): unknown;
  workload(
    space: Space,
    name: string,
    props: DeploymentProps & { readonly grants?: readonly Grant[]; readonly account?: Account },
  ): Workload;
  /** A workload of any kind. */
  kind<Kind extends keyof KindProps>(
    kind: Kind,
    space: Space,
    name: string,
    props: KindProps[Kind] & { readonly grants?: readonly Grant[]; readonly account?: Account },
  ): Workload;
  waive(on: Workload, waiver: Waiver): void;
  override(on: Workload, path: string, value: unknown, waiver: Waiver): void;
}

/** A small app, the same in both front ends. */
export interface Scenario {
  readonly name: string;
  readonly app?: AppProps;
  build<Space, Account>(make: FrontEnd<Space, Account>): void;
}
