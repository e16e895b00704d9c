import { homeOf, printedName } from '../../manifest/identity';
import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { setControl } from '../control';
import { ofCoreKind } from '../entries';
import { fieldAt } from '../field';
import { isHeadless, labelsOf, selectorOfService } from './shared/services';

/** A key that two Services share when they select the same pods by the same labels. */
function keyOf(service: Entry): string | undefined {
  const labels = labelsOf(selectorOfService(service.manifest));
  if (labels === undefined) return undefined;
  const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([homeOf(service.ref), pairs]);
}

/** Whether a Service selects pods of a StatefulSet: those want a headless one for their names beside the ordinary one. */
function selectsStateful(set: ManifestSet, service: Entry): boolean {
  const matchLabels = labelsOf(selectorOfService(service.manifest));
  if (matchLabels === undefined) return false;
  return set
    .podsMatching(service.ref.namespace, { matchLabels })
    .some(({ ref }) => ref.kind === 'StatefulSet');
}

/** What a Service is for: names of single pods, one address in the cluster, or clients outside of it. */
function useOf({ manifest }: Entry): 'names' | 'inside' | 'outside' {
  if (isHeadless(manifest)) return 'names';
  const type = fieldAt(manifest, 'spec', 'type');
  return type === 'LoadBalancer' || type === 'NodePort' ? 'outside' : 'inside';
}

/**
 * One headless Service may be beside one with an address where they select a StatefulSet, and one for clients outside of
 * the cluster beside that for the cluster.
 * Source: Gatekeeper library, K8sUniqueServiceSelector.
 */
export const uniqueServiceSelector = setControl({
  id: 'unique-service-selector',
  title: 'No two Services select the same pods',
  category: 'network',
  severity: 'medium',
  why: 'This is usually a copied Service with an unchanged selector: traffic for one application goes to another, and policies that were written for one Service apply to both.',
  fix: 'give spec.selector the labels of one workload; several ports go into one Service',
  code: "ports: [{ container: 8080, name: 'http' }, { container: 9090, name: 'metrics' }] (one Service has them all)",
  refs: {
    kyverno: ['require-unique-service-selector', 'unique-external-dns'],
    gatekeeper: ['uniqueserviceselector'],
  },
  check(set, report) {
    const seen = new Map<string, { readonly first: Entry; names: number; inside: number; outside: number }>();
    for (const entry of ofCoreKind(set, 'Service')) {
      const key = keyOf(entry);
      if (key === undefined) continue;
      const known = seen.get(key);
      const group = known ?? { first: entry, names: 0, inside: 0, outside: 0 };
      seen.set(key, group);
      group[useOf(entry)] += 1;
      if (known === undefined) continue;
      const once = group.names <= 1 && group.inside <= 1 && group.outside <= 1;
      if (once && (group.names === 0 || selectsStateful(set, entry))) continue;
      const needs = `a selector other than that of Service ${printedName(group.first.ref)}`;
      report(entry, { path: 'spec.selector', found: selectorOfService(entry.manifest), needs });
    }
  },
  examples: {
    good: [
      { objects: [service('web', { app: 'web' }), service('cart', { app: 'cart' })] },
      {
        note: 'in two namespaces',
        objects: [service('web', { app: 'web' }), service('web', { app: 'web' }, {}, 'other')],
      },
      {
        note: 'a headless one beside, for a StatefulSet',
        objects: [
          database(),
          service('db', { app: 'db' }),
          service('db-members', { app: 'db' }, { clusterIP: 'None' }),
        ],
      },
      {
        note: 'one for clients outside of the cluster beside',
        objects: [
          service('web', { app: 'web' }),
          service('web-external', { app: 'web' }, { type: 'LoadBalancer' }),
        ],
      },
      { note: 'without selectors', objects: [service('a', {}), service('b', {})] },
    ],
    bad: [
      {
        objects: [service('web', { app: 'web', tier: 'x' }), service('web-copy', { tier: 'x', app: 'web' })],
      },
      {
        note: 'a headless one without a StatefulSet',
        objects: [
          service('web', { app: 'web' }),
          service('web-members', { app: 'web' }, { clusterIP: 'None' }),
        ],
      },
      {
        note: 'two for clients outside of the cluster',
        objects: [
          service('web', { app: 'web' }, { type: 'NodePort' }),
          service('web-external', { app: 'web' }, { type: 'LoadBalancer' }),
        ],
      },
      {
        note: 'one more than the pair',
        objects: [
          database(),
          service('db', { app: 'db' }),
          service('db-members', { app: 'db' }, { clusterIP: 'None' }),
          service('db-copy', { app: 'db' }),
        ],
      },
    ],
  },
});

function database() {
  const template = { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'db' }] } };
  const metadata = { name: 'db', namespace: 'shop' };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: { template } };
}

function service(
  name: string,
  selector: Record<string, string>,
  spec: Record<string, unknown> = {},
  namespace = 'shop',
) {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector, ...spec } };
}
