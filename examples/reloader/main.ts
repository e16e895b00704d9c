import {
  clusters,
  HardenedApp,
  IsolatedNamespace,
  read,
  restricted,
  SecureDeployment,
  watch,
} from 'bulwark/cdk8s';
import { ConfigMap } from 'cdk8s-plus-27';

const app = new HardenedApp({
  policy: restricted({ owner: 'team-platform', email: 'team-platform@example.com' }),
  cluster: clusters.kubeadm({
    apiServer: {
      service: { cidr: '10.96.0.1/32', port: 443 },
      endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }], // the control plane behind the Service
    },
  }),
});
const tools = new IsolatedNamespace(app, 'tools');

const settings = new ConfigMap(tools, 'settings', {
  metadata: { name: 'settings' },
  data: { 'interval.txt': '30s' },
});

// Reads one ConfigMap by name and watches the pods of its namespace: nothing else, and nothing elsewhere.
new SecureDeployment(tools, 'reloader', {
  image:
    'registry.example.com/tools/reloader:v1.2.0@sha256:7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069',
  port: 9090,
  probe: { http: '/readyz' },
  liveness: { http: '/livez' },
  grants: [read(settings), watch('pods')],
});

app.synth();
