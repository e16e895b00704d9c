import {
  aksCredential,
  type CloudIdentityProps,
  clusters,
  gkeMember,
  irsaTrust,
  LeastPrivilegeServiceAccount,
  podIdentityTrust,
  SecureDeployment,
  watch,
} from 'bulwark/cdk8s';
import { restricted } from '../../lib/core/policy/policy';
import { readModel } from '../../lib/readers';
import { at, errorOf, found, objectsOf, one, problemsOf, shopApp, WEB } from './support';

const STS = { cidrs: ['10.0.20.0/28'], hosts: ['sts.eu-central-1.amazonaws.com'] };
const CLUSTER = clusters.kind({ cloudIdentity: STS });
const ROLE = 'arn:aws:iam::123456789012:role/web';
const GOOGLE = 'shop-web@shop-prod.iam.gserviceaccount.com';
const CLIENT = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

interface Made {
  readonly annotations: unknown;
  readonly label: unknown;
  /** What the policy of the workload opens, but DNS. */
  readonly egress: readonly unknown[];
}

function made(cloudIdentity: CloudIdentityProps, cluster = CLUSTER): Made {
  const { app, shop } = shopApp({ cluster });
  new SecureDeployment(shop, 'web', { ...WEB, cloudIdentity });
  expect(found(app)).toEqual([]);
  const objects = objectsOf(app);
  const kind = cluster.networkPolicies === 'cilium' ? 'CiliumNetworkPolicy' : 'NetworkPolicy';
  const egress = at(one(objects, kind, 'web'), 'spec.egress');
  const { model, unread } = readModel(objects, { cluster, policy: restricted() });
  expect(unread.filter(({ object }) => ['ServiceAccount', 'Deployment'].includes(object.kind))).toEqual([]);
  if (!('eksPodIdentity' in cloudIdentity) && JSON.stringify(cloudIdentity).length > 20)
    expect(model.identities.find(({ name }) => name === 'web')?.cloud).toBeDefined();
  return {
    annotations: at(one(objects, 'ServiceAccount', 'web'), 'metadata.annotations'),
    label: at(
      one(objects, 'Deployment', 'web'),
      'spec.template.metadata.labels."azure.workload.identity/use"',
    ),
    egress: Array.isArray(egress)
      ? egress.filter((rule) => !/53/.test(JSON.stringify(at(rule, 'ports') ?? at(rule, 'toPorts'))))
      : [],
  };
}

const rule = (cidr: string, ...ports: readonly number[]): object => ({
  ports: ports.map((port) => ({ port, protocol: 'TCP' })),
  to: [{ ipBlock: { cidr } }],
});

