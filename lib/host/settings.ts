import { readFileSync } from 'node:fs';
import { clusters } from '../core/cluster/presets';
import type { ClusterProfile } from '../core/cluster/profile';
import { BulwarkError } from '../core/errors';
import type { KindDeclaration } from '../core/kinds/declaration';
import { isPlain } from '../core/manifest/plain';
import { type Policy, restricted } from '../core/policy/policy';
import type { TargetedWaiver } from '../core/policy/waiver';

/** The variable through which `bulwark synth` hands its options to an app: the path of a file. */
export const SETTINGS_VARIABLE = 'BULWARK_SETTINGS';

/** What `--policy`, `--cluster` and `--waivers` of `bulwark synth` say. */
export interface Settings {
  /** A policy for apps that name none. */
  readonly policy?: { readonly name: string; readonly policy: Policy; readonly file: boolean };
  /** The cluster in place of the one that an app names. */
  readonly cluster?: ClusterProfile;
  /** The same for objects that are in no app: only what is said holds, and nothing that a preset assumes. */
  readonly stackCluster?: ClusterProfile;
  /** Waivers beside those of an app. */
  readonly waivers?: readonly TargetedWaiver[];
  /** What custom resources carry, beside the kinds of an app. */
  readonly kinds?: readonly KindDeclaration[];
}

/**
 * The policy of an app: the one that it names, else that of the command line, else `restricted()`; with the waivers of
 * the command line, and what it says of kinds.
 * @throws BulwarkError where the app and the command line name different ones: one program has one verdict
 */
export function policyFor(given: Policy | undefined): Policy {
  const { policy: asked, waivers = [], kinds = [] } = readSettings();
  const policy = given ?? asked?.policy ?? restricted();
  const other = asked?.file === true || policy.profile.id !== asked?.policy.profile.id;
  if (asked !== undefined && given !== undefined && other) {
    throw new BulwarkError(
      `--policy ${asked.name}: the app names a policy of its own, ${policy.profile.id}`,
      ['Fix: leave --policy out, or leave `policy` out of the code'],
    );
  }
  if (waivers.length === 0 && kinds.length === 0) return policy;
  return { ...policy, waivers: [...policy.waivers, ...waivers], kinds: [...policy.kinds, ...kinds] };
}

/** The cluster of an app: that of the command line, else the one that the app names, else kubeadm. */
export function clusterFor(given: ClusterProfile | undefined): ClusterProfile {
  return readSettings().cluster ?? given ?? clusters.kubeadm();
}

/**
 * Refuses the cluster of the command line for several environments, each of which is a cluster of its own.
 * @throws BulwarkError where there is one
 */
export function refuseClusterFromOutside(): void {
  const { cluster } = readSettings();
  if (cluster === undefined) return;
  throw new BulwarkError('--cluster: the app has environments, each with a cluster of its own', [
    `found ${cluster.name}; needs no cluster for all of them`,
    'Fix: leave --cluster out',
  ]);
}

/**
 * The cluster of objects that are in no app: the same. Where only a preset says what it is, without a PriorityClass and
 * an SELinux type: nobody says which ones the target cluster has, and a pod that names one that is missing is refused,
 * or does not start.
 */
export function stackClusterFor(given: ClusterProfile | undefined): ClusterProfile {
  const nobody = clusters.kubeadm({ priorityClass: undefined, seLinuxType: undefined });
  return readSettings().stackCluster ?? given ?? nobody;
}

let cached: { readonly path: string; readonly settings: Settings } | undefined;

function readSettings(): Settings {
  const path = process.env[SETTINGS_VARIABLE] ?? '';
  if (path === '') return {};
  if (cached?.path !== path) {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    cached = { path, settings: isSettings(value) ? value : {} };
  }
  return cached.settings;
}

/** The command line has looked at all of it. */
function isSettings(value: unknown): value is Settings {
  return isPlain(value);
}
