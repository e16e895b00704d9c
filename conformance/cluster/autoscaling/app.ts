/** Workloads whose number of pods follows what they use. */
import {
  clusters,
  HardenedApp,
  IsolatedNamespace,
  restricted,
  type ScaleProps,
  SecureDeployment,
  SecureStatefulSet,
} from 'bulwark/cdk8s';

const app = new HardenedApp({
  policy: restricted({ owner: 'team-scaled', email: 'team-scaled@example.com' }),
  cluster: clusters.kubeadm(),
});
const scaled = new IsolatedNamespace(app, 'scaled');

const serving = {
  image: 'registry.example.com/scaled/serving:v1',
  port: 8080,
  probe: { http: '/' },
  resources: { cpu: '20m', memory: '32Mi' },
  terminationGracePeriod: 1,
  minReadySeconds: 0,
};

/** Looks at the load as it is: five minutes would be too long for a try. */
const behavior: ScaleProps['behavior'] = { scaleDown: { stabilizationWindowSeconds: 2 } };

new SecureDeployment(scaled, 'by-cpu', { ...serving, scale: { min: 2, max: 5, cpu: 50, behavior } });
new SecureStatefulSet(scaled, 'by-memory', {
  ...serving,
  user: 20001,
  podManagement: 'Parallel',
  scale: { min: 1, max: 3, memory: { average: '10Mi' }, behavior },
});

app.synth();
