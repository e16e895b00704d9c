import type { Control } from '../control';
import { gatewayBackendExists } from './gateway-backend-exists';
import { ingressBackendExists } from './ingress-backend-exists';
import { ingressClassAllowed } from './ingress-class-allowed';
import { ingressHostInTls } from './ingress-host-in-tls';
import { ingressHostSet } from './ingress-host-set';
import { ingressHttpsOnly } from './ingress-https-only';
import { ingressTls } from './ingress-tls';
import { noWildcardIngressHost } from './no-wildcard-ingress-host';
import { routeBackendAdmitsGateway } from './route-backend-admits-gateway';

/** The controls of the category ingress, one a file, in the order of the catalogue. */
export const ingressControls = [
  ingressTls,
  ingressHttpsOnly,
  ingressHostInTls,
  ingressHostSet,
  noWildcardIngressHost,
  ingressClassAllowed,
  ingressBackendExists,
  gatewayBackendExists,
  routeBackendAdmitsGateway,
] as const satisfies readonly Control[];
