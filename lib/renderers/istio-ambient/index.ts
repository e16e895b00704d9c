import type { PlainObject } from '../../core/manifest/plain';
import { type ClusterModel, type PlacedWorkload, partyOf } from '../../model/cluster-model';
import { isWholeNamespace, type Party } from '../../model/intent';
import { MANAGED_BY, objectLabels } from '../../model/labels';
import type { Namespace } from '../../model/namespace';
import { ISTIO_AMBIENT } from '../drivers/istio-ambient';
import { refuseInexpressible } from '../drivers/problems';
import { type Artifact, objectArtifact, type Renderer, renderer } from '../renderer';
import { accountOf } from './transport';

const AUTHORIZATION = { apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy' };
const AUTHENTICATION = { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication' };

/**
 * Who may reach a workload, by account and port, enforced by ztunnel: for a namespace one policy that denies everything
 * and one that takes nobody without an identity, for each workload one with who may.
 */
export const istioAmbient: Renderer = renderer({
  id: 'istio-ambient',
  appliesTo: ISTIO_AMBIENT.appliesTo,
  namespace: renderNamespace,
  workload: renderWorkload,
});

function renderNamespace({ name }: Namespace): Artifact[] {
  const made = (type: typeof AUTHORIZATION, called: string, spec: PlainObject): Artifact =>
    objectArtifact({ ...type, name: called, namespace: name }, () => ({
      ...type,
      metadata: { labels: { ...MANAGED_BY }, name: called, namespace: name },
      spec,
    }));
  return [
    made(AUTHORIZATION, 'default-deny', {}),
    made(AUTHENTICATION, 'default', { mtls: { mode: 'STRICT' } }),
  ];
}

function renderWorkload(placed: PlacedWorkload, model: ClusterModel): Artifact[] {
  const { name, namespace } = placed.workload;
  const identity = { ...AUTHORIZATION, name, ...(namespace === undefined ? {} : { namespace }) };
  return [objectArtifact(identity, () => policyOf(placed, model))];
}

function policyOf(placed: PlacedWorkload, model: ClusterModel): PlainObject {
  refuseInexpressible(placed, model, ISTIO_AMBIENT);
  const { name, namespace, selector, extraLabels } = placed.workload;
  const rules = rulesOf(placed, model);
  return {
    ...AUTHORIZATION,
    metadata: {
      labels: objectLabels(name, extraLabels),
      name,
      ...(namespace === undefined ? {} : { namespace }),
    },
    spec: {
      action: 'ALLOW',
      ...(rules.length === 0 ? {} : { rules }),
      selector: { matchLabels: { ...selector } },
    },
  };
}

/** One rule for each account or namespace, with the TCP ports that it may reach; what is not TCP never meets ztunnel. */
function rulesOf(placed: PlacedWorkload, model: ClusterModel): PlainObject[] {
  const bySource = new Map<string, Set<number>>();
  for (const { from, ports } of model.to(partyOf(placed))) {
    const source = sourceOf(from, model);
    const numbers = ports.filter(({ protocol }) => protocol === 'TCP').map(({ port }) => port);
    if (source === undefined || numbers.length === 0) continue;
    const known = bySource.get(source) ?? new Set<number>();
    for (const port of numbers) known.add(port);
    bySource.set(source, known);
  }
  return [...bySource.keys()].sort().map((source) => ({
    from: [{ source: source.includes('/') ? { serviceAccounts: [source] } : { namespaces: [source] } }],
    to: [{ operation: { ports: [...(bySource.get(source) ?? [])].sort((a, b) => a - b).map(String) } }],
  }));
}

/** Who asks, as `namespace/account`, or the name of a namespace for all of it. */
function sourceOf(from: Party, { cluster }: ClusterModel): string | undefined {
  return isWholeNamespace(from) ? from.namespaces : accountOf(from, cluster);
}
