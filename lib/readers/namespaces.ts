import { namespacesOf, ofCoreKind } from '../core/controls/entries';
import { homeOf } from '../core/manifest/identity';
import type { ManifestSet } from '../core/manifest/manifest-set';
import { objectAt, objectsAt, type PlainObject } from '../core/manifest/plain';
import { isQuantity } from '../core/manifest/quantity';
import type { Level } from '../core/pod-security';
import { annotationOf, CPU_LIMITS_ANNOTATION } from '../core/well-known';
import type { Amounts, Limits, Namespace, Quota } from '../model/namespace';
import { isOurs } from './ours';
import { readTenancy } from './tenancy';
import { given, textMap } from './typed';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

/**
 * The namespaces of a set: those whose Namespace object is in it, and third-party ones that one of our blueprints put
 * a quota, limits or a policy into.
 */
export function readNamespaces(set: ManifestSet): Namespace[] {
  const made = namespacesOf(set).map(({ ref, manifest }) => readNamespace(set, ref.name, manifest));
  const known = new Set(made.map(({ name }) => name));
  const ours = [
    ...['ResourceQuota', 'LimitRange'].flatMap((kind) => ofCoreKind(set, kind)),
    ...set.ofKind('NetworkPolicy').filter(({ ref }) => ref.name === 'default-deny'),
  ].filter(({ manifest }) => isOurs(textMap(objectAt(manifest, 'metadata')?.labels)));
  const existing = new Set(ours.map(({ ref }) => homeOf(ref)).filter((name) => !known.has(name)));
  return [...made, ...[...existing].map((name) => readNamespace(set, name, undefined))];
}

function readNamespace(set: ManifestSet, name: string, manifest: PlainObject | undefined): Namespace {
  const metadata = objectAt(manifest, 'metadata');
  const annotations = textMap(metadata?.annotations);
  const labels = textMap(metadata?.labels);
  const quota = readQuota(hardOf(set, name));
  const limits = readLimits(itemOf(set, name));
  const refused = manifest !== undefined && annotationOf(manifest, CPU_LIMITS_ANNOTATION) === 'refused';
  const cpuLimits = !refused && quota?.cpuLimits !== false;
  return {
    name,
    existing: manifest === undefined,
    labels,
    annotations,
    podSecurity: levelOf(labels[ENFORCE]),
    quota: quota?.quota,
    limits,
    cpuLimits,
    imagePullSecrets: [],
    ...readTenancy(manifest, hardOf(set, name)),
  };
}

/** A namespace that says nothing takes every pod. */
function levelOf(label: string | undefined): Level {
  return label === 'restricted' || label === 'baseline' ? label : 'privileged';
}

function hardOf(set: ManifestSet, namespace: string): PlainObject | undefined {
  return objectAt(objectAt(set.find('ResourceQuota', namespace, 'quota')?.manifest, 'spec'), 'hard');
}

function itemOf(set: ManifestSet, namespace: string): PlainObject | undefined {
  const spec = objectAt(set.find('LimitRange', namespace, 'limits')?.manifest, 'spec');
  const items = objectsAt(spec, 'limits');
  return items.length === 1 && items[0]?.type === 'Container' ? items[0] : undefined;
}

function readQuota(
  hard: PlainObject | undefined,
): { readonly quota: Quota; readonly cpuLimits: boolean } | undefined {
  const cpu = amount(hard, 'requests.cpu');
  const memory = amount(hard, 'requests.memory');
  const [pods, configMaps, secrets] = ['pods', 'count/configmaps', 'count/secrets'].map((key) =>
    count(hard, key),
  );
  if (cpu === undefined || memory === undefined) return undefined;
  if (pods === undefined || configMaps === undefined || secrets === undefined) return undefined;
  const further = {
    ...given('storage', amount(hard, 'requests.storage')),
    ...given('claims', count(hard, 'persistentvolumeclaims')),
  };
  return {
    quota: { cpu, memory, pods, configMaps, secrets, ...further },
    cpuLimits: hard?.['limits.cpu'] !== undefined,
  };
}

function readLimits(item: PlainObject | undefined): Limits | undefined {
  const [usual, max, min] = ['defaultRequest', 'max', 'min'].map((key) => amountsIn(objectAt(item, key)));
  if (usual === undefined || max === undefined || min === undefined) return undefined;
  return { default: usual, max, min };
}

/** Amounts without CPU are those of a namespace that asks for no limits of it. */
function amountsIn(amounts: PlainObject | undefined): Amounts | undefined {
  const memory = amount(amounts, 'memory');
  const ephemeralStorage = amount(amounts, 'ephemeral-storage');
  if (memory === undefined || ephemeralStorage === undefined) return undefined;
  return { cpu: amount(amounts, 'cpu') ?? '0', memory, ephemeralStorage };
}

function amount(owner: PlainObject | undefined, key: string): string | undefined {
  const value = owner?.[key];
  return isQuantity(value) ? String(value) : undefined;
}

function count(owner: PlainObject | undefined, key: string): number | undefined {
  const value = Number(amount(owner, key));
  return Number.isInteger(value) ? value : undefined;
}
