/** Rights for an emergency in one namespace, beside others that nobody may take away, and the platform that ends them. */
import { BreakGlass, clusters, HardenedApp, IsolatedNamespace, restricted, TeamAccess } from 'bulwark/cdk8s';

const app = new HardenedApp({
  policy: restricted({ owner: 'team-platform', email: 'team-platform@example.com' }),
  cluster: clusters.kubeadm(),
});
new IsolatedNamespace(app, 'platform');
const delivery = new IsolatedNamespace(app, 'delivery');
new TeamAccess(delivery, 'team', { view: ['lookers'] });
new BreakGlass(delivery, 'break-glass', { maximum: '4h' });

app.synth();
