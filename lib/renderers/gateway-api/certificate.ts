import type { PlainObject } from '../../core/manifest/plain';
import type { HostRoute } from '../../model/exposed';
import { objectLabels } from '../../model/labels';
import type { Workload } from '../../model/workload';
import { TYPES } from './names';

/** The certificate that cert-manager asks an issuer for, with a new key each time. */
export function certificateObject(
  { name: instance, namespace, extraLabels }: Workload,
  { name, hosts, certificate }: HostRoute,
): PlainObject {
  return {
    ...TYPES.certificate,
    metadata: { labels: objectLabels(instance, extraLabels), name, namespace },
    spec: {
      dnsNames: [...hosts],
      issuerRef: { group: 'cert-manager.io', ...certificate?.issuer },
      privateKey: { algorithm: 'ECDSA', rotationPolicy: 'Always', size: 256 },
      secretName: certificate?.secret,
    },
  };
}
