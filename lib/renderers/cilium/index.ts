import type { PlainObject } from '../../core/manifest/plain';
import { type ClusterModel, type PlacedWorkload, partyOf } from '../../model/cluster-model';
import { MANAGED_BY, objectLabels } from '../../model/labels';
import type { Namespace } from '../../model/namespace';
import { CILIUM } from '../drivers/cilium';
import { refuseInexpressible } from '../drivers/problems';
import { meshRoutes } from '../istio-ambient/transport';
import { type Artifact, objectArtifact, type Renderer, renderer } from '../renderer';
import { openingsOf, peerOf, prefixed } from './peers';
import { rulesOf } from './rules';

const TYPE = { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy' };

/** One empty rule lets nothing through here; to NetworkPolicy it would be everything. */
const NOTHING: readonly PlainObject[] = [{}];

/** The routes of the model as CiliumNetworkPolicies: one that denies everything for a namespace, one for each workload. */
export const cilium: Renderer = renderer({
  id: 'cilium',
  appliesTo: CILIUM.appliesTo,
  namespace: renderNamespace,
  workload: renderWorkload,
});

function renderNamespace({ name }: Namespace): Artifact[] {
  const metadata = { labels: { ...MANAGED_BY }, name: 'default-deny', namespace: name };
  const spec = { egress: [...NOTHING], endpointSelector: {}, ingress: [...NOTHING] };
  return [
    objectArtifact({ ...TYPE, name: 'default-deny', namespace: name }, () => ({ ...TYPE, metadata, spec })),
  ];
}

function renderWorkload(placed: PlacedWorkload, model: ClusterModel): Artifact[] {
  const { name, namespace } = placed.workload;
  const identity = { ...TYPE, name, ...(namespace === undefined ? {} : { namespace }) };
  return [objectArtifact(identity, () => policyOf(placed, model))];
}

function policyOf(placed: PlacedWorkload, model: ClusterModel): PlainObject {
  refuseInexpressible(placed, model, CILIUM);
  const { name, namespace, selector, extraLabels, pod } = placed.workload;
  const self = partyOf(placed);
  const outward = model.from(self);
  const place = {
    cluster: model.cluster,
    home: self.namespace,
    learnsNames: outward.some(({ to }) => to.party === 'host'),
  };
  const ingress = [
    ...model.to(self).flatMap((intent) => openingsOf(intent, 'from', place)),
    ...meshRoutes(pod, model.cluster).map(({ peer, ports }) => ({ peer: peerOf(peer, place.home), ports })),
  ];
  const egress = outward.flatMap((intent) => openingsOf(intent, 'to', place));
  return {
    ...TYPE,
    metadata: {
      labels: objectLabels(name, extraLabels),
      name,
      ...(namespace === undefined ? {} : { namespace }),
    },
    spec: {
      egress: orNothing(rulesOf(egress, 'to')),
      endpointSelector: { matchLabels: prefixed(selector) },
      ingress: orNothing(rulesOf(ingress, 'from')),
    },
  };
}

/** Both directions are in force, also where nothing is let through. */
function orNothing(rules: readonly PlainObject[]): readonly PlainObject[] {
  return rules.length === 0 ? [...NOTHING] : rules;
}
