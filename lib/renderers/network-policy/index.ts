import type { ClusterProfile } from '../../core/cluster/profile';
import { objectAt, type PlainObject } from '../../core/manifest/plain';
import type { PodsPeer, Route } from '../../core/network/route';
import { type ClusterModel, type PlacedWorkload, partyOf } from '../../model/cluster-model';
import { type Intent, inexpressible, type Party } from '../../model/intent';
import { MANAGED_BY, objectLabels } from '../../model/labels';
import type { Namespace } from '../../model/namespace';
import { type Artifact, objectArtifact, type Renderer, renderer } from '../renderer';
import { apiServerRoutes, dnsRoutes, internetPeers } from './cluster-routes';
import { defaultDeny, networkPolicy } from './policy';

const TYPE = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };

/** The routes of the model as NetworkPolicies: one that denies everything for a namespace, and one for each workload. */
export const networkPolicies: Renderer = renderer({
  id: 'network-policy',
  appliesTo: () => true,
  namespace: renderNamespace,
  workload: renderWorkload,
});

function renderNamespace({ name }: Namespace): Artifact[] {
  const identity = { ...TYPE, name: 'default-deny', namespace: name };
  return [objectArtifact(identity, () => defaultDeny(name, MANAGED_BY))];
}

function renderWorkload(placed: PlacedWorkload, model: ClusterModel): Artifact[] {
  const { name, namespace } = placed.workload;
  const identity = { ...TYPE, name, ...(namespace === undefined ? {} : { namespace }) };
  return [objectArtifact(identity, () => policyOf(placed, model))];
}

function policyOf(placed: PlacedWorkload, model: ClusterModel): PlainObject {
  const { name, namespace, selector, extraLabels } = placed.workload;
  const { cluster } = model;
  const self = partyOf(placed);
  const policy = networkPolicy({
    name,
    // Peers of the same namespace are named by their pods alone, also where no namespace is written.
    namespace: namespace ?? 'default',
    labels: objectLabels(name, extraLabels),
    selector,
    ingress: model.to(self).flatMap((intent) => routesOf(intent, intent.from, cluster)),
    egress: model.from(self).flatMap((intent) => routesOf(intent, intent.to, cluster)),
  });
  if (namespace === undefined) delete objectAt(policy, 'metadata')?.namespace;
  return policy;
}

/** What a route means to a NetworkPolicy, seen from its other end. */
function routesOf(intent: Intent, other: Party, cluster: ClusterProfile): Route[] {
  if (intent.http !== undefined)
    throw inexpressible(intent, 'a rule about HTTP', 'NetworkPolicy', 'leave http out');
  switch (other.party) {
    case 'workload':
    case 'pods':
      return [{ peer: podsOf(other), ports: intent.ports }];
    case 'cidr':
      return [{ peer: { cidr: other.cidr, except: other.except }, ports: intent.ports }];
    case 'entity':
      if (other.entity === 'dns') return dnsRoutes(cluster);
      if (other.entity === 'api-server') return apiServerRoutes(cluster);
      if (other.entity === 'internet')
        return internetPeers(cluster).map((peer) => ({ peer, ports: intent.ports }));
      if (other.entity === 'gateway') return [{ peer: gatewayOf(intent, cluster), ports: intent.ports }];
      throw inexpressible(
        intent,
        `the entity ${other.entity}`,
        'NetworkPolicy',
        'addresses({ cidr, ports })',
      );
    case 'host':
      throw inexpressible(
        intent,
        `the host name ${other.host}`,
        'NetworkPolicy',
        'internet({ ports: [443] }), or addresses({ cidr, ports }) of the host',
      );
  }
}

function gatewayOf(intent: Intent, { gateway }: ClusterProfile): PodsPeer {
  if (typeof gateway === 'object') return podsOf(gateway);
  const fix = `clusters.kubeadm({ gateway: { namespace: 'ingress', labels: { app: 'gateway' } } })`;
  throw inexpressible(intent, 'the gateway of a cluster whose profile names no pods', 'NetworkPolicy', fix);
}

function podsOf({ namespace, labels }: PodsPeer): PodsPeer {
  return { namespace, labels };
}
