import { clusters } from '../../../lib/core/cluster/presets';
import { compilePolicy } from '../../../lib/core/engine/compiled-policy';
import { evaluate } from '../../../lib/core/engine/evaluate';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { restricted } from '../../../lib/core/policy/policy';

const compiled = compilePolicy(restricted(), clusters.kubeadm());

function object(apiVersion: string, kind: string, spec: PlainObject, name = 'web'): PlainObject {
  return { apiVersion, kind, metadata: { name, namespace: 'shop' }, spec };
}

const container = { name: 'app', image: 'r.example.com/a', ports: [{ name: 'http', containerPort: 8080 }] };
const template = (app: string): PlainObject => ({
  metadata: { labels: { app } },
  spec: { containers: [container] },
});
const rollout = (spec: PlainObject = {}): PlainObject =>
  object('argoproj.io/v1alpha1', 'Rollout', { template: template('web'), ...spec });
const widget = object('example.com/v1', 'Widget', { size: 1 });
const prometheus = object('monitoring.coreos.com/v1', 'Prometheus', { replicas: 2 }, 'metrics');
const budget = object('policy/v1', 'PodDisruptionBudget', {
  maxUnavailable: 1,
  selector: { matchLabels: { app: 'web' } },
});
const policy = (app: string): PlainObject =>
  object('networking.k8s.io/v1', 'NetworkPolicy', {
    podSelector: { matchLabels: { app } },
    policyTypes: ['Ingress', 'Egress'],
  });
const scaler = (apiVersion: string, kind: string): PlainObject =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', {
    scaleTargetRef: { apiVersion, kind, name: 'web' },
    minReplicas: 2,
    maxReplicas: 4,
  });

/** The verdicts of one control on a set. */
function verdicts(control: string, objects: readonly PlainObject[]): string[] {
  const { findings } = evaluate(
    objects.map((manifest) => ({ manifest })),
    compiled,
    '2026-11-21',
  );
  return findings.filter((finding) => finding.control === control).map(({ verdict }) => verdict);
}

test('a NetworkPolicy selects the pods of a Rollout, and is not said to select nobody beside a kind that hides pods', () => {
  expect(verdicts('network-policy-for-every-pod', [rollout()])).toEqual(['fail']);
  expect(verdicts('network-policy-for-every-pod', [rollout(), policy('web')])).toEqual([]);
  expect(verdicts('network-policy-selects-something', [rollout(), policy('web')])).toEqual([]);
  expect(verdicts('network-policy-selects-something', [rollout(), policy('wbe')])).toEqual(['fail']);
  expect(verdicts('network-policy-selects-something', [rollout(), policy('wbe'), widget])).toEqual([
    'unknown',
  ]);
  expect(verdicts('network-policy-selects-something', [rollout(), policy('wbe'), prometheus])).toEqual([
    'unknown',
  ]);
});

test('a Rollout with several replicas needs a budget, and a budget counts its pods', () => {
  expect(verdicts('pod-disruption-budget', [rollout({ replicas: 3 })])).toEqual(['fail']);
  expect(verdicts('pod-disruption-budget', [rollout({ replicas: 3 }), budget])).toEqual([]);
  expect(verdicts('pod-disruption-budget', [rollout({ replicas: 1 })])).toEqual([]);
  expect(verdicts('pod-disruption-budget', [prometheus])).toEqual([]);
  const all = object('policy/v1', 'PodDisruptionBudget', {
    minAvailable: 2,
    selector: { matchLabels: { app: 'web' } },
  });
  expect(verdicts('pdb-allows-disruption', [rollout({ replicas: 2 }), all])).toEqual(['fail']);
  expect(verdicts('pdb-allows-disruption', [rollout({ replicas: 3 }), all])).toEqual([]);
});

const targets: [string, string][] = [
  ['argoproj.io/v1alpha1', 'Rollout'],
  ['apps.kruise.io/v1beta1', 'StatefulSet'],
  ['apps.kruise.io/v1alpha1', 'CloneSet'],
];
test.each(targets)('an autoscaler scales %s %s, which is found by its group', (apiVersion, kind) => {
  const target = object(apiVersion, kind, { template: template('web') });
  expect(verdicts('hpa-target-exists', [target, scaler(apiVersion, kind)])).toEqual([]);
  expect(verdicts('hpa-target-exists', [target, scaler('apps/v1', kind)])).toEqual(['fail']);
});

test('a quota counts the pods of a Rollout, and of no workflow', () => {
  const requests = { requests: { cpu: '1' }, limits: { cpu: '1' } };
  const pod = { metadata: {}, spec: { containers: [{ ...container, resources: requests }] } };
  const quota = object('v1', 'ResourceQuota', { hard: { 'requests.cpu': '2' } });
  expect(verdicts('workloads-fit-quota', [quota, rollout({ replicas: 3, template: pod })])).toEqual(['fail']);
  const steps = Array.from({ length: 5 }, (_, index) => ({
    name: `s${index}`,
    container: { image: 'r.example.com/a', resources: requests },
  }));
  const workflow = object('argoproj.io/v1alpha1', 'Workflow', { templates: steps });
  expect(verdicts('workloads-fit-quota', [quota, workflow])).toEqual([]);
});

test('a port of a Service is looked for in the pods of a custom resource', () => {
  const service = (targetPort: string): PlainObject =>
    object('v1', 'Service', { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort }] });
  expect(verdicts('valid-port-names', [rollout(), service('http')])).toEqual([]);
  expect(verdicts('valid-port-names', [rollout(), service('grpc')])).toEqual(['fail']);
});
