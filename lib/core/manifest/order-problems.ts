import { definedKinds, isDefinedBy } from './apply-order';
import { homeOf, isNamed } from './identity';
import type { Entry, ManifestSet } from './manifest-set';
import { listAt, objectAt, objectsAt, type PlainObject, stringAt, textOf } from './plain';

/** An object that `kubectl apply` cannot make at the first try, in the order of the set. */
export interface OrderProblem {
  readonly entry: Entry;
  /** What it waits for. */
  readonly needs: Entry;
  /** `later`: that is after it; `definition`: that defines its kind; `webhook`: that refuses it until a program runs. */
  readonly why: 'later' | 'definition' | 'webhook';
}

/**
 * What cannot be applied at the first try, in the order in which the objects stand: objects before their Namespace, pods
 * before what the API server looks up when it takes them, objects of a kind that the set defines, and objects behind a
 * webhook that fails closed and whose program comes with the set. Each object is told once.
 * Source: kubectl finds the kinds of all objects before it applies the first; the admission plugins NamespaceLifecycle,
 * ServiceAccount, Priority and RuntimeClass.
 */
export function orderProblems(set: ManifestSet): OrderProblem[] {
  const places = new Map(set.entries.map((entry, index) => [entry, index]));
  const defined = definedKinds(set.entries.map(({ manifest }) => manifest));
  const definitions = definitionsOf(set);
  const guards = new Guards(set);
  const problems: OrderProblem[] = [];
  for (const [index, entry] of set.entries.entries()) {
    if (isDefinedBy(entry.manifest, defined)) {
      const needs = definitions.get(`${entry.ref.group}/${entry.ref.kind}`);
      if (needs !== undefined) problems.push({ entry, needs, why: 'definition' });
      continue;
    }
    const deferred = lookedUp(entry, set).find((needed) => (places.get(needed) ?? 0) > index);
    if (deferred !== undefined) problems.push({ entry, needs: deferred, why: 'later' });
    else {
      const needs = guards.before(entry);
      if (needs !== undefined) problems.push({ entry, needs, why: 'webhook' });
    }
    guards.meet(entry);
  }
  return problems;
}

function definitionsOf(set: ManifestSet): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>();
  for (const entry of set.ofKind('CustomResourceDefinition')) {
    for (const kind of definedKinds([entry.manifest])) found.set(kind, entry);
  }
  return found;
}

/** Objects of the set that the API server looks up when it takes an object, and refuses the object without. */
function lookedUp(entry: Entry, set: ManifestSet): Entry[] {
  const { ref, pod } = entry;
  const cluster = set.registry.scopeOf(ref.apiVersion, ref.kind) === 'Cluster';
  const needed = [cluster ? undefined : set.find('Namespace', undefined, homeOf(ref))];
  if (ref.kind === 'Pod' && ref.group === '' && pod !== undefined) {
    const name = (field: string): string => stringAt(pod.spec, field) ?? '';
    const account = name('serviceAccountName');
    needed.push(
      account === 'default' ? undefined : set.find('ServiceAccount', ref.namespace, account),
      set.find('PriorityClass', undefined, name('priorityClassName')),
      set.find('RuntimeClass', undefined, name('runtimeClassName')),
    );
  }
  return needed.filter((found) => found !== undefined);
}

/** The webhooks of a set that fail closed and whose Service is in it, by what they are asked about. */
class Guards {
  private readonly met = new Map<string, Entry>();

  constructor(private readonly set: ManifestSet) {}

  /** The first webhook that stood before an object and is asked about it. */
  before({ ref }: Entry): Entry | undefined {
    if (this.met.size === 0 || ref.group === 'admissionregistration.k8s.io') return undefined;
    const plural = this.set.registry.kindOf(ref.apiVersion, ref.kind)?.plural ?? '*';
    const keys = [ref.group, '*'].flatMap((group) => [plural, '*', '*/*'].map((name) => `${group}|${name}`));
    return keys.map((key) => this.met.get(key)).find((entry) => entry !== undefined);
  }

  /** Records an object that others may be behind. */
  meet(entry: Entry): void {
    if (!CONFIGURATIONS.has(entry.ref.kind) || !isNamed(entry.ref)) return;
    for (const webhook of objectsAt(entry.manifest, 'webhooks')) {
      if (!this.failsClosed(webhook, entry)) continue;
      for (const rule of objectsAt(webhook, 'rules')) this.learn(rule, entry);
    }
  }

  private failsClosed(webhook: PlainObject, entry: Entry): boolean {
    const policy = webhook.failurePolicy ?? (entry.ref.apiVersion.endsWith('/v1') ? 'Fail' : 'Ignore');
    const service = objectAt(objectAt(webhook, 'clientConfig'), 'service');
    const narrowed = ['namespaceSelector', 'objectSelector'].some(
      (field) => Object.keys(objectAt(webhook, field) ?? {}).length > 0,
    );
    if (policy !== 'Fail' || service === undefined || narrowed) return false;
    return (
      this.set.find('Service', stringAt(service, 'namespace'), stringAt(service, 'name') ?? '') !== undefined
    );
  }

  private learn(rule: PlainObject, entry: Entry): void {
    const operations = listAt(rule, 'operations');
    if (!operations.includes('CREATE') && !operations.includes('*')) return;
    for (const group of listAt(rule, 'apiGroups')) {
      for (const resource of listAt(rule, 'resources')) {
        const key = `${textOf(group)}|${textOf(resource)}`;
        if (!this.met.has(key)) this.met.set(key, entry);
      }
    }
  }
}

const CONFIGURATIONS: ReadonlySet<string> = new Set([
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
]);
