import type { PlainObject } from '../../core/manifest/plain';
import type { Exposed } from '../../model/exposed';
import { objectLabels } from '../../model/labels';
import { portsOf } from '../../model/pod';
import type { Workload } from '../../model/workload';
import { TYPES } from './names';

/** How Gateways speak TLS to a port of a workload, and whose certificate they take. */
export function backendTlsObject(workload: Workload, { name, port, backendTls }: Exposed): PlainObject {
  const section = portsOf(workload.pod).find(({ service }) => service === port)?.name;
  const { hostname, configMap } = backendTls ?? {};
  return {
    ...TYPES.backendTls,
    metadata: metadataOf(workload, name, workload.namespace),
    spec: {
      targetRefs: [{ group: '', kind: 'Service', name: workload.name, sectionName: section }],
      validation: {
        hostname,
        ...(configMap === undefined
          ? { wellKnownCACertificates: 'System' }
          : { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: configMap }] }),
      },
    },
  };
}

/** Lets the listeners of one namespace read one Secret of another. */
export function grantObject(workload: Workload, { certificate, shared }: Exposed, name: string): PlainObject {
  const { secret, namespace } = certificate ?? {};
  const kind = shared === undefined ? TYPES.gateway.kind : TYPES.listenerSet.kind;
  return {
    ...TYPES.grant,
    metadata: metadataOf(workload, name, namespace),
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind, namespace: workload.namespace }],
      to: [{ group: '', kind: 'Secret', name: secret }],
    },
  };
}

function metadataOf(
  { name: instance, extraLabels }: Workload,
  name: string,
  namespace: string | undefined,
): PlainObject {
  return { labels: objectLabels(instance, extraLabels), name, namespace };
}
