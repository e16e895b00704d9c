import type { PlainObject } from '../../core/manifest/plain';
import type { ClusterModel, PlacedWorkload } from '../../model/cluster-model';
import type { Exposed } from '../../model/exposed';
import type { Workload } from '../../model/workload';
import { type Artifact, objectArtifact, type Renderer, renderer } from '../renderer';
import { certificateObject } from './certificate';
import { explicit } from './explicit';
import { bringsGateway, gatewayObject } from './gateway';
import { limitObject, limitPolicies } from './limits';
import { listenerSetObject, setsBroughtBy } from './listener-set';
import { GATEWAY_NAME, listenerSetName, TYPES } from './names';
import { redirectObject, routeObject } from './route';
import { backendTlsObject, grantObject } from './trust';

/**
 * How clients outside of the cluster reach workloads, as objects of the Gateway API: a Gateway for the hosts of each namespace,
 * routes from the hosts to Services, and certificates of cert-manager.
 */
export const gatewayApi: Renderer = renderer({
  id: 'gateway-api',
  appliesTo: () => true,
  workload: renderWorkload,
});

function renderWorkload(placed: PlacedWorkload, model: ClusterModel): Artifact[] {
  const { workload } = placed;
  const { exposed = [], namespace } = workload;
  if (exposed.length === 0) return [];
  const spoken = new Set<number>();
  return [
    ...(bringsGateway(placed, model)
      ? [made(TYPES.gateway, GATEWAY_NAME, namespace, () => gatewayObject(namespace, model))]
      : []),
    ...setsBroughtBy(placed, model).map((shared) =>
      made(TYPES.listenerSet, listenerSetName(shared), namespace, () =>
        listenerSetObject(namespace, shared, model),
      ),
    ),
    ...exposed.flatMap((one) => {
      const first = one.backendTls !== undefined && !spoken.has(one.port);
      if (first) spoken.add(one.port);
      return [
        ...objectsOf(one, workload),
        ...limitPolicies(one, model.cluster.gatewayApi).map((policy) =>
          made(policy, one.name, namespace, () => limitObject(workload, one, policy)),
        ),
        ...(first
          ? [made(TYPES.backendTls, one.name, namespace, () => backendTlsObject(workload, one))]
          : []),
      ];
    }),
  ];
}

/** The route to hosts, and what is around it. */
function objectsOf(one: Exposed, workload: Workload): Artifact[] {
  const { certificate, name, protocol, redirect } = one;
  const { namespace } = workload;
  const grant = `${namespace ?? 'default'}-${name}`;
  return [
    ...(certificate?.issuer === undefined
      ? []
      : [made(TYPES.certificate, name, namespace, () => certificateObject(workload, one))]),
    ...(certificate?.namespace === undefined
      ? []
      : [made(TYPES.grant, grant, certificate.namespace, () => grantObject(workload, one, grant))]),
    ...(redirect
      ? [made(TYPES.http, `${name}-redirect`, namespace, () => redirectObject(workload, one))]
      : []),
    made(TYPES[protocol], name, namespace, () => routeObject(workload, one)),
  ];
}

function made(
  type: { readonly apiVersion: string; readonly kind: string },
  name: string,
  namespace: string | undefined,
  make: () => PlainObject,
): Artifact {
  const { apiVersion, kind } = type;
  return objectArtifact({ apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) }, () =>
    explicit(make()),
  );
}