describe('a cloud identity brings what the webhook of the cloud looks for, and the route to its credentials', () => {
  test.each<[string, CloudIdentityProps, Made]>([
    [
      'EKS Pod Identity',
      { eksPodIdentity: true },
      {
        annotations: undefined,
        label: undefined,
        egress: [rule('169.254.170.23/32', 80), rule('fd00:ec2::23/128', 80)],
      },
    ],
    [
      'IRSA',
      { irsa: { role: ROLE } },
      {
        annotations: { 'eks.amazonaws.com/role-arn': ROLE },
        label: undefined,
        egress: [rule('10.0.20.0/28', 443)],
      },
    ],
    [
      'GKE',
      { gke: { serviceAccount: GOOGLE } },
      {
        annotations: { 'iam.gke.io/gcp-service-account': GOOGLE },
        label: undefined,
        egress: [rule('169.254.169.252/32', 988), rule('169.254.169.254/32', 80, 988)],
      },
    ],
    [
      'AKS',
      { aks: { clientId: CLIENT, tenantId: CLIENT } },
      {
        annotations: {
          'azure.workload.identity/client-id': CLIENT,
          'azure.workload.identity/tenant-id': CLIENT,
        },
        label: 'true',
        egress: [rule('10.0.20.0/28', 443)],
      },
    ],
  ])('%s', (_, cloudIdentity, expected) => {
    expect(made(cloudIdentity)).toEqual(expected);
  });

  test('Cilium is told names, and the node behind the address of the agent', () => {
    const cluster = clusters.kind({ networkPolicies: 'cilium', cni: 'cilium', cloudIdentity: STS });
    const sts = JSON.stringify(made({ irsa: { role: ROLE } }, cluster).egress);
    expect(sts).toContain('"matchName":"sts.eu-central-1.amazonaws.com"');
    expect(sts).not.toContain('10.0.20.0/28');
    const agent = made({ eksPodIdentity: true }, cluster).egress;
    expect(JSON.stringify(agent)).toContain('"toEntities":["host"]');
    expect(JSON.stringify(agent)).toContain('169.254.170.23/32');
    const metadata = JSON.stringify(made({ gke: {} }, cluster).egress);
    expect(metadata).toContain('172.18.0.0/16');
    expect(metadata).not.toContain('toEntities');
  });

  test('an account of its own has one, and the workload that takes it has the route', () => {
    const { app, shop } = shopApp({ cluster: CLUSTER });
    const account = new LeastPrivilegeServiceAccount(shop, 'cloud', {
      cloudIdentity: { aks: { clientId: CLIENT } },
      grants: [watch('pods')],
    });
    new SecureDeployment(shop, 'web', { ...WEB, account });
    new SecureDeployment(shop, 'other', WEB);
    const objects = objectsOf(app);
    expect(JSON.stringify(one(objects, 'NetworkPolicy', 'web'))).toContain('10.0.20.0/28');
    expect(JSON.stringify(one(objects, 'NetworkPolicy', 'other'))).not.toContain('10.0.20.0/28');
    expect(JSON.stringify(one(objects, 'Deployment', 'web'))).toContain('azure.workload.identity/use');
    expect(JSON.stringify(at(one(objects, 'Deployment', 'web'), 'spec.selector'))).not.toContain('azure');
    expect(found(app)).toEqual([]);
  });
});

test.each<[string, unknown, string]>([
  ['nothing', {}, 'cloudIdentity'],
  ['two of them', { eksPodIdentity: true, gke: {} }, 'cloudIdentity'],
  ['false', { eksPodIdentity: false }, 'cloudIdentity.eksPodIdentity'],
  ['a role that is none', { irsa: { role: 'web' } }, 'cloudIdentity.irsa.role'],
  ['a user', { irsa: { role: 'arn:aws:iam::123456789012:user/web' } }, 'cloudIdentity.irsa.role'],
  ['no role', { irsa: {} }, 'cloudIdentity.irsa.role'],
  [
    'an address of somebody',
    { gke: { serviceAccount: 'web@example.com' } },
    'cloudIdentity.gke.serviceAccount',
  ],
  ['a name for an id', { aks: { clientId: 'web' } }, 'cloudIdentity.aks.clientId'],
  ['a misspelt field', { aks: { clientId: CLIENT, tenant: CLIENT } }, 'cloudIdentity.aks.tenant'],
])('%s is refused', (_, cloudIdentity, field) => {
  const { shop } = shopApp({ cluster: CLUSTER });
  const make = (): object => Reflect.construct(SecureDeployment, [shop, 'web', { ...WEB, cloudIdentity }]);
  expect(problemsOf(make).map((problem) => problem.field)).toEqual([field]);
});

