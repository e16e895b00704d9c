import type { InputProblem } from '../core/errors';
import type { ClusterModel } from './cluster-model';
import { bringsListeners, type Exposed } from './exposed';

/** Listeners that one Gateway may have, and one ListenerSet. Source: the Gateway API. */
const MOST_LISTENERS = 64;

/** Gateways and ListenerSets of namespaces that would have more listeners than one may have. */
export function crowded({ workloads }: ClusterModel): InputProblem[] {
  const all = new Map<string, Set<string>>();
  for (const { workload } of workloads) {
    for (const route of workload.exposed ?? []) {
      if (!bringsListeners(route.shared)) continue;
      const field = holderOf(route, workload.namespace);
      const known = all.get(field) ?? new Set<string>();
      for (const listener of listenersOf(route)) known.add(listener);
      all.set(field, known);
    }
  }
  return [...all].flatMap(([field, { size }]) => (size <= MOST_LISTENERS ? [] : [tooMany(field, size)]));
}

function holderOf({ shared }: Exposed, namespace = 'default'): string {
  return shared === undefined ? `Gateway of ${namespace}` : `ListenerSet of ${namespace} at ${shared.name}`;
}

/** One for each host; of those for plain HTTP requests a Gateway of the namespace has one for all. */
function listenersOf({ hosts, redirect, shared }: Exposed): string[] {
  if (!redirect) return [...hosts];
  const clear = shared === undefined ? ['unencrypted'] : hosts.map((host) => `${host} unencrypted`);
  return [...hosts, ...clear];
}

function tooMany(field: string, size: number): InputProblem {
  return {
    field,
    found: `${size} listeners: one for each host, and those for plain HTTP requests`,
    needs: `at most ${MOST_LISTENERS}`,
    fix: 'a second namespace, or a shared Gateway',
  };
}
