import type { GatewayApiProfile } from './gateway-api';
import table from './gateway-controllers.json';
import { controllerOf, INGRESS_CONTROLLERS, type IngressController, type IngressProfile } from './ingress';

/** What can be limited about requests, if the controller supports it. */
export const LIMITS = ['maxBodySize', 'sourceRanges', 'sessionAffinity'] as const;

/** Something of requests that can be limited. */
export type Limit = (typeof LIMITS)[number];

/** What implementations of the Gateway API can beside what every one can, by the `controllerName` of their classes. Source: their documentation. */
const GATEWAYS: Readonly<Record<string, { readonly can: readonly string[] }>> = table;

/** Whether the Gateways of a cluster can limit something. */
export function gatewayCan({ controllerName = '' }: GatewayApiProfile, limit: Limit): boolean {
  return Object.hasOwn(GATEWAYS, controllerName) && GATEWAYS[controllerName]?.can.includes(limit) === true;
}

/** Whether the Ingresses of a cluster can. */
export function ingressCan(ingress: IngressProfile, limit: Limit): boolean {
  const known = controllerOf(ingress);
  return known !== undefined && controllerCan(known, limit);
}

function controllerCan(controller: IngressController, limit: Limit): boolean {
  return controller[limit === 'sessionAffinity' ? 'cookie' : limit] !== undefined;
}

/** Who can limit something, for messages. */
export function ableTo(limit: Limit, by: 'Gateway' | 'Ingress'): readonly string[] {
  return by === 'Gateway'
    ? Object.keys(GATEWAYS).filter((name) => GATEWAYS[name]?.can.includes(limit))
    : Object.entries(INGRESS_CONTROLLERS).flatMap(([name, one]) => (controllerCan(one, limit) ? [name] : []));
}
