import type { PlainObject } from '../../core/manifest/plain';
import type { Exposed, ExposedCertificate } from '../../model/exposed';
import { listenerOf } from './names';

const HTTP = 80;
const HTTPS = 443;

/** The listener of a host: HTTPS, or TLS that is led on as it is. */
export function httpsListener(host: string, { protocol, certificate }: Exposed): PlainObject {
  const passed = protocol === 'tls';
  return {
    allowedRoutes: sameNamespace(),
    hostname: host,
    name: listenerOf(host),
    port: HTTPS,
    protocol: passed ? 'TLS' : 'HTTPS',
    tls: passed
      ? { mode: 'Passthrough' }
      : { certificateRefs: [referenceTo(certificate)], mode: 'Terminate' },
  };
}

/** A listener for plain HTTP requests. */
export function clearListener(name: string, host?: string): PlainObject {
  return {
    allowedRoutes: sameNamespace(),
    ...(host === undefined ? {} : { hostname: host }),
    name,
    port: HTTP,
    protocol: 'HTTP',
  };
}

function referenceTo(certificate: ExposedCertificate | undefined): PlainObject {
  const { secret, namespace } = certificate ?? {};
  return { kind: 'Secret', name: secret, ...(namespace === undefined ? {} : { namespace }) };
}

function sameNamespace(): PlainObject {
  return { namespaces: { from: 'Same' } };
}
