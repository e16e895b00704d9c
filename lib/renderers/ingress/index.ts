import { controllerOf, type IngressProfile } from '../../core/cluster/ingress';
import type { PlainObject } from '../../core/manifest/plain';
import type { ClusterModel, PlacedWorkload } from '../../model/cluster-model';
import type { ExposedPath, IngressRoute } from '../../model/exposed';
import { objectLabels } from '../../model/labels';
import type { Workload } from '../../model/workload';
import { certificateObject } from '../gateway-api/certificate';
import { TYPES } from '../gateway-api/names';
import { proxySize } from '../gateway-api/size';
import { type Artifact, objectArtifact, type Renderer, renderer } from '../renderer';

const TYPE = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' };

/** How clients outside of the cluster reach workloads that ask for an Ingress, with certificates of cert-manager. */
export const ingress: Renderer = renderer({
  id: 'ingress',
  appliesTo: () => true,
  workload: renderWorkload,
});

function renderWorkload({ workload }: PlacedWorkload, { cluster }: ClusterModel): Artifact[] {
  const { ingresses = [], namespace } = workload;
  const place = namespace === undefined ? {} : { namespace };
  return ingresses.flatMap((route) => [
    ...(route.certificate?.issuer === undefined
      ? []
      : [
          objectArtifact({ ...TYPES.certificate, name: route.name, ...place }, () =>
            certificateObject(workload, route),
          ),
        ]),
    objectArtifact({ ...TYPE, name: route.name, ...place }, () =>
      ingressObject(workload, route, cluster.ingress),
    ),
  ]);
}

function ingressObject(
  workload: Workload,
  route: IngressRoute,
  profile: IngressProfile | undefined,
): PlainObject {
  const { hosts, paths, port, certificate } = route;
  const backend = { service: { name: workload.name, port: { number: port } } };
  const annotations = annotationsOf(route, profile);
  return {
    ...TYPE,
    metadata: {
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      labels: objectLabels(workload.name, workload.extraLabels),
      name: route.name,
      namespace: workload.namespace,
    },
    spec: {
      ingressClassName: profile?.class,
      rules: hosts.map((host) => ({ host, http: { paths: paths.map((path) => pathOf(path, backend)) } })),
      tls: [{ hosts: [...hosts], secretName: certificate?.secret }],
    },
  };
}

function pathOf({ type, value }: ExposedPath, backend: PlainObject): PlainObject {
  return { backend, path: value, pathType: type === 'Exact' ? 'Exact' : 'Prefix' };
}

/** What an Ingress has no field for, in the terms of the controller of the cluster. */
function annotationsOf(
  { annotations, redirect, timeout, limits = {} }: IngressRoute,
  profile: IngressProfile | undefined,
): PlainObject {
  const known = profile === undefined ? undefined : controllerOf(profile);
  const { maxBodySize, sourceRanges, sessionAffinity } = limits;
  return {
    ...annotations,
    ...known?.always,
    ...(redirect ? known?.redirect : {}),
    ...(sessionAffinity === undefined ? {} : known?.cookie),
    ...said(known?.timeout, timeout),
    ...said(known?.maxBodySize, maxBodySize === undefined ? undefined : proxySize(maxBodySize)),
    ...said(known?.sourceRanges, sourceRanges?.join()),
  };
}

function said(key: string | undefined, value: string | undefined): PlainObject {
  return key === undefined || value === undefined ? {} : { [key]: value };
}
