import { clusters } from '../../lib/core/cluster/presets';
import { compilePolicy } from '../../lib/core/engine/compiled-policy';
import { evaluate } from '../../lib/core/engine/evaluate';
import { hardenDraft } from '../../lib/core/engine/harden';
import { restricted } from '../../lib/core/policy/policy';
import { ModelDraft } from '../../lib/model/cluster-model';
import type { Container } from '../../lib/model/pod';
import type { Controller, Workload } from '../../lib/model/workload';
import { workloadObject } from '../../lib/renderers/kubernetes/workload';

const main: Container = {
  name: 'web',
  image: `registry.example.com/shop/web:v1@sha256:${'a1b2c3d4'.repeat(8)}`,
  ports: [],
  env: [],
  envFrom: [],
  resources: {
    requests: { cpu: '1', memory: '64Mi', 'ephemeral-storage': '1Gi' },
    limits: { cpu: '1', memory: '64Mi', 'ephemeral-storage': '1Gi' },
  },
  scratch: [{ volume: 'tmp', path: '/tmp', size: '64Mi' }],
  files: [],
  claims: [],
  probes: {},
  lifecycle: undefined,
  fields: {},
};

function workload(controller: Controller): Workload {
  const labels = { 'app.kubernetes.io/instance': 'web' };
  return {
    name: 'web',
    namespace: 'shop',
    controller,
    pod: {
      main,
      initContainers: [],
      sidecars: [],
      annotations: {},
      restartPolicy: controller.kind === 'Job' || controller.kind === 'CronJob' ? 'Never' : 'Always',
      user: 20_001,
      gracePeriod: 30,
      imagePullSecrets: [],
      fields: {},
      securityFields: {},
      spread: false,
      seLinux: true,
      ndots: true,
      appArmor: true,
    },
    selector: labels,
    labels,
    extraLabels: {},
    annotations: {},
    configs: [],
    suppressions: [],
  };
}

const JOB = {
  kind: 'Job',
  backoffLimit: 3,
  activeDeadlineSeconds: 600,
  completions: 2,
  parallelism: 2,
} as const;
const REVISED = { minReadySeconds: 5, revisionHistoryLimit: 3 };

const CONTROLLERS: readonly Controller[] = [
  { kind: 'Deployment', replicas: 2, strategy: { type: 'Recreate' }, ...REVISED },
  {
    kind: 'StatefulSet',
    replicas: 2,
    serviceName: 'web-pods',
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'OnDelete' },
    claims: [
      { name: 'data', spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } },
    ],
    retention: { whenDeleted: 'Retain', whenScaled: 'Delete' },
    ...REVISED,
  },
  { kind: 'DaemonSet', updateStrategy: { type: 'RollingUpdate' }, ...REVISED },
  JOB,
  { kind: 'CronJob', schedule: '0 3 * * *', timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid', job: JOB },
  { kind: 'Pod' },
];

/** Rules of the structure: what the API server refuses. */
const REFUSED = ['schema', 'invalid-object', 'invalid-name'];

test.each(CONTROLLERS.map((controller): [string, Controller] => [controller.kind, controller]))(
  'the API server takes the %s of a workload, and the pod in it passes restricted',
  (kind, controller) => {
    const [policy, cluster] = [restricted(), clusters.kubeadm()];
    const compiled = compilePolicy(policy, cluster);
    const placed = { workload: workload(controller), identity: { name: 'web', grants: [] }, env: new Map() };
    const manifest = workloadObject(placed, new ModelDraft(cluster, policy));
    hardenDraft(manifest, compiled, { suppressions: [] });
    const { findings } = evaluate([{ manifest }], compiled, '2026-11-21');
    expect(manifest.kind).toBe(kind);
    expect(
      findings.filter(({ control }) => REFUSED.includes(control)).map(({ path, needs }) => [path, needs]),
    ).toEqual([]);
    expect(
      findings.filter(({ control }) =>
        compiled.pod.some((armed) => armed.control.id === control && armed.control.category === 'pod'),
      ),
    ).toEqual([]);
  },
);
