/** A team with namespaces that allow some things and talk to some places: what is let in is asked from a real API server. */
import { clusters, HardenedApp, restricted, SecureDeployment, Tenant } from 'bulwark/cdk8s';

const app = new HardenedApp({
  policy: restricted({ without: ['image-pinned-to-digest'] }),
  cluster: clusters.kubeadm({ appArmor: false }),
  defaultNamespace: 'closed',
});

const team = new Tenant(app, 'team', {
  owner: 'team-a',
  contact: 'a@example.com',
  allowed: {
    registries: ['registry.example.com'],
    storageClasses: ['fast'],
    runtimeClasses: [],
    gatewayClasses: ['envoy'],
    ingressClasses: ['traefik'],
    serviceTypes: ['ClusterIP'],
    externalIps: ['192.0.2.0/24'],
  },
  zone: {
    from: { entities: ['gateway'], namespaces: ['monitoring'] },
    to: { cidrs: ['198.51.100.0/24'] },
  },
  namespaces: { web: { share: 60 }, batch: { share: 40 } },
});

new SecureDeployment(team.namespace('web'), 'shop', {
  image: 'registry.example.com/shop/web:v1.4.2',
  port: 8080,
  probe: 'tcp',
});

app.synth();
