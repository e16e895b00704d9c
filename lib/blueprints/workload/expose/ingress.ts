import { controllerOf, INGRESS_CONTROLLERS, type IngressController } from '../../../core/cluster/ingress';
import type { ClusterProfile } from '../../../core/cluster/profile';
import type { IngressRoute } from '../../../model/exposed';
import { optsOut } from '../../opt-out';
import type { Problems } from '../../problems';
import { annotationsFor } from './annotations';
import { certificateOf } from './certificate';
import { hostsOf, timeoutOf } from './hosts';
import { limitsOf } from './limits';
import { pathsOf } from './paths';
import { type ItemPlace, portOf } from './place';
import type { IngressExposeProps } from './props';

/** What a cluster needs before anything of it is reached through an Ingress. */
export function checkIngress({ ingress }: ClusterProfile, problems: Problems): void {
  if (ingress !== undefined) return;
  problems.add(
    'expose',
    'a cluster profile without an Ingress controller',
    'cluster.ingress: its class and its controller',
    `cluster: clusters.kubeadm({ ingress: { class: 'traefik', controller: 'traefik.io/ingress-controller', pods: { namespace: 'traefik', labels: { 'app.kubernetes.io/name': 'traefik' } } } })`,
  );
}

/** Reads hosts that lead to a workload through an Ingress. */
export function ingressRoute(
  props: IngressExposeProps<unknown>,
  place: ItemPlace,
  cluster: ClusterProfile,
  problems: Problems,
): IngressRoute {
  const { field, route } = place;
  const controller = cluster.ingress === undefined ? undefined : controllerOf(cluster.ingress);
  checkController(props, cluster, controller, field, problems);
  const certificate = certificateOf(
    props.certificate,
    { field, name: route, namespace: place.namespace },
    problems,
  );
  if (certificate?.namespace !== undefined)
    problems.add(
      `${field}.certificate.namespace`,
      certificate.namespace,
      'a Secret of the namespace: an Ingress can name no other',
      'leave namespace out',
    );
  return {
    name: route,
    hosts: hostsOf(props, field, problems),
    port: portOf(props.port, place, problems)?.service ?? 0,
    paths: pathsOf(props.paths ?? ['/'], `${field}.paths`, problems),
    ...(certificate === undefined ? {} : { certificate }),
    redirect: !optsOut(props.redirect),
    ...timeoutOf(props, field, problems),
    ...limitsOf(props, { by: 'Ingress', field, cluster }, problems),
    annotations: annotationsFor(props, { field, taken: keysOf(controller) }, problems),
  };
}

/** What only annotations say, where the controller is one whose annotations are known. */
function checkController(
  { redirect, timeout }: IngressExposeProps<unknown>,
  { ingress }: ClusterProfile,
  known: IngressController | undefined,
  field: string,
  problems: Problems,
): void {
  if (ingress === undefined) return;
  const { controller } = ingress;
  if (known === undefined && !optsOut(redirect))
    problems.add(
      `${field}.redirect`,
      controller,
      `a controller of which it is known how it sends requests to HTTPS: ${able(() => true)}`,
      `redirect: 'optOut', and the annotation of your controller in annotations`,
    );
  if (timeout !== undefined && known?.timeout === undefined)
    problems.add(
      `${field}.timeout`,
      controller,
      `a controller that can end requests: ${able((one) => one.timeout !== undefined)}`,
      'leave timeout out',
    );
}

function able(can: (controller: IngressController) => boolean): string {
  const names = Object.entries(INGRESS_CONTROLLERS).filter(([, one]) => can(one));
  return names.map(([name]) => name).join(', ');
}

/** The annotations that are written anyway, and for which prop. */
function keysOf(known: IngressController | undefined): Record<string, string> {
  const keys: Record<string, string> = {};
  for (const key of Object.keys(known?.redirect ?? {})) keys[key] = 'redirect';
  for (const key of Object.keys(known?.always ?? {})) keys[key] = `type: 'Ingress'`;
  for (const key of Object.keys(known?.cookie ?? {})) keys[key] = 'sessionAffinity';
  for (const prop of ['timeout', 'maxBodySize', 'sourceRanges'] as const) {
    const key = known?.[prop];
    if (key !== undefined) keys[key] = prop;
  }
  return keys;
}
