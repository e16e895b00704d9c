import { isOpaque } from '../../../core/manifest/plain';
import type { Exposed, ExternalService, IngressRoute } from '../../../model/exposed';
import type { Workload } from '../../../model/workload';
import type { BlueprintContext } from '../../context';
import type { Problems } from '../../problems';
import { checkGatewayApi, gatewayRoute } from './gateway';
import { checkIngress, ingressRoute } from './ingress';
import type { ExposedPlace } from './place';
import type { ExposedProps, ExposeProps, ServiceExposeProps } from './props';
import { externalService } from './service';
import { refuseOthers } from './type';

/** Reads how clients outside of the cluster reach a workload. */
export function exposedOf(
  { expose }: ExposedProps<unknown>,
  place: ExposedPlace,
  { cluster }: BlueprintContext,
  problems: Problems,
): Pick<Workload, 'exposed' | 'ingresses' | 'services'> {
  if (expose === undefined) return {};
  const all = isList(expose) ? expose : [expose];
  if (all.some(isOfGateway)) checkGatewayApi(cluster, problems);
  if (all.some(({ type }) => type === 'Ingress')) checkIngress(cluster, problems);
  checkPlace(place, problems);
  const exposed: Exposed[] = [];
  const ingresses: IngressRoute[] = [];
  const services: ExternalService[] = [];
  for (const [index, one] of all.entries()) {
    const field = isList(expose) ? `expose[${index}]` : 'expose';
    refuseOthers(one, field, problems);
    const item = { ...place, field, route: numbered(place.name, index) };
    if (one.type === 'Ingress') ingresses.push(ingressRoute(one, item, cluster, problems));
    else if (isService(one)) {
      const route = numbered(`${place.name}-external`, services.length);
      services.push(externalService(one, { ...item, route }, cluster, problems));
    } else exposed.push(gatewayRoute(one, item, cluster, problems));
  }
  oneBackendTls(exposed, problems);
  return {
    ...(exposed.length === 0 ? {} : { exposed }),
    ...(ingresses.length === 0 ? {} : { ingresses }),
    ...(services.length === 0 ? {} : { services }),
  };
}

function isService(props: ExposeProps<unknown>): props is ServiceExposeProps<unknown> {
  return props.type === 'LoadBalancer' || props.type === 'NodePort';
}

/** A name of its own for each item. */
function numbered(name: string, index: number): string {
  return index === 0 ? name : `${name}-${index + 1}`;
}

function isOfGateway({ type = 'Gateway' }: ExposeProps<unknown>): boolean {
  return type === 'Gateway';
}

function checkPlace({ namespace, ports }: ExposedPlace, problems: Problems): void {
  if (namespace === undefined)
    problems.add(
      'expose',
      'no namespace',
      'a namespace, which its hosts belong to',
      'place it in an IsolatedNamespace',
    );
  if (ports.length === 0) problems.add('expose', 'no port', 'a port that clients reach', 'port: 8080');
}

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}

/** One policy says of a port how a Gateway speaks to it. */
function oneBackendTls(exposed: readonly Exposed[], problems: Problems): void {
  const known = new Map<number, Exposed>();
  for (const one of exposed.filter(({ protocol }) => protocol !== 'tls')) {
    const first = known.get(one.port) ?? one;
    known.set(one.port, first);
    const same = sameText(first, one, 'hostname') && sameText(first, one, 'configMap');
    if (!same)
      problems.add(
        'expose',
        { port: one.port, routes: [first.name, one.name] },
        'the same backendTls for everything that leads to one port',
        'backendTls on both, or a port of its own',
      );
  }
}

/** Whether two say the same; what is known later is checked once it is known. */
function sameText(left: Exposed, right: Exposed, field: 'hostname' | 'configMap'): boolean {
  const [one, other] = [left.backendTls?.[field], right.backendTls?.[field]];
  return isOpaque(one) && isOpaque(other) ? true : one === other;
}
