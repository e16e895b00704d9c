import { bytesMeant, isWholeBytes } from '../../core/manifest/bytes';
import {
  annotationKeyProblems,
  labelKeyProblems,
  labelValueProblems,
  objectNameProblems,
} from '../../core/manifest/names';
import { canonicalQuantity, compareQuantities, parseQuantity } from '../../core/manifest/quantity';
import type { Waiver } from '../../core/policy/waiver';
import type { Amounts, Limits, Namespace, Quota } from '../../model/namespace';
import { textsOf } from '../../model/text';
import type { BlueprintContext } from '../context';
import { poolUse } from '../node-pool/dedicated';
import { optsOut } from '../opt-out';
import type { Problems } from '../problems';
import { pullsOfNamespace } from '../pull-secrets';
import { parseSecretStore } from '../secrets/store';
import type { LimitProps, NamespaceProps, QuotaProps } from './props';
import { parseTenancy } from './tenancy/parse';

const QUOTA: Quota = { cpu: '40', memory: '80Gi', pods: 100, configMaps: 50, secrets: 50 };
const DEFAULT: Amounts = { cpu: '250m', memory: '256Mi', ephemeralStorage: '128Mi' };
const MAX: Amounts = { cpu: '4', memory: '8Gi', ephemeralStorage: '4Gi' };
/** What the SecretStore of a namespace is called. */
const STORE = 'secret-store';
const MIN: Amounts = { cpu: '10m', memory: '16Mi', ephemeralStorage: '1Mi' };

/**
 * Reads the arguments of a namespace; adds what is wrong with them to the problems.
 * @param existing whether the Namespace object itself is someone else's
 * @param ofApp what the app says of Secrets: where they come from, and which pull images
 */
export function parseNamespace(
  id: string,
  props: NamespaceProps<unknown>,
  existing: boolean,
  problems: Problems,
  { secretStore, pulls = [] }: Pick<BlueprintContext, 'secretStore' | 'pulls'> = {},
): Namespace {
  const name = props.name ?? id;
  problems.addAll('name', name, objectNameProblems('Namespace', name), `name: 'shop'`);
  if (name === 'default' || name.startsWith('kube-')) {
    problems.add(
      'name',
      name,
      'a namespace of your own; default and kube-* belong to the cluster',
      `name: 'shop'`,
    );
  }
  checkProps(props, existing, problems);
  const provider = parseSecretStore(props.secretStore, problems) ?? secretStore;
  return {
    name,
    existing,
    labels: props.labels ?? {},
    annotations: textsOf(props.annotations ?? {}),
    podSecurity: props.podSecurity ?? (props.nodeAgents === undefined ? 'restricted' : 'privileged'),
    ...(props.nodeAgents === undefined ? {} : { nodeAgents: { ...props.nodeAgents } }),
    ...(props.dedicatedTo === undefined ? {} : { pool: poolUse(props.dedicatedTo) }),
    quota: optsOut(props.quota) ? undefined : parseQuota(props.quota ?? {}, problems),
    limits: optsOut(props.limits) ? undefined : parseLimits(props.limits ?? {}, problems),
    cpuLimits: props.cpuLimits !== 'optOut' && props.cpuLimits !== 'refused',
    imagePullSecrets: pullsOfNamespace(props.imagePullSecrets, pulls, problems),
    ...parseTenancy(props, existing, problems),
    ...(props.secretAccess === undefined ? {} : { secretAccess: props.secretAccess }),
    ...(provider === undefined ? {} : { secretStore: { name: STORE, provider } }),
  };
}

/** The suppressions that hold in a namespace: those of its props, and of the level that node agents need. */
export function suppressionsOf(props: NamespaceProps<unknown>): readonly Waiver[] {
  const { waivers = [], nodeAgents, existing } = props;
  // Of a namespace that exists nothing is written, so nothing is found.
  if (nodeAgents === undefined || existing === true) return waivers;
  return [...waivers, ...LEVELS.map((control) => ({ ...nodeAgents, control }))];
}

/** What asks for a level that lets no node agent in. */
const LEVELS = ['pod-security-baseline-enforced', 'pod-security-restricted-enforced'] as const;

