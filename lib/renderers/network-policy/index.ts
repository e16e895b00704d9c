import type { ClusterProfile } from '../../core/cluster/profile';
import { objectAt, type PlainObject } from '../../core/manifest/plain';
import { publicRanges } from '../../core/network/internet';
import type { Peer, PodsPeer, Route } from '../../core/network/route';
import { NAMESPACE_NAME_LABEL } from '../../core/well-known';
import { type ClusterModel, type PlacedWorkload, partyOf } from '../../model/cluster-model';
import type { Entity, Intent, Party } from '../../model/intent';
import { MANAGED_BY, objectLabels } from '../../model/labels';
import type { Namespace } from '../../model/namespace';
import { NETWORK_POLICY } from '../drivers/network-policy';
import { refuseInexpressible } from '../drivers/problems';
import { meshRoutes, PROBE_ADDRESSES, portsOnTheWire } from '../istio-ambient/transport';
import { type Artifact, objectArtifact, type Renderer, renderer } from '../renderer';
import { apiServerRoutes, dnsRoutes } from './cluster-routes';
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
  // Routes are opened by one engine: where that is another one, only what denies everything stays.
  if (!NETWORK_POLICY.appliesTo(model.cluster)) return [];
  const { name, namespace } = placed.workload;
  const identity = { ...TYPE, name, ...(namespace === undefined ? {} : { namespace }) };
  return [objectArtifact(identity, () => policyOf(placed, model))];
}

function policyOf(placed: PlacedWorkload, model: ClusterModel): PlainObject {
  refuseInexpressible(placed, model, NETWORK_POLICY);
  const { name, namespace, selector, extraLabels, pod } = placed.workload;
  const { cluster } = model;
  const self = partyOf(placed);
  const policy = networkPolicy({
    name,
    // Peers of the same namespace are named by their pods alone, also where no namespace is written.
    namespace: namespace ?? 'default',
    labels: objectLabels(name, extraLabels),
    selector,
    ingress: [
      ...model.to(self).flatMap((intent) => routesOf(intent, 'from', cluster)),
      ...meshRoutes(pod, cluster),
    ],
    egress: model.from(self).flatMap((intent) => routesOf(intent, 'to', cluster)),
  });
  if (namespace === undefined) delete objectAt(policy, 'metadata')?.namespace;
  return policy;
}

/** What a route means to a NetworkPolicy, seen from the end at which the other one is on `side`. */
function routesOf(intent: Intent, side: 'from' | 'to', cluster: ClusterProfile): Route[] {
  const other = intent[side];
  const ports = portsOnTheWire(intent, cluster);
  if (other.party === 'entity') {
    if (other.entity === 'dns') return dnsRoutes(cluster);
    if (other.entity === 'api-server' && side === 'to') return apiServerRoutes(cluster);
  }
  const loose = intent.loose === undefined ? {} : { loose: intent.loose };
  return peersOf(other, cluster).map((peer) => ({ peer, ports, ...loose }));
}

/** Who a party is; what NetworkPolicy has no word for was refused before. */
function peersOf(party: Party, cluster: ClusterProfile): Peer[] {
  switch (party.party) {
    case 'workload':
    case 'pods':
      return [podsOf(party)];
    case 'selected':
      return [
        typeof party.namespaces === 'string'
          ? { namespaces: { matchLabels: { [NAMESPACE_NAME_LABEL]: party.namespaces } }, pods: party.pods }
          : { namespaces: party.namespaces, pods: party.pods },
      ];
    case 'anybody':
      return ['anybody'];
    case 'cidr':
      return [{ cidr: party.cidr, except: party.except }];
    case 'host':
      return [];
    case 'entity':
      return entityPeers(party.entity, cluster);
  }
}

function entityPeers(entity: Entity, { gateway, mesh, ...cluster }: ClusterProfile): Peer[] {
  if (entity === 'internet') return publicRanges(cluster);
  if (entity === 'gateway') return typeof gateway === 'object' ? [podsOf(gateway)] : [];
  if (entity === 'api-server') return cluster.apiServer.endpoints.map(({ cidr }) => ({ cidr }));
  // The pod's own node is always let in; under a mesh it comes from an address of the mesh.
  if (entity === 'node') return mesh === undefined ? [] : [...PROBE_ADDRESSES];
  return [];
}

function podsOf({ namespace, labels }: PodsPeer): PodsPeer {
  return { namespace, labels };
}
