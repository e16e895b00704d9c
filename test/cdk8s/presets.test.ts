import { clusters, SecureDeployment, SecureStatefulSet, watch } from 'bulwark/cdk8s';
import type { ClusterProfile } from '../../lib/core/cluster/profile';
import { at, errorOf, found, objectsOf, one, shopApp, WEB } from './support';

const DB = {
  image: WEB.image,
  port: 5432,
  probe: 'tcp',
  user: 20001,
  replicas: 1,
  resources: { cpu: '100m', memory: '256Mi' },
} as const;
const SERVICE = { cidr: '10.100.0.1/32', port: 443 };
const ENDPOINTS = [{ cidr: '192.0.2.10/32', port: 6443 }];

/** What a preset does not know of the API server is given. */
const known = ({ apiServer }: ClusterProfile): ClusterProfile['apiServer'] => ({
  service: apiServer.service ?? SERVICE,
  endpoints: apiServer.endpoints.length > 0 ? apiServer.endpoints : ENDPOINTS,
});

describe.each(Object.entries(clusters))('clusters.%s', (name, make) => {
  test('constructs and controls take it: names resolve, the API server answers, volumes are there', () => {
    const apiServer = known(make());
    const { app, shop } = shopApp({ cluster: make({ apiServer }) });
    new SecureDeployment(shop, 'web', { ...WEB, grants: [watch('pods')] });
    new SecureStatefulSet(shop, 'db', { ...DB, volumes: { '/data': { size: '1Gi' } } });
    expect(found(app)).toEqual([]);

    const objects = objectsOf(app);
    const cilium = make().networkPolicies === 'cilium';
    const kind = cilium ? 'CiliumNetworkPolicy' : 'NetworkPolicy';
    const egress = JSON.stringify(at(one(objects, kind, 'web'), 'spec.egress')).replaceAll(
      'k8s:k8s-app',
      'k8s-app',
    );
    const { dns, seLinuxType } = make();
    if (cilium) expect(egress).toContain('"kube-apiserver"');
    else {
      for (const { cidr } of [apiServer.service ?? SERVICE, ...apiServer.endpoints])
        expect(egress).toContain(cidr);
      expect(egress).toContain(`"port":${dns.port}`);
    }
    for (const peer of dns.peers)
      expect(egress).toContain('cidr' in peer ? peer.cidr : JSON.stringify(peer.labels).slice(1, -1));
    expect(JSON.stringify(objects).includes('container_t')).toBe(seLinuxType === 'container_t');
  });

  test('a grant asks for what it does not know of the API server, and for nothing else', () => {
    const { apiServer, networkPolicies } = make();
    const { shop } = shopApp({ cluster: make() });
    const missing = [
      ...(apiServer.service === undefined && networkPolicies !== 'cilium'
        ? ['cluster.apiServer.service']
        : []),
      ...(apiServer.endpoints.length === 0 ? ['cluster.apiServer.endpoints'] : []),
    ];
    const grant = (): unknown => new SecureDeployment(shop, 'web', { ...WEB, grants: [watch('pods')] });
    if (missing.length === 0) expect(grant).not.toThrow();
    else {
      const { message } = errorOf(grant);
      for (const field of missing) expect(message).toContain(`${field}: found`);
      expect(message.match(/found/g)).toHaveLength(missing.length);
      expect(message).toContain(`clusters.${name}({ apiServer: { service: { cidr: '`);
    }
  });
});
