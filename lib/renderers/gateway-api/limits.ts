import type { GatewayApiProfile } from '../../core/cluster/gateway-api';
import type { PlainObject } from '../../core/manifest/plain';
import type { Exposed } from '../../model/exposed';
import { objectLabels } from '../../model/labels';
import type { Workload } from '../../model/workload';
import { TYPES } from './names';
import { proxySize } from './size';

const ENVOY = { apiVersion: 'gateway.envoyproxy.io/v1alpha1' };

/** A policy of an implementation: its kind, and what it says of a route. */
export interface LimitPolicy {
  readonly apiVersion: string;
  readonly kind: string;
  /** Made afresh each time. */
  readonly spec: () => PlainObject;
}

/** What holds the requests of a route, in the terms of the implementation of the cluster. What it cannot was refused before. */
export function limitPolicies(
  { name, protocol, limits }: Exposed,
  gatewayApi: GatewayApiProfile | undefined,
): LimitPolicy[] {
  if (limits === undefined) return [];
  const [group] = TYPES[protocol].apiVersion.split('/');
  const target = (): PlainObject => ({ group, kind: TYPES[protocol].kind, name });
  const { maxBodySize, sourceRanges, sessionAffinity } = limits;
  if (gatewayApi?.controllerName?.startsWith('gateway.nginx.org/') === true)
    return maxBodySize === undefined
      ? []
      : [
          {
            apiVersion: 'gateway.nginx.org/v1alpha1',
            kind: 'ClientSettingsPolicy',
            spec: () => ({ body: { maxSize: proxySize(maxBodySize) }, targetRef: target() }),
          },
        ];
  const security: LimitPolicy = {
    ...ENVOY,
    kind: 'SecurityPolicy',
    spec: () => ({ authorization: only(sourceRanges ?? []), targetRefs: [target()] }),
  };
  const traffic: LimitPolicy = {
    ...ENVOY,
    kind: 'BackendTrafficPolicy',
    spec: () => ({
      ...(maxBodySize === undefined ? {} : { requestBuffer: { limit: maxBodySize } }),
      ...(sessionAffinity === undefined ? {} : { loadBalancer: byCookie() }),
      targetRefs: [target()],
    }),
  };
  return [
    ...(sourceRanges === undefined ? [] : [security]),
    ...(maxBodySize === undefined && sessionAffinity === undefined ? [] : [traffic]),
  ];
}

/** Envoy makes a cookie only where it is told for how long. */
function byCookie(): PlainObject {
  return {
    consistentHash: { cookie: { name: 'affinity', ttl: '1h' }, type: 'Cookie' },
    type: 'ConsistentHash',
  };
}

function only(clients: readonly string[]): PlainObject {
  return {
    defaultAction: 'Deny',
    rules: [{ action: 'Allow', name: 'clients', principal: { clientCIDRs: [...clients] } }],
  };
}

/** The policy as an object beside the route. */
export function limitObject(
  { name: instance, namespace, extraLabels }: Workload,
  { name }: Exposed,
  { apiVersion, kind, spec }: LimitPolicy,
): PlainObject {
  const metadata = { labels: objectLabels(instance, extraLabels), name, namespace };
  return { apiVersion, kind, metadata, spec: spec() };
}
