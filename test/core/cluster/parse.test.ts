import fc from 'fast-check';
import { parseCluster } from '../../../lib/core/cluster/parse';
import { clusters } from '../../../lib/core/cluster/presets';
import { CLUSTER_FIELDS } from '../../../lib/core/cluster/shape';

test('what a file does not say comes from its preset', () => {
  expect(parseCluster({})).toEqual({ cluster: clusters.kubeadm(), problems: [] });
  for (const [preset, make] of Object.entries(clusters))
    expect(parseCluster({ preset })).toEqual({ cluster: make(), problems: [] });
});

test('every field of a profile can be said', () => {
  const whole = {
    name: 'production',
    kubernetes: '1.35',
    cni: 'cilium',
    dns: {
      domain: 'example.local',
      peers: [{ namespace: 'openshift-dns', labels: { app: 'dns' } }, { cidr: '169.254.20.10/32' }],
      port: 5353,
    },
    apiServer: {
      service: { cidr: '172.30.0.1/32', port: 443 },
      endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }],
    },
    cidrs: { pods: ['10.128.0.0/14'], services: ['172.30.0.0/16'], nodes: ['fd00::/64'] },
    metadata: ['169.254.169.254/32'],
    appArmor: true,
    userNamespaces: true,
    seLinuxType: 'spc_t',
    priorityClass: { name: 'web', value: 7, create: true },
    logBudget: '100Mi',
    registries: ['registry.example.com/'],
    nodeCount: 12,
    networkPolicies: 'cilium',
    mesh: 'istio-ambient',
    gateway: { namespace: 'ingress', labels: { app: 'gateway' }, account: 'gateway' },
    gatewayApi: {
      class: 'envoy',
      controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
      shared: { name: 'public', namespace: 'gateways', listenerSet: true },
    },
    ingress: {
      class: 'public',
      controller: 'traefik.io/ingress-controller',
      pods: { namespace: 'traefik', labels: { app: 'traefik' }, account: 'traefik' },
    },
    cloudIdentity: { cidrs: ['10.0.20.0/28'], hosts: ['sts.eu-central-1.amazonaws.com'] },
    monitoring: {
      namespace: 'monitoring',
      labels: { app: 'prometheus' },
      account: 'prometheus',
      operator: { labels: { release: 'kps' } },
    },
    controlPlane: { by: 'Amazon EKS', closed: { audit: 'enabledClusterLogTypes' } },
    encryption: {
      resources: ['widgets.example.com'],
      write: { kms: { name: 'vault', endpoint: 'unix:///var/run/kms.sock', timeout: '3s' } },
      read: [{ secretbox: { name: 'key-1', variable: 'ETCD_KEY_1' } }],
      migrating: true,
    },
    kubelet: { podPidsLimit: 1024, serverTLSBootstrap: true, protectKernelDefaults: true },
    storage: {
      classes: [
        {
          name: 'fast',
          default: true,
          modes: ['ReadWriteOnce', 'ReadWriteOncePod'],
          csi: true,
          snapshots: 'fast',
        },
        { name: 'files', modes: ['ReadWriteMany'] },
      ],
    },
  };
  expect(parseCluster(whole)).toEqual({ cluster: whole, problems: [] });
  expect(Object.keys(whole).sort()).toEqual(Object.keys(CLUSTER_FIELDS).sort());
});

test('what no preset says is not in a profile that does not say it', () => {
  expect(Object.keys(parseCluster({ gateway: null }).cluster).sort()).toEqual(
    Object.keys(clusters.kubeadm()).sort(),
  );
});

test('a version may be a number, and null says that there is none', () => {
  const { cluster, problems } = parseCluster({ kubernetes: 1.35, seLinuxType: null, priorityClass: null });
  expect(problems).toEqual([]);
  expect(cluster).toMatchObject({ kubernetes: '1.35' });
  expect([cluster.seLinuxType, cluster.priorityClass]).toEqual([undefined, undefined]);
});

test('what a caller expects holds where the file says nothing', () => {
  const over = { priorityClass: undefined, seLinuxType: undefined };
  expect(parseCluster({}, over).cluster).toMatchObject(over);
  const said = parseCluster({ priorityClass: { name: 'web' }, seLinuxType: 'container_t' }, over).cluster;
  expect(said.priorityClass).toEqual({ name: 'web', value: 0, create: false });
  expect(said.seLinuxType).toBe('container_t');
});

test('everything that is wrong is said at once', () => {
  const { problems } = parseCluster({
    preset: 'kubeadmn',
    kuberntes: '1.36',
    kubernetes: '1.99',
    cni: 3,
    dns: {
      port: 0,
      peer: [],
      peers: [{ cidr: '169.254.20.10' }, { namespace: 'Kube' }, 7, { cidr: '10.0.0.0/8', labels: {} }],
    },
    apiServer: { service: { cidr: 'x' }, endpoints: {} },
    cidrs: { pods: ['10.0.0.0/99'], services: 'x' },
    metadata: [null],
    appArmor: 'yes',
    priorityClass: { value: 2e9 },
    logBudget: 'lots',
    registries: [''],
    nodeCount: 0.5,
    seLinuxType: '',
  });
  expect(problems).toEqual([
    'kuberntes: there is no such field; did you mean kubernetes?',
    `preset: found "kubeadmn"; needs one of ${Object.keys(clusters).join(', ')}`,
    'kubernetes: found "1.99"; needs one of 1.33, 1.34, 1.35, 1.36, 1.37',
    'cni: found 3; needs one of calico, cilium, kindnet, aws-vpc, other',
    'dns.peer: there is no such field; did you mean peers?',
    'dns.peers[0].cidr: found "169.254.20.10"; needs a block of addresses such as 169.254.20.10/32',
    'dns.peers[1].labels: found nothing; needs a namespace and labels, or a cidr',
    expect.stringMatching(/^dns\.peers\[1\]\.namespace: /),
    'dns.peers[2]: found 7; needs a map',
    'dns.peers[3].labels: there is no such field; one of cidr',
    'dns.port: found 0; needs a whole number from 1 to 65535',
    'apiServer.service.cidr: found "x"; needs a block of addresses such as 169.254.20.10/32',
    'apiServer.service.port: found nothing; needs a port',
    'apiServer.endpoints: found {}; needs a list',
    'cidrs.pods[0]: found "10.0.0.0/99"; needs a block of addresses such as 169.254.20.10/32',
    'cidrs.services: found "x"; needs a list',
    'metadata[0]: found null; needs a block of addresses such as 169.254.20.10/32',
    'appArmor: found "yes"; needs true or false',
    'seLinuxType: found ""; needs a string',
    'priorityClass.name: found nothing; needs the name of a PriorityClass',
    'priorityClass.value: found 2000000000; needs a whole number from -1000000000 to 1000000000',
    'logBudget: found "lots"; needs a quantity such as 50Mi',
    'registries[0]: found ""; needs a string',
    'nodeCount: found 0.5; needs a whole number from 1 to 100000',
  ]);
});

test('no value is an exception, and what is no problem is a profile', () => {
  const key = fc.constantFrom(...Object.keys(clusters.kubeadm()), 'preset', 'x');
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(key, fc.jsonValue())), (value) => {
      const { cluster, problems } = parseCluster(value);
      expect(Object.keys(cluster).sort()).toEqual(Object.keys(clusters.kubeadm()).sort());
      if (typeof value !== 'object' || value === null) expect(problems).toHaveLength(1);
    }),
  );
});
