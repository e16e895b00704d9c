/** What every program begins with: the packages, as users import them, and two workloads to hand over. */
export const HEAD = `import * as iam from '@pulumi/aws/iam';
import * as eks from '@pulumi/aws/eks';
import * as container from '@pulumi/gcp/container';
import * as serviceaccount from '@pulumi/gcp/serviceaccount';
import * as projects from '@pulumi/gcp/projects';
import * as containerservice from '@pulumi/azure-native/containerservice';
import * as managedidentity from '@pulumi/azure-native/managedidentity';
import { aksCredential, clusters, gkeMember, HardenedApp, irsaTrust, IsolatedNamespace, LeastPrivilegeServiceAccount, podIdentityTrust, SecureDeployment } from 'bulwark/cdk8s';
import { aksEncryption, eksEncryption, gkeEncryption } from 'bulwark';
`;

/** What the arguments are made from. */
export const SETUP = `const app = new HardenedApp({
  cluster: clusters.kind({ cloudIdentity: { cidrs: ['10.0.20.0/28'], hosts: ['sts.eu-central-1.amazonaws.com'] } }),
});
const shop = new IsolatedNamespace(app, 'shop');
const web = new SecureDeployment(shop, 'web', { image: 'registry.example.com/shop/web:v1', port: 8080, probe: 'tcp' });
const account = new LeastPrivilegeServiceAccount(shop, 'archive');
const clusterArn = 'arn:aws:eks:eu-central-1:123456789012:cluster/prod';
const issuer = 'https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE';
const providerArn = 'arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE';
const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const keyName = 'projects/shop-prod/locations/europe-west3/keyRings/gke/cryptoKeys/secrets';
const keyId = 'https://shop.vault.azure.net/keys/secrets/0123456789abcdef0123456789abcdef';
const vault = '/subscriptions/a/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/shop';
`;

/** Arguments of ours, and the resource that takes them. */
export interface Handed {
  readonly resource: string;
  /** The arguments that are the user's own, as written. */
  readonly own: string;
  /** An expression that answers ours. */
  readonly ours: string;
}

const CLUSTER = `roleArn: 'arn:aws:iam::123456789012:role/eks', vpcConfig: { subnetIds: ['subnet-1'] }`;
const CREDENTIAL = `resourceGroupName: 'shop', resourceName: 'reports', federatedIdentityCredentialResourceName: 'web'`;

export const HANDED: readonly Handed[] = [
  {
    resource: 'iam.Role',
    own: '',
    ours: `{ assumeRolePolicy: podIdentityTrust(web, { clusterArn }).assumeRolePolicy }`,
  },
  { resource: 'iam.Role', own: '', ours: 'irsaTrust(account, { issuer, providerArn })' },
  {
    resource: 'eks.PodIdentityAssociation',
    own: `roleArn: 'arn:aws:iam::123456789012:role/reports'`,
    ours: 'podIdentityTrust(web, { clusterArn }).association',
  },
  { resource: 'eks.Cluster', own: CLUSTER, ours: 'eksEncryption({ keyArn })' },
  {
    resource: 'serviceaccount.IAMMember',
    own: `serviceAccountId: 'projects/shop-prod/serviceAccounts/a@shop-prod.iam.gserviceaccount.com', role: 'roles/iam.workloadIdentityUser'`,
    ours: `{ member: gkeMember(web, { project: 'shop-prod' }).member }`,
  },
  {
    resource: 'projects.IAMMember',
    own: `project: 'shop-prod', role: 'roles/storage.objectViewer'`,
    ours: `{ member: gkeMember(account, { project: 'shop-prod', projectNumber: '123456789012' }).principal ?? '' }`,
  },
  { resource: 'container.Cluster', own: '', ours: 'gkeEncryption({ keyName })' },
  {
    resource: 'managedidentity.FederatedIdentityCredential',
    own: CREDENTIAL,
    ours: 'aksCredential(web, { issuer })',
  },
  {
    resource: 'containerservice.ManagedCluster',
    own: `resourceGroupName: 'shop'`,
    ours: 'aksEncryption({ keyId })',
  },
  {
    resource: 'containerservice.ManagedCluster',
    own: `resourceGroupName: 'shop'`,
    ours: 'aksEncryption({ keyId, vault })',
  },
];

/** What stands on the page for Pulumi: Outputs of the cloud's resources, handed to ours and asked inside. */
export const OUTPUTS = `import * as gcp from '@pulumi/gcp/serviceaccount';
import * as eks from '@pulumi/aws/eks';
import * as iam from '@pulumi/aws/iam';
import * as managedidentity from '@pulumi/azure-native/managedidentity';
import { aksCredential, clusters, gkeMember, HardenedApp, irsaTrust, IsolatedNamespace, LeastPrivilegeServiceAccount, podIdentityTrust, SecureDeployment } from 'bulwark/pulumi';

const app = new HardenedApp('app', { cluster: clusters.kind({ cloudIdentity: { cidrs: ['10.0.20.0/28'] } }) });
const shop = new IsolatedNamespace('shop', {}, { parent: app });
const cluster = new eks.Cluster('prod', { roleArn: 'arn', vpcConfig: { subnetIds: ['subnet-1'] } });
const web = new SecureDeployment('web', { image: 'web:v1', cloudIdentity: { eksPodIdentity: true } }, { parent: shop });
const trust = cluster.arn.apply((clusterArn) => podIdentityTrust(web, { clusterArn }));
const role = new iam.Role('web', { assumeRolePolicy: trust.assumeRolePolicy });
new iam.Role('text', { assumeRolePolicy: trust.assumeRolePolicy.apply((policy) => JSON.stringify(policy)) });
new eks.PodIdentityAssociation('web', {
  clusterName: cluster.name,
  namespace: trust.association.namespace,
  serviceAccount: trust.association.serviceAccount,
  roleArn: role.arn,
});
new LeastPrivilegeServiceAccount('irsa', { cloudIdentity: { irsa: { role: role.arn } } }, { parent: shop });
const google = new gcp.Account('web', { accountId: 'web' });
const gke = new LeastPrivilegeServiceAccount('gke', { cloudIdentity: { gke: { serviceAccount: google.email } } }, { parent: shop });
new gcp.IAMMember('web', {
  serviceAccountId: google.name,
  role: 'roles/iam.workloadIdentityUser',
  member: google.project.apply((project) => gkeMember(gke, { project }).member),
});
const azure = new managedidentity.UserAssignedIdentity('web', { resourceGroupName: 'shop' });
const aks = new LeastPrivilegeServiceAccount(
  'aks',
  { cloudIdentity: { aks: { clientId: azure.clientId, tenantId: azure.tenantId } } },
  { parent: shop },
);
new managedidentity.FederatedIdentityCredential('web', {
  resourceGroupName: 'shop',
  resourceName: azure.name,
  ...aksCredential(aks, { issuer: 'https://eu.oic.prod-aks.azure.com/a/b/' }),
});
export const policy = cluster.identities.apply(([identity]) =>
  irsaTrust(gke, { issuer: identity?.oidcs?.[0]?.issuer ?? '', providerArn: 'arn' }).assumeRolePolicy,
);
`;
