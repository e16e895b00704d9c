import type { Control } from '../control';
import { allowDnsEgressOnlyToClusterDns } from './allow-dns-egress-only-to-cluster-dns';
import { defaultDenyIngressAndEgress } from './default-deny-ingress-and-egress';
import { dnsEgressAllowed } from './dns-egress-allowed';
import { isolatedPodHasRoutes } from './isolated-pod-has-routes';
import { loadBalancerSourceRanges } from './load-balancer-source-ranges';
import { networkPolicyCoversBothDirections } from './network-policy-covers-both-directions';
import { networkPolicyForEveryPod } from './network-policy-for-every-pod';
import { networkPolicyRoutesAreWhole } from './network-policy-routes-are-whole';
import { networkPolicySelectsSomething } from './network-policy-selects-something';
import { networkPolicyUsesSelectors } from './network-policy-uses-selectors';
import { noEmptyPodSelector } from './no-empty-pod-selector';
import { noExternalIps } from './no-external-ips';
import { noLoadBalancerServices } from './no-load-balancer-services';
import { noNodePortServices } from './no-node-port-services';
import { noOpenEgress } from './no-open-egress';
import { serviceSelectsPods } from './service-selects-pods';
import { uniqueServiceSelector } from './unique-service-selector';
import { webhookBackendAdmitsApiServer } from './webhook-backend-admits-api-server';

/** The controls of the category network, one a file, in the order of the catalogue. */
export const networkControls = [
  networkPolicyForEveryPod,
  defaultDenyIngressAndEgress,
  networkPolicyCoversBothDirections,
  networkPolicyUsesSelectors,
  noEmptyPodSelector,
  networkPolicySelectsSomething,
  networkPolicyRoutesAreWhole,
  dnsEgressAllowed,
  isolatedPodHasRoutes,
  allowDnsEgressOnlyToClusterDns,
  noOpenEgress,
  noNodePortServices,
  noLoadBalancerServices,
  loadBalancerSourceRanges,
  noExternalIps,
  serviceSelectsPods,
  uniqueServiceSelector,
  webhookBackendAdmitsApiServer,
] as const satisfies readonly Control[];
