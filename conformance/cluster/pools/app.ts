/** A pool of nodes: who may run there is asked from a real API server. */
import { HardenedApp, IsolatedNamespace, NodePool, restricted, SecureDeployment } from 'bulwark/cdk8s';

const image = 'registry.example.com/shop/web:v1.4.2';
const digest = 'sha256:a6c1f4e2d0938475b1e2f0c9d3a48b7a6c1f4e2d093847565b1e2f0c9d3a48b7';
const app = new HardenedApp({
  policy: restricted({ owner: 'team-pools', email: 'team-pools@example.com' }),
  images: { images: { [image]: { digest, date: '2026-11-20' } } },
});
const pool = new NodePool(app, 'sensitive', {
  exemptNamespaces: ['agents'],
  runtimeClass: { handler: 'runsc', cpu: '250m', memory: '160Mi' },
  priorityClass: { value: 200_000 },
});
const web = { image, port: 8080, probe: { http: '/healthz' } };

new SecureDeployment(new IsolatedNamespace(app, 'vault', { dedicatedTo: pool }), 'keys', web);
const mixed = new IsolatedNamespace(app, 'mixed');
new SecureDeployment(mixed, 'keys', { ...web, dedicatedTo: pool });
new SecureDeployment(mixed, 'web', web);
new SecureDeployment(new IsolatedNamespace(app, 'shop'), 'web', web);
new IsolatedNamespace(app, 'agents');

app.synth();
