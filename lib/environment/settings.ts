import { readFileSync } from 'node:fs';
import { clusters } from '../core/cluster/presets';
import type { ClusterProfile } from '../core/cluster/profile';
import { BulwarkError } from '../core/errors';
import { isPlain } from '../core/manifest/plain';
import { dev, type Policy, restricted } from '../core/policy/policy';
import type { TargetedWaiver } from '../core/policy/waiver';

/** The variable through which `bulwark synth` hands its options to an app: the path of a file. */
export const SETTINGS_VARIABLE = 'BULWARK_SETTINGS';

/** What `--policy`, `--cluster` and `--waivers` of `bulwark synth` say. */
export interface Settings {
  /** A policy for apps that name none. */
  readonly policy?: 'restricted' | 'dev';
  /** The cluster in place of the one that an app names. */
  readonly cluster?: ClusterProfile;
  /** Whether the cluster is a preset, so that much of it is assumed. @default true */
  readonly preset?: boolean;
  /** Waivers beside those of an app. */
  readonly waivers?: readonly TargetedWaiver[];
}

const POLICIES = { restricted, dev };

/**
 * The policy of an app: the one that it names, else that of the command line, else `restricted()`; with the waivers of
 * the command line.
 * @throws BulwarkError where the app and the command line name different ones: one program has one verdict
 */
export function policyFor(given: Policy | undefined): Policy {
  const { policy: asked, waivers = [] } = readSettings();
  const policy = given ?? POLICIES[asked ?? 'restricted']();
  if (asked !== undefined && policy.profile.id !== POLICIES[asked]().profile.id) {
    throw new BulwarkError(`--policy ${asked}: the app names a policy of its own, ${policy.profile.id}`, [
      'Fix: leave --policy out, or leave `policy` out of the code',
    ]);
  }
  return waivers.length === 0 ? policy : { ...policy, waivers: [...policy.waivers, ...waivers] };
}

/** The cluster of an app: that of the command line, else the one that the app names, else kubeadm. */
export function clusterFor(given: ClusterProfile | undefined): ClusterProfile {
  return readSettings().cluster ?? given ?? clusters.kubeadm();
}

/**
 * The cluster of objects that stand in no app: the same. Where only a preset says what it is, without a PriorityClass and
 * an SELinux type: nobody says which ones the cluster of others has, and a pod that names one that is missing is refused,
 * or does not start.
 */
export function stackClusterFor(given: ClusterProfile | undefined): ClusterProfile {
  const { cluster: asked, preset = true } = readSettings();
  const assumed = asked === undefined ? given === undefined : preset;
  const cluster = asked ?? given ?? clusters.kubeadm();
  return assumed ? { ...cluster, priorityClass: undefined, seLinuxType: undefined } : cluster;
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
