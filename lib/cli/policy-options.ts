import { parseCluster } from '../core/cluster/parse';
import { type ClusterOptions, clusters } from '../core/cluster/presets';
import { type ClusterProfile, KUBERNETES_VERSIONS } from '../core/cluster/profile';
import { isOwnId, type OwnControl } from '../core/controls/own';
import { type CompiledPolicy, compilePolicy } from '../core/engine/compiled-policy';
import { BulwarkError } from '../core/errors';
import { isPlain, type PlainObject } from '../core/manifest/plain';
import { parsePolicy } from '../core/policy/parse';
import { dev, type Policy, type PolicyOptions, restricted } from '../core/policy/policy';
import type { ReportedRules } from '../core/report/rules';
import { controlsFrom } from './controls-file';
import { type Io, UsageError } from './io';
import { kindsFrom } from './kinds-file';
import { readSettings } from './settings-file';
import { readWaivers } from './waiver-file';

/** What the commands that judge take: by which policy, for which cluster, with which waivers. */
export interface EngineOptions {
  /** The name of a policy, or the file of one. @default 'restricted' */
  readonly policy?: string;
  /** The name of a preset, or the file of a profile. @default 'kubeadm' */
  readonly cluster?: string;
  /** @default the version of the cluster */
  readonly kubernetes?: string;
  /** A file of waivers; false leaves all of them out. */
  readonly waivers?: string | false;
  /** A file that says what custom resources carry. */
  readonly kinds?: string;
  /** A CommonJS module that exports controls of an organisation. */
  readonly controls?: string;
}

const POLICIES = { restricted, dev };

export const POLICY_NAMES = Object.keys(POLICIES);
export const CLUSTER_NAMES = Object.keys(clusters);

/**
 * What nobody says of the target cluster: a pod that names a PriorityClass or an SELinux type that is missing there is
 * refused, or does not start.
 */
export const OF_OTHERS: ClusterOptions = { priorityClass: undefined, seLinuxType: undefined };

/** Rules in place of the defaults of the options, and where they come from. */
export interface GivenRules extends ReportedRules {
  readonly name: string;
}

/**
 * The compiled policy that the options ask for. What a preset says of a PriorityClass and an SELinux type does not hold for
 * third-party manifests; what a file says does.
 * @param given what holds where no option says otherwise: the rules of the run that wrote the files, byte for byte
 * @throws UsageError for names and versions that are not known, and for files that cannot be read
 */
export function compiledFrom(options: EngineOptions, io: Io, given?: GivenRules): CompiledPolicy {
  const controls = controlsFrom(options.controls, io);
  const waivers = typeof options.waivers === 'string' ? readWaivers(options.waivers, io) : [];
  const named =
    given === undefined || options.policy !== undefined
      ? policyFrom(options.policy ?? 'restricted', io, { waivers, controls })
      : policyOf(withoutMissing(given.policy, controls), given.name, io, { waivers, controls });
  const policy = { ...named, kinds: [...named.kinds, ...kindsFrom(options.kinds, io)] };
  const cluster = clusterOf(options, io, given);
  try {
    const all = options.waivers === false ? { ...policy, waivers: [] } : policy;
    return compilePolicy(all, cluster, undefined, { trusted: given !== undefined });
  } catch (error) {
    if (!(error instanceof BulwarkError)) throw error;
    const name = options.policy ?? given?.name ?? 'restricted';
    throw new UsageError(error.messages.map((message) => `${name}: ${error.title}: ${message}`));
  }
}

/** The rules of a run without the controls of its program that nobody hands in here. */
function withoutMissing(rules: PlainObject, controls: readonly OwnControl[]): PlainObject {
  const handed = new Set<string>(controls.map(({ id }) => id));
  const isHere = (id: unknown): boolean => !isOwnId(id) || handed.has(id);
  const lists = (['without', 'everywhere', 'locked'] as const).map((field) => {
    const ids = rules[field];
    return [field, Array.isArray(ids) ? ids.filter(isHere) : ids];
  });
  const params = isPlain(rules.params)
    ? Object.fromEntries(Object.entries(rules.params).filter(([id]) => isHere(id)))
    : rules.params;
  return { ...rules, ...Object.fromEntries(lists), params };
}

/** What the command adds to a policy. */
type Beside = Pick<PolicyOptions, 'waivers' | 'controls'>;

/** Whether a policy is given by its name, and not by a file. */
export function isPolicyName(given: string): boolean {
  return entryOf(POLICIES, given) !== undefined;
}

/**
 * A policy by its name, or from its file, with waivers and controls beside its own.
 * @throws UsageError for what is neither, with everything that is wrong with the file
 */
export function policyFrom(given: string, io: Pick<Io, 'cwd' | 'stderr'>, beside: Beside = {}): Policy {
  const make = entryOf(POLICIES, given);
  if (make !== undefined) return make(beside);
  return policyOf(readSettings('--policy', given, POLICY_NAMES, io.cwd), given, io, beside);
}

function policyOf(value: unknown, name: string, io: Pick<Io, 'stderr'>, beside: Beside): Policy {
  const { policy, problems, notes } = parsePolicy(value, beside);
  refuse(name, problems);
  io.stderr.lines(notes.map((note) => `bulwark: ${name}: ${note}`));
  return policy;
}

/**
 * The cluster profile of a preset, or of a file.
 * @param over what holds where no file says otherwise
 * @throws UsageError for what is neither, for a version that is not known, and with everything that is wrong with the file
 */
export function clusterFrom(
  { cluster: given = 'kubeadm', kubernetes }: Pick<EngineOptions, 'cluster' | 'kubernetes'>,
  io: Pick<Io, 'cwd'>,
  over: ClusterOptions = {},
): ClusterProfile {
  const version = kubernetes === undefined ? {} : { kubernetes: versionOf(kubernetes) };
  const make = entryOf(clusters, given);
  if (make !== undefined) return make({ ...over, ...version });
  const value = readSettings('--cluster', given, CLUSTER_NAMES, io.cwd);
  const { cluster, problems } = parseCluster(value, over);
  refuse(given, problems);
  return { ...cluster, ...version };
}

/** The cluster of the options, or of given rules where no option names one. */
function clusterOf(options: EngineOptions, io: Io, given: GivenRules | undefined): ClusterProfile {
  if (given === undefined || options.cluster !== undefined) return clusterFrom(options, io, OF_OTHERS);
  const { cluster, problems } = parseCluster(given.cluster);
  refuse(given.name, problems);
  return options.kubernetes === undefined
    ? cluster
    : { ...cluster, kubernetes: versionOf(options.kubernetes) };
}

function versionOf(kubernetes: string): ClusterProfile['kubernetes'] {
  const version = KUBERNETES_VERSIONS.find((known) => known === kubernetes.replace(/^v/, ''));
  if (version !== undefined) return version;
  const needs = KUBERNETES_VERSIONS.join(', ');
  throw new UsageError([`--kubernetes: found ${JSON.stringify(kubernetes)}; needs one of ${needs}`]);
}

function entryOf<T>(entries: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.entries(entries).find(([key]) => key === name)?.[1];
}

function refuse(file: string, problems: readonly string[]): void {
  if (problems.length > 0) throw new UsageError(problems.map((problem) => `${file}: ${problem}`));
}