function checkProps(props: NamespaceProps<unknown>, existing: boolean, problems: Problems): void {
  if (existing && props.secretAccess !== undefined) {
    const needs = 'a namespace that this program creates: the policy is cluster-scoped';
    problems.add(
      'secretAccess',
      props.secretAccess,
      needs,
      'leave it out, or set it where the namespace is created',
    );
  }
  if (props.nodeAgents !== undefined && props.podSecurity !== undefined)
    problems.add('podSecurity', props.podSecurity, 'either podSecurity or nodeAgents', 'remove podSecurity');
  for (const [key, value] of Object.entries(props.labels ?? {})) {
    if (key.startsWith('pod-security.kubernetes.io/')) {
      problems.add(`labels["${key}"]`, value, 'the prop for it', `podSecurity: 'baseline'`);
    }
    problems.addAll(`labels["${key}"]`, key, labelKeyProblems(key), 'choose another key');
    problems.addAll(`labels["${key}"]`, value, labelValueProblems(value), 'choose another value');
  }
  for (const key of Object.keys(props.annotations ?? {})) {
    problems.addAll(`annotations["${key}"]`, key, annotationKeyProblems(key), 'choose another key');
  }
}

/** Reads what all pods of a namespace together may request, with every default in its place. */
export function parseQuota(props: QuotaProps, problems: Problems): Quota {
  for (const field of ['pods', 'configMaps', 'secrets', 'claims'] as const) {
    const value = props[field];
    if (value !== undefined && (!Number.isInteger(value) || value < 0)) {
      problems.add(
        `quota.${field}`,
        value,
        'a whole number from 0',
        `quota: { ${field}: ${QUOTA[field] ?? 50} }`,
      );
    }
  }
  const cpu = quantity('quota.cpu', props.cpu ?? QUOTA.cpu, problems);
  const memory = quantity('quota.memory', props.memory ?? QUOTA.memory, problems);
  return {
    cpu,
    memory,
    pods: props.pods ?? QUOTA.pods,
    configMaps: props.configMaps ?? QUOTA.configMaps,
    secrets: props.secrets ?? QUOTA.secrets,
    ...(props.storage === undefined ? {} : { storage: quantity('quota.storage', props.storage, problems) }),
    ...(props.claims === undefined ? {} : { claims: props.claims }),
  };
}

function parseLimits(props: LimitProps, problems: Problems): Limits {
  const given = { cpu: props.cpu, memory: props.memory, ephemeralStorage: props.ephemeralStorage };
  const normal = amounts('limits', given, DEFAULT, problems);
  const max = amounts('limits.max', props.max ?? {}, MAX, problems);
  const min = amounts('limits.min', props.min ?? {}, MIN, problems);
  for (const field of ['cpu', 'memory', 'ephemeralStorage'] as const) {
    if (inOrder(min[field], normal[field], max[field])) continue;
    const needs = `a value from min ${min[field]} to max ${max[field]}`;
    problems.add(
      `limits.${field}`,
      normal[field],
      needs,
      `limits: { min: { ${field}: '${normal[field]}' }, max: { ${field}: '${normal[field]}' } }`,
    );
  }
  return { default: normal, max, min };
}

function amounts(field: string, given: Partial<Amounts>, defaults: Amounts, problems: Problems): Amounts {
  return {
    cpu: quantity(`${field}.cpu`, given.cpu ?? defaults.cpu, problems),
    memory: quantity(`${field}.memory`, given.memory ?? defaults.memory, problems),
    ephemeralStorage: quantity(
      `${field}.ephemeralStorage`,
      given.ephemeralStorage ?? defaults.ephemeralStorage,
      problems,
    ),
  };
}

function quantity(field: string, value: string, problems: Problems): string {
  const canonical = canonicalQuantity(value);
  if (canonical === undefined)
    problems.add(
      field,
      value,
      'a quantity such as 500m, 2 or 256Mi',
      `${field.slice(field.lastIndexOf('.') + 1)}: '${field.endsWith('cpu') ? '500m' : '256Mi'}'`,
    );
  else if (!field.endsWith('cpu') && !isWholeBytes(canonical))
    problems.add(field, value, 'a whole number of bytes; m is a thousandth of one', `'${bytesMeant(value)}'`);
  return canonical ?? value;
}

/** Whether quantities do not fall; what is none is reported already. */
function inOrder(...values: readonly string[]): boolean {
  const parsed = values.map((value) => parseQuantity(value));
  return parsed.every((value, index) => {
    const before = index === 0 ? undefined : parsed[index - 1];
    return value === undefined || before === undefined || compareQuantities(before, value) <= 0;
  });
}
