import type { PlainObject } from '../../core/manifest/plain';
import type { Exposed, ExposedPath, SharedGateway } from '../../model/exposed';
import { objectLabels } from '../../model/labels';
import type { Workload } from '../../model/workload';
import { CLEAR, clearListenerOf, GATEWAY_NAME, listenerOf, listenerSetName, TYPES } from './names';

const MOVED = 301;

/** The route from the hosts to a port of the Service. */
export function routeObject(workload: Workload, exposed: Exposed): PlainObject {
  const { protocol, hosts, port, paths, timeout } = exposed;
  return {
    ...TYPES[protocol],
    metadata: metadataOf(workload, exposed, exposed.name),
    spec: {
      hostnames: [...hosts],
      parentRefs: parentsOf(exposed),
      rules: [
        {
          backendRefs: [{ name: workload.name, port }],
          ...(paths.length === 0 ? {} : { matches: paths.map(matchOf) }),
          ...(timeout === undefined || protocol !== 'http' ? {} : { timeouts: { request: timeout } }),
        },
      ],
    },
  };
}

/** The answer to plain HTTP requests: the same with HTTPS. */
export function redirectObject(workload: Workload, exposed: Exposed): PlainObject {
  const { shared } = exposed;
  return {
    ...TYPES.http,
    metadata: metadataOf(workload, exposed, `${exposed.name}-redirect`),
    spec: {
      hostnames: [...exposed.hosts],
      parentRefs:
        shared === undefined
          ? [{ name: GATEWAY_NAME, sectionName: CLEAR }]
          : exposed.hosts.map((host) => inSet(shared, clearListenerOf(host))),
      rules: [
        {
          filters: [{ requestRedirect: { scheme: 'https', statusCode: MOVED }, type: 'RequestRedirect' }],
        },
      ],
    },
  };
}

function metadataOf(
  { name: instance, namespace, extraLabels }: Workload,
  { annotations }: Exposed,
  name: string,
): PlainObject {
  return {
    ...(Object.keys(annotations).length === 0 ? {} : { annotations: { ...annotations } }),
    labels: objectLabels(instance, extraLabels),
    name,
    namespace,
  };
}

function parentsOf({ shared, hosts }: Exposed): PlainObject[] {
  if (shared === undefined)
    return hosts.map((host) => ({ name: GATEWAY_NAME, sectionName: listenerOf(host) }));
  if (shared.listenerSet === true) return hosts.map((host) => inSet(shared, listenerOf(host)));
  const { name, namespace, listener } = shared;
  return [{ name, namespace, ...(listener === undefined ? {} : { sectionName: listener }) }];
}

/** A listener of the ListenerSet of the namespace. */
function inSet(shared: SharedGateway, sectionName: string): PlainObject {
  const [group] = TYPES.listenerSet.apiVersion.split('/');
  const { kind } = TYPES.listenerSet;
  return { group, kind, name: listenerSetName(shared), sectionName };
}

function matchOf({ type, value }: ExposedPath): PlainObject {
  return { path: { type, value } };
}
