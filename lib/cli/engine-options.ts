import { clusters } from '../core/cluster/presets';
import { type ClusterProfile, KUBERNETES_VERSIONS } from '../core/cluster/profile';
import { type Engine, engineOf } from '../core/engine/engine';
import { dev, restricted } from '../core/policy/policy';
import { type Io, UsageError } from './io';
import { readWaivers, type WaiverFile } from './waiver-file';

/** What the commands that judge take: by which policy, for which cluster, with which waivers. */
export interface EngineOptions {
  readonly policy: string;
  readonly cluster: string;
  readonly kubernetes: string;
  /** A file of waivers; false leaves all of them out. */
  readonly waivers?: string | false;
}

const POLICIES = { restricted, dev };

export const POLICY_NAMES = Object.keys(POLICIES);
export const CLUSTER_NAMES = Object.keys(clusters);
export const DEFAULT_KUBERNETES = clusters.kubeadm().kubernetes;

const NONE: WaiverFile = { waivers: [], places: new Map() };

/**
 * The waivers that the options ask for.
 * @throws UsageError for a file of waivers that cannot be read
 */
export function waiversFrom({ waivers }: EngineOptions, io: Io): WaiverFile {
  return typeof waivers === 'string' ? readWaivers(waivers, io.cwd) : NONE;
}

/**
 * The engine that the options ask for. Of the manifests of others it expects no PriorityClass and no SELinux type:
 * nobody says which ones their cluster has, and a pod that names one that is missing is refused, or does not start.
 * @throws UsageError for names and versions that are not known
 */
export function engineFrom(options: EngineOptions, waivers: WaiverFile = NONE): Engine {
  const makePolicy = entryOf(POLICIES, options.policy, '--policy');
  const cluster = { ...clusterFrom(options), priorityClass: undefined, seLinuxType: undefined };
  return engineOf(makePolicy({ waivers: waivers.waivers }), cluster);
}

/**
 * The cluster that the options ask for.
 * @throws UsageError for names and versions that are not known
 */
export function clusterFrom({
  cluster,
  kubernetes,
}: Pick<EngineOptions, 'cluster' | 'kubernetes'>): ClusterProfile {
  const makeCluster = entryOf(clusters, cluster, '--cluster');
  const given = kubernetes.replace(/^v/, '');
  const version = KUBERNETES_VERSIONS.find((known) => known === given);
  if (version === undefined) throw unknown('--kubernetes', kubernetes, KUBERNETES_VERSIONS);
  return makeCluster({ kubernetes: version });
}

function entryOf<T>(entries: Readonly<Record<string, T>>, name: string, option: string): T {
  const entry = Object.entries(entries).find(([key]) => key === name)?.[1];
  if (entry === undefined) throw unknown(option, name, Object.keys(entries));
  return entry;
}

function unknown(option: string, found: string, known: readonly string[]): UsageError {
  return new UsageError([`${option}: found ${JSON.stringify(found)}; needs one of ${known.join(', ')}`]);
}