test.each([{ irsa: { role: ROLE } }, { aks: { clientId: CLIENT } }])(
  'without the way to its credentials it is an error that asks for it: %j',
  (cloudIdentity) => {
    const { shop } = shopApp({ cluster: clusters.kind() });
    const make = (): object => new SecureDeployment(shop, 'web', { ...WEB, cloudIdentity });
    expect(problemsOf(make)).toMatchObject([{ field: 'cluster.cloudIdentity', found: 'nothing' }]);
    const account = new LeastPrivilegeServiceAccount(shop, 'cloud', { cloudIdentity });
    expect(problemsOf(() => new SecureDeployment(shop, 'b', { ...WEB, account }))).toMatchObject([
      { field: 'cluster.cloudIdentity' },
    ]);
    const both = (): object => new SecureDeployment(shop, 'c', { ...WEB, account, cloudIdentity });
    expect(problemsOf(both).map(({ field }) => field)).toContain('cloudIdentity');
    expect(() => clusters.kind({ cloudIdentity: { cidrs: ['0.0.0.0/0'] } })).toThrow(/and not all of them/);
  },
);

describe('the other half, which the cloud keeps, trusts one account of one namespace', () => {
  const { shop } = shopApp({ cluster: CLUSTER });
  const web = new SecureDeployment(shop, 'web', WEB);
  const reader = new LeastPrivilegeServiceAccount(shop, 'reader');
  const clusterArn = 'arn:aws:eks:eu-central-1:123456789012:cluster/prod';
  const issuer = 'https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE';
  const providerArn = `arn:aws:iam::123456789012:oidc-provider/${issuer.slice(8)}`;

  test('EKS Pod Identity', () => {
    expect(podIdentityTrust(web, { clusterArn })).toEqual({
      assumeRolePolicy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'pods.eks.amazonaws.com' },
            Action: ['sts:AssumeRole', 'sts:TagSession'],
            Condition: {
              StringEquals: {
                'aws:RequestTag/eks-cluster-arn': clusterArn,
                'aws:RequestTag/kubernetes-namespace': 'shop',
                'aws:RequestTag/kubernetes-service-account': 'web',
              },
            },
          },
        ],
      },
      association: { clusterName: 'prod', namespace: 'shop', serviceAccount: 'web' },
    });
  });

  test('IRSA', () => {
    expect(irsaTrust(reader, { issuer, providerArn }).assumeRolePolicy.Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { Federated: providerArn },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: {
          StringEquals: {
            'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:aud': 'sts.amazonaws.com',
            'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE:sub': 'system:serviceaccount:shop:reader',
          },
        },
      },
    ]);
  });

  test('GKE and AKS', () => {
    const pool = 'projects/1234/locations/global/workloadIdentityPools/shop-prod.svc.id.goog';
    expect(gkeMember(web, { project: 'shop-prod', projectNumber: '1234' })).toEqual({
      member: 'serviceAccount:shop-prod.svc.id.goog[shop/web]',
      principal: `principal://iam.googleapis.com/${pool}/subject/ns/shop/sa/web`,
    });
    expect(gkeMember(web, { project: 'shop-prod' }).principal).toBeUndefined();
    expect(aksCredential(web, { issuer: 'https://eu.oic.prod-aks.azure.com/a/b/' })).toEqual({
      issuer: 'https://eu.oic.prod-aks.azure.com/a/b/',
      subject: 'system:serviceaccount:shop:web',
      audiences: ['api://AzureADTokenExchange'],
    });
  });

  test.each<[string, () => unknown, RegExp]>([
    ['a wildcard', () => podIdentityTrust(web, { clusterArn: '*' }), /clusterArn: found "\*"/],
    ['an issuer without https', () => aksCredential(web, { issuer: 'oidc.example.com' }), /with https/],
    ['both at once', () => irsaTrust(web, { issuer: '*', providerArn: '*' }), /issuer[\s\S]*providerArn/],
    ['nobody', () => gkeMember({}, { project: 'shop-prod' }), /a workload or a LeastPrivilegeServiceAccount/],
    [
      'a number',
      () => gkeMember(web, { project: 'shop-prod', projectNumber: 'a' }),
      /the number of a project/,
    ],
  ])('%s is refused', (_, run, message) => {
    expect(errorOf(run).message).toMatch(message);
  });
});
