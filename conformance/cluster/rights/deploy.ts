/** A team with a deployer and rights for an emergency: what each may do is tried with a real API server. */
import {
  BreakGlass,
  clusters,
  config,
  create,
  Deployer,
  HardenedApp,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  read,
  restricted,
  SecureCronJob,
  SecureDeployment,
  TeamAccess,
  watch,
} from 'bulwark/cdk8s';

const IMAGE = `registry.example.com/delivery/web:v1.0.0@sha256:${'a'.repeat(64)}`;

const app = new HardenedApp({
  policy: restricted({ owner: 'team-delivery', email: 'team-delivery@example.com' }),
  cluster: clusters.kubeadm({
    apiServer: {
      service: { cidr: '10.96.0.1/32', port: 443 },
      endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }],
    },
  }),
});
// Where what removes rights at their end runs.
new IsolatedNamespace(app, 'platform');
const delivery = new IsolatedNamespace(app, 'delivery');
const settings = config('settings', { mode: 'quiet' });
new SecureDeployment(delivery, 'web', {
  image: IMAGE,
  port: 8080,
  probe: 'tcp',
  replicas: 2,
  env: { MODE: settings.key('mode') },
  grants: [read(settings)],
});
new SecureCronJob(delivery, 'report', { image: IMAGE, schedule: '0 3 * * *' });
new LeastPrivilegeServiceAccount(delivery, 'operator', {
  grants: [read({ kind: 'Secret', name: 'db' }), watch('pods'), create('leases'), watch('nodes')],
});
new TeamAccess(delivery, 'team', { view: ['lookers'], edit: ['changers'] });
new Deployer(delivery, 'deployer', { kind: 'ci' });
new BreakGlass(delivery, 'break-glass', { maximum: '4h' });

app.synth();
