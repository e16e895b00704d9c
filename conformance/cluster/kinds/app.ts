/** One workload of each kind that ends, and agents on nodes: what runs on the cluster as its manifests say. */
import {
  clusters,
  HardenedApp,
  IsolatedNamespace,
  restricted,
  SecureCronJob,
  SecureDaemonSet,
  SecureJob,
  SecurePod,
} from 'bulwark/cdk8s';

const app = new HardenedApp({
  policy: restricted({ owner: 'team-kinds', email: 'team-kinds@example.com' }),
  cluster: clusters.kubeadm(),
});
const image = 'registry.example.com/kinds/shell:v1';
const small = { cpu: '20m', memory: '32Mi' };
const run = (script: string) => ({ image, args: ['-c', script], resources: small });

const jobs = new IsolatedNamespace(app, 'jobs');
new SecureJob(jobs, 'ends', {
  ...run('echo done > /tmp/done && cat /tmp/done'),
  sidecars: [{ name: 'beside', ...run('while true; do sleep 1; done'), scratch: ['/run'] }],
  terminationGracePeriod: 1,
});
new SecureJob(jobs, 'by-code', {
  ...run('exit 42'),
  podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] },
});
new SecureJob(jobs, 'by-count', { ...run('exit 1'), backoffLimit: 1 });
new SecureJob(jobs, 'by-deadline', {
  ...run('sleep 3600'),
  activeDeadlineSeconds: 5,
  terminationGracePeriod: 1,
});
new SecureJob(jobs, 'indexed', {
  // The second index never ends by itself: two that succeed are enough.
  ...run('[ "$JOB_COMPLETION_INDEX" != 1 ] || sleep 3600'),
  terminationGracePeriod: 1,
  completionMode: 'Indexed',
  completions: 3,
  parallelism: 3,
  backoffLimitPerIndex: 0,
  successPolicy: { rules: [{ succeededCount: 2 }] },
});
new SecureJob(jobs, 'short-lived', { ...run('exit 0'), ttlSecondsAfterFinished: 1 });
new SecureJob(jobs, 'waits', { ...run('exit 0'), suspend: true });
new SecureCronJob(jobs, 'nightly', { ...run('exit 0'), schedule: '0 3 31 12 *', timeZone: 'Europe/Berlin' });
new SecurePod(jobs, 'bare', { ...run('exit 0'), restartPolicy: 'Never' });

const agents = new IsolatedNamespace(app, 'agents', {
  nodeAgents: {
    reason: 'the suite reads /var/log of its node, and tries to write there',
    owner: 'team-kinds',
    expires: '2027-04-30',
  },
});
const TRY =
  'ls /host/var/log > /tmp/seen && if echo x > /host/var/log/written; then exit 9; fi; while true; do sleep 1; done';
new SecureDaemonSet(agents, 'every-node', {
  ...run(TRY),
  hostPaths: { '/var/log': {} },
  hostGroup: 'root',
  nodes: 'all',
  terminationGracePeriod: 1,
});
new SecureDaemonSet(agents, 'plain-nodes', {
  ...run('while true; do sleep 1; done'),
  terminationGracePeriod: 1,
});

app.synth();
