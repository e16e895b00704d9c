/** The version before that: a fixed number of pods. */
import { clusters, HardenedApp, IsolatedNamespace, restricted, SecureDeployment } from 'bulwark/cdk8s';

const app = new HardenedApp({
  policy: restricted({ owner: 'team-scaled', email: 'team-scaled@example.com' }),
  cluster: clusters.kubeadm(),
});
new SecureDeployment(new IsolatedNamespace(app, 'scaled'), 'by-cpu', {
  image: 'registry.example.com/scaled/serving:v1',
  port: 8080,
  probe: { http: '/' },
  resources: { cpu: '20m', memory: '32Mi' },
  terminationGracePeriod: 1,
  minReadySeconds: 0,
  replicas: 4,
});
app.synth();
