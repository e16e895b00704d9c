import type { PlainObject } from '../../core/manifest/plain';
import type { Exposed, ExposedPath } from '../../model/exposed';
import { objectLabels } from '../../model/labels';
import type { Workload } from '../../model/workload';
import { CLEAR, GATEWAY_NAME, listenerOf, TYPES } from './names';

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
          ...(timeout === undefined || protocol === 'grpc' ? {} : { timeouts: { request: timeout } }),
        },
      ],
    },
  };
}

/** The answer to requests in the clear: the same with HTTPS. */
export function redirectObject(workload: Workload, exposed: Exposed): PlainObject {
  return {
    ...TYPES.http,
    metadata: metadataOf(workload, exposed, `${exposed.name}-redirect`),
    spec: {
      hostnames: [...exposed.hosts],
      parentRefs: [{ name: GATEWAY_NAME, sectionName: CLEAR }],
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
  const { name, namespace, listener } = shared;
  return [{ name, namespace, ...(listener === undefined ? {} : { sectionName: listener }) }];
}

function matchOf({ type, value }: ExposedPath): PlainObject {
  return { path: { type, value } };
}
