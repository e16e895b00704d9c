import { knownKinds } from '../kinds/known';
import { readCustomObject } from '../kinds/objects';
import { withoutUnseen } from '../kinds/unseen';
import { isAbsent, isOpaque, isPlain, listAt, objectAt, type PlainObject, stringAt } from '../manifest/plain';
import { groupOf, isBuiltinGroup, type KindRegistry } from '../manifest/registry';
import { refusedAround } from './decode';
import { POD_KINDS, type PodKind } from './kinds';
import type { PodInput } from './pod-view';
import { describeValue } from './values';

/** An object that carries a pod, or should. */
export interface FoundPod {
  /** Null where the object does not say. */
  readonly kind: string | null;
  readonly namespace: string | null;
  readonly name: string | null;
  /** Its place in a List, counted from 0; items of nested lists are counted on. */
  readonly item?: number;
  /** Path of the pod in the object: empty for a Pod, `spec.template` for a Deployment. */
  readonly path: string;
  /** The Pod or the pod template; undefined where there is none to judge, and {@link problem} says why. */
  readonly pod?: PodInput;
  readonly problem?: string;
  /** Fields of the pod that an operator may write, and that nobody sees in the object. */
  readonly unseen?: readonly string[];
  /** The same pod as far as it can be seen, where there are such fields. */
  readonly seen?: PodInput;
}

/** An object as it is in a document. */
interface Located {
  readonly value: unknown;
  /** What the list around it implies where the object itself is silent. */
  readonly implied: { readonly apiVersion?: string; readonly kind?: string };
  readonly item?: number;
}

/**
 * Every object of a manifest that carries a pod: the manifest itself, or the items of a List (typed lists such as
 * `PodList` and lists in lists too), and every pod of a custom resource. Objects without pods are left out; what cannot
 * be told is not.
 * @param registry what is known of custom resources
 */
export function findPods(manifest: unknown, registry: KindRegistry = knownKinds): FoundPod[] {
  if (isAbsent(manifest)) return [];
  if (!isListObject(manifest)) return findPod({ value: manifest, implied: {} }, registry);
  const items: Located[] = [];
  flatten(manifest, items);
  return items.flatMap((item) => findPod(item, registry));
}

/** `List`, or a typed list: a kind that ends so and has `items`. */
function isListObject(value: unknown): value is PlainObject {
  if (!isPlain(value)) return false;
  const kind = stringAt(value, 'kind') ?? '';
  return kind === 'List' || (kind.endsWith('List') && (Array.isArray(value.items) || isPodList(kind)));
}

function isPodList(kind: string): boolean {
  return POD_KINDS.has(kind.slice(0, -'List'.length));
}

function flatten(list: PlainObject, found: Located[]): void {
  const { items } = list;
  if (!isAbsent(items) && !Array.isArray(items)) {
    found.push({ value: items, implied: {}, item: found.length });
    return;
  }
  const implied = impliedBy(list);
  for (const value of listAt(list, 'items')) {
    if (isListObject(value)) flatten(value, found);
    else found.push({ value, implied, item: found.length });
  }
}

/** The items of a typed list need not repeat its kind. */
function impliedBy(list: PlainObject): Located['implied'] {
  const kind = stringAt(list, 'kind') ?? '';
  if (kind === 'List') return {};
  return { apiVersion: stringAt(list, 'apiVersion'), kind: kind.slice(0, -'List'.length) };
}

function findPod({ value, implied, item }: Located, registry: KindRegistry): FoundPod[] {
  const place = item === undefined ? {} : { item };
  if (!isPlain(value)) {
    const problem = `found ${describeValue(value)}; needs an object`;
    return [{ ...place, kind: null, namespace: null, name: null, path: '', problem }];
  }
  const kind = isAbsent(value.kind) ? implied.kind : value.kind;
  const identity = { ...place, ...identityOf(value, kind) };
  if (typeof kind !== 'string') {
    return [{ ...identity, path: '', problem: `kind: found ${describeValue(kind)}; needs a string` }];
  }
  const apiVersion = isAbsent(value.apiVersion) ? implied.apiVersion : value.apiVersion;
  const known = POD_KINDS.get(kind);
  if (typeof apiVersion === 'string' && (known === undefined || isCustom(groupOf(apiVersion)))) {
    return customPods({ ...value, apiVersion, kind }, registry).map((found) => ({ ...identity, ...found }));
  }
  if (known === undefined) {
    return [
      { ...identity, path: '', problem: `apiVersion: found ${describeValue(apiVersion)}; needs a string` },
    ];
  }
  const path = known.template.join('.');
  if (typeof apiVersion !== 'string' || !known.apiVersions.includes(apiVersion)) {
    const problem = `apiVersion: found ${describeValue(apiVersion)}; needs ${known.apiVersions[0]}`;
    return [{ ...identity, path, problem }];
  }
  const refused = refusedAround({ ...value, apiVersion, kind }, known.template);
  if (refused.length > 0) return [{ ...identity, path, problem: refused.join('; ') }];
  return [{ ...identity, path, ...templateOf(value, known) }];
}

function identityOf(value: PlainObject, kind: unknown): Pick<FoundPod, 'kind' | 'namespace' | 'name'> {
  const metadata = objectAt(value, 'metadata');
  return {
    kind: typeof kind === 'string' ? kind : null,
    namespace: stringAt(metadata, 'namespace') || null,
    name: stringAt(metadata, 'name') || null,
  };
}

/** Whether a group is one of custom resources: those have a dot in their name, as some of Kubernetes itself do. */
function isCustom(group: string): boolean {
  return group.includes('.') && !isBuiltinGroup(group);
}

/** The pods of a custom resource, and what of it nobody can judge. */
function customPods(
  manifest: PlainObject,
  registry: KindRegistry,
): Pick<FoundPod, 'path' | 'pod' | 'problem' | 'unseen' | 'seen'>[] {
  const { views, unjudged, unseen } = readCustomObject(manifest, registry);
  const problems = [...(unjudged === undefined ? [] : [unjudged]), ...unseen].map((part) => ({
    path: part.path,
    problem: `${part.path}: found ${'fix' in part ? part.found : describeValue(part.found)}; needs ${part.needs}${'fix' in part ? `. Fix: ${part.fix}` : ''}`,
  }));
  const pods = views.map(({ pod }) => ({
    path: pod.path.replace(/\.?spec$/, ''),
    pod: { metadata: pod.metadata, spec: pod.spec },
    ...(pod.unseen === undefined || pod.unseen.length === 0
      ? {}
      : { unseen: pod.unseen, seen: withoutUnseen({ metadata: pod.metadata, spec: pod.spec }) }),
  }));
  return [...problems, ...pods];
}

/** Walks to the template; a controller without one is not judged. */
function templateOf(value: PlainObject, { template }: PodKind): Pick<FoundPod, 'pod' | 'problem'> {
  let owner = value;
  const steps = [...template, 'spec'];
  for (const [index, step] of steps.entries()) {
    const next = owner[step];
    if (!isPlain(next)) return { problem: missing(steps.slice(0, index + 1).join('.'), next) };
    if (index === steps.length - 1) return { pod: owner };
    owner = next;
  }
  return {};
}

function missing(path: string, found: unknown): string {
  const needs = isOpaque(found) ? 'plain data' : 'an object';
  const verdict = isAbsent(found) ? ': without a pod there is nothing to judge' : '';
  return `${path}: found ${describeValue(found)}; needs ${needs}${verdict}`;
}
