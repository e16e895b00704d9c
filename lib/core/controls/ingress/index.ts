import type { Control } from '../control';
import { foreignReferenceGranted } from './foreign-reference-granted';
import { gatewayBackendExists } from './gateway-backend-exists';
import { gatewayHttpRedirects } from './gateway-http-redirects';
import { gatewayListenerHasCertificate } from './gateway-listener-has-certificate';
import { gatewaySelectsNamespaces } from './gateway-selects-namespaces';
import { hostInOneNamespace } from './host-in-one-namespace';
import { ingressBackendExists } from './ingress-backend-exists';
import { ingressClassAllowed } from './ingress-class-allowed';
import { ingressHostInTls } from './ingress-host-in-tls';
import { ingressHostSet } from './ingress-host-set';
import { ingressHttpsOnly } from './ingress-https-only';
import { ingressTls } from './ingress-tls';
import { noDefaultBackend } from './no-default-backend';
import { noEndOfLifeIngressController } from './no-end-of-life-ingress-controller';
import { noNginxSnippetAnnotations } from './no-nginx-snippet-annotations';
import { noSuspiciousNginxAnnotations } from './no-suspicious-nginx-annotations';
import { noWildcardIngressHost } from './no-wildcard-ingress-host';
import { noWildcardRouteHost } from './no-wildcard-route-host';
import { referenceGrantNamesSecrets } from './reference-grant-names-secrets';
import { routeAttaches } from './route-attaches';
import { routeBackendAdmitsGateway } from './route-backend-admits-gateway';
import { routeHostSet } from './route-host-set';
import { uniqueIngressHostAndPath } from './unique-ingress-host-and-path';

/** The controls of the category ingress, one a file, in the order of the catalogue. */
export const ingressControls = [
  ingressTls,
  ingressHttpsOnly,
  ingressHostInTls,
  ingressHostSet,
  noWildcardIngressHost,
  uniqueIngressHostAndPath,
  hostInOneNamespace,
  noDefaultBackend,
  ingressClassAllowed,
  ingressBackendExists,
  noNginxSnippetAnnotations,
  noSuspiciousNginxAnnotations,
  noEndOfLifeIngressController,
  gatewaySelectsNamespaces,
  gatewayHttpRedirects,
  gatewayListenerHasCertificate,
  routeHostSet,
  noWildcardRouteHost,
  routeAttaches,
  gatewayBackendExists,
  routeBackendAdmitsGateway,
  foreignReferenceGranted,
  referenceGrantNamesSecrets,
] as const satisfies readonly Control[];
