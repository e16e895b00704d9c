import type { Exposed, IngressRoute } from '../../../model/exposed';
import type { Workload } from '../../../model/workload';
import type { BlueprintContext } from '../../context';
import type { Problems } from '../../problems';
import { checkGatewayApi, gatewayRoute } from './gateway';
import { checkIngress, ingressRoute } from './ingress';
import type { ExposedPlace } from './place';
import type { ExposedProps, ExposeProps } from './props';

/** Reads how clients outside of the cluster reach a workload. */
export function exposedOf(
  { expose }: ExposedProps<unknown>,
  place: ExposedPlace,
  { cluster }: BlueprintContext,
  problems: Problems,
): Pick<Workload, 'exposed' | 'ingresses'> {
  if (expose === undefined) return {};
  const all = isList(expose) ? expose : [expose];
  if (all.some(isOfGateway)) checkGatewayApi(cluster, problems);
  if (all.some(({ type }) => type === 'Ingress')) checkIngress(cluster, problems);
  checkPlace(place, problems);
  const exposed: Exposed[] = [];
  const ingresses: IngressRoute[] = [];
  for (const [index, one] of all.entries()) {
    const field = isList(expose) ? `expose[${index}]` : 'expose';
    const route = index === 0 ? place.name : `${place.name}-${index + 1}`;
    const item = { ...place, field, route };
    if (one.type === 'Ingress') ingresses.push(ingressRoute(one, item, cluster, problems));
    else exposed.push(gatewayRoute(one, item, cluster, problems));
  }
  return {
    ...(exposed.length === 0 ? {} : { exposed }),
    ...(ingresses.length === 0 ? {} : { ingresses }),
  };
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
