import type { PlainObject } from '../../core/manifest/plain';
import type { ClusterModel, PlacedWorkload } from '../../model/cluster-model';
import type { Exposed } from '../../model/exposed';
import { type Artifact, objectArtifact, type Renderer, renderer } from '../renderer';
import { certificateObject } from './certificate';
import { bringsGateway, gatewayObject } from './gateway';
import { GATEWAY_NAME, TYPES } from './names';
import { redirectObject, routeObject } from './route';

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
  const place = namespace === undefined ? {} : { namespace };
  const made = (
    type: { apiVersion: string; kind: string },
    name: string,
    make: () => PlainObject,
  ): Artifact => objectArtifact({ ...type, name, ...place }, make);
  const ofOne = (one: Exposed): Artifact[] => [
    ...(one.certificate?.issuer === undefined
      ? []
      : [made(TYPES.certificate, one.name, () => certificateObject(workload, one))]),
    ...(one.redirect ? [made(TYPES.http, `${one.name}-redirect`, () => redirectObject(workload, one))] : []),
    made(TYPES[one.protocol], one.name, () => routeObject(workload, one)),
  ];
  return [
    ...(bringsGateway(placed, model)
      ? [made(TYPES.gateway, GATEWAY_NAME, () => gatewayObject(namespace, model))]
      : []),
    ...exposed.flatMap(ofOne),
  ];
}
