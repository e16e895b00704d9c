import type { ClusterProfile } from '../../core/cluster/profile';
import type { PortSpec } from '../../core/network/route';
import type { CloudIdentity } from '../../model/identity';
import type { Party } from '../../model/intent';
import type { Text } from '../../model/text';
import type { Problems } from '../problems';
import type { CloudIdentityProps } from './props';

const WAYS = ['eksPodIdentity', 'irsa', 'gke', 'aks'] as const;

const ROLE = /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/;
const GOOGLE_ACCOUNT = /^[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z0-9][a-z0-9.:-]*\.iam\.gserviceaccount\.com$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads who an identity is to a cloud. */
export function parseCloudIdentity(
  props: CloudIdentityProps<unknown> | undefined,
  problems: Problems,
): CloudIdentity | undefined {
  if (props === undefined) return undefined;
  const said = WAYS.filter((way) => Object.hasOwn(props, way));
  if (said.length !== 1) {
    problems.add(
      'cloudIdentity',
      said,
      `one of ${WAYS.join(', ')}`,
      'cloudIdentity: { eksPodIdentity: true }',
    );
    return undefined;
  }
  const read = (field: string, value: unknown, form: RegExp, needs: string, sample: string): Text =>
    problems.leaf(value, (known, later) => {
      if (typeof known !== 'string' || !form.test(known))
        later.add(`cloudIdentity.${field}`, known, needs, `${field.split('.')[1]}: '${sample}'`);
      return known;
    });
  if ('irsa' in props) {
    const sample = 'arn:aws:iam::123456789012:role/web';
    return { by: 'irsa', role: read('irsa.role', props.irsa.role, ROLE, 'the ARN of a role', sample) };
  }
  if ('gke' in props) {
    const { serviceAccount } = props.gke;
    const sample = 'shop-web@shop-prod.iam.gserviceaccount.com';
    if (serviceAccount === undefined) return { by: 'gke' };
    const needs = 'the address of a service account of Google';
    return {
      by: 'gke',
      serviceAccount: read('gke.serviceAccount', serviceAccount, GOOGLE_ACCOUNT, needs, sample),
    };
  }
  if ('aks' in props) {
    const { clientId, tenantId } = props.aks;
    const id = (field: string, value: unknown): Text =>
      read(
        `aks.${field}`,
        value,
        UUID,
        'the id that Entra has for it',
        '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      );
    return {
      by: 'aks',
      clientId: id('clientId', clientId),
      ...(tenantId === undefined ? {} : { tenantId: id('tenantId', tenantId) }),
    };
  }
  return { by: 'eks-pod-identity' };
}

/** Where credentials come from. */
export interface CloudRoute {
  readonly to: Party;
  readonly ports: readonly PortSpec[];
}

/** The agent of EKS Pod Identity, on every node. Source: EKS user guide, EKS Pod Identity. */
const EKS_AGENT = ['169.254.170.23/32', 'fd00:ec2::23/128'];
/** The metadata server of GKE, as pods see it, and behind the node's redirection. Source: GKE documentation, Workload Identity. */
const GKE_METADATA = '169.254.169.254/32';
const GKE_REDIRECTED = '169.254.169.252/32';
const GKE_PORT = 988;

/** The routes to where an identity gets its credentials; none where the cluster profile does not know where that is. */
export function cloudRoutes(cloud: CloudIdentity | undefined, cluster: ClusterProfile): CloudRoute[] {
  switch (cloud?.by) {
    case 'eks-pod-identity':
      return EKS_AGENT.map((cidr) => route({ party: 'cidr', cidr }, 80));
    case 'gke':
      return [
        route({ party: 'cidr', cidr: GKE_METADATA }, 80, GKE_PORT),
        route({ party: 'cidr', cidr: GKE_REDIRECTED }, GKE_PORT),
        // Cilium judges behind the redirection, which leads to the node.
        ...(cluster.cni === 'cilium'
          ? cluster.cidrs.nodes.map((cidr) => route({ party: 'cidr', cidr }, GKE_PORT))
          : []),
      ];
    case 'irsa':
    case 'aks':
      return endpointsOf(cluster).map((to) => route(to, 443));
    case undefined:
      return [];
  }
}

/** Names where the policies of the cluster know names, else addresses. */
function endpointsOf({ cloudIdentity, networkPolicies }: ClusterProfile): Party[] {
  const { cidrs = [], hosts = [] } = cloudIdentity ?? {};
  const named = hosts.map((host): Party => ({ party: 'host', host }));
  const addressed = cidrs.map((cidr): Party => ({ party: 'cidr', cidr }));
  return (networkPolicies === 'cilium' || cidrs.length === 0) && hosts.length > 0 ? named : addressed;
}

function route(to: Party, ...ports: readonly number[]): CloudRoute {
  return { to, ports: ports.map((port) => ({ port, protocol: 'TCP' })) };
}

/** A cloud identity needs the way to its credentials: it is never widened to all addresses. */
export function checkCloudEndpoints(
  cloud: CloudIdentity | undefined,
  cluster: ClusterProfile,
  problems: Problems,
): void {
  if (cloud === undefined || cloudRoutes(cloud, cluster).length > 0) return;
  const [what, sample] =
    cloud.by === 'aks'
      ? ['Entra', 'login.microsoftonline.com']
      : ['STS in its region', 'sts.eu-central-1.amazonaws.com'];
  const needs = `the addresses of ${what}, such as those of a private endpoint, or its name where the policies of the cluster know names`;
  problems.add(
    'cluster.cloudIdentity',
    cluster.cloudIdentity,
    needs,
    `clusters.${cluster.name}({ cloudIdentity: { cidrs: ['10.0.20.0/28'], hosts: ['${sample}'] } })`,
  );
}

/** What the webhook of a cloud looks for at pods. Source: Azure Workload Identity. */
export function podLabelsOf(cloud: CloudIdentity | undefined): Readonly<Record<string, string>> {
  return cloud?.by === 'aks' ? { 'azure.workload.identity/use': 'true' } : {};
}
