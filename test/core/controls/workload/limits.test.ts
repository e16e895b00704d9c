import { budget, deployment } from '../../../../lib/core/controls/workload/shared/samples';
import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { applied, verdicts, workload } from './verdicts';

const probes = (livenessProbe: PlainObject, readinessProbe: PlainObject): PlainObject =>
  workload('Pod', { containers: [{ name: 'app', livenessProbe, readinessProbe }] });

test.each<[string, PlainObject, number]>([
  [
    'probes-not-identical',
    probes({ grpc: { port: 1, service: 'a' } }, { grpc: { port: 2, service: 'a' } }),
    0,
  ],
  ['probes-not-identical', probes({ httpGet: { port: 'http' } }, { httpGet: { port: 1 } }), 0],
  ['pdb-allows-disruption', budget('web', { minAvailable: '51%' }), 1],
  ['pdb-allows-disruption', budget('web', { minAvailable: '50%' }), 0],
  ['pdb-allows-disruption', budget('web', { maxUnavailable: '50%' }), 0],
  ['pdb-allows-disruption', budget('web', { maxUnavailable: '49%' }), 1],
  ['pod-disruption-budget', workload('DaemonSet', {}, { replicas: 2 }), 0],
  ['valid-port-names', target(1), 0],
  ['valid-port-names', target(65535), 0],
  ['valid-port-names', target(65536), 1],
  ['valid-port-names', target(0), 1],
  ['valid-port-names', target('a'.repeat(15)), 0],
  ['valid-port-names', target('a'.repeat(16)), 1],
  ['valid-port-names', target('a--b'), 1],
  ['valid-port-names', target('80'), 1],
])('%s %#', (id, object, count) => {
  expect(verdicts(id, [object])).toHaveLength(count);
});

test('ephemeral-storage-requests-and-limits: only containers that run as long as the pod make room', () => {
  const resources = { limits: { 'ephemeral-storage': '100Mi' }, requests: { 'ephemeral-storage': '100Mi' } };
  const volumes = [{ name: 'tmp', emptyDir: { sizeLimit: '51Mi' } }];
  const found = (restartPolicy: string | undefined): string[] =>
    verdicts('ephemeral-storage-requests-and-limits', [
      workload('Pod', {
        volumes,
        containers: [{ name: 'app', resources }],
        initContainers: [{ name: 'init', restartPolicy, resources }],
      }),
    ]);
  expect(found(undefined)).toEqual(['fail spec.containers']);
  expect(found('Always')).toEqual([]);
});

test.each([
  ['a'.repeat(63), true],
  ['a'.repeat(64), false],
  ['', false],
])('labels are written from a name only where it is a label value: %s', (name, written) => {
  const object = { ...deployment('web'), metadata: { name } };
  for (const id of ['common-labels', 'instance-label-matches-name']) {
    const [found] = applied(id, [object], false);
    const labels: unknown = Object(found?.metadata).labels;
    expect(labels === undefined).toBe(!written);
    if (written) expect(labels).toMatchObject({ 'app.kubernetes.io/instance': name });
  }
});

test.each(['pod-anti-affinity', 'topology-spread'])(
  '%s: writes nothing without a selector, and over nothing',
  (id) => {
    const constraints = workload('Deployment', {
      topologySpreadConstraints: [],
      affinity: { podAntiAffinity: {} },
    });
    const objects = [
      constraints,
      deployment('web', { selector: {} }),
      deployment('web', { selector: null }),
      workload('Job', {}),
      workload('Pod', {}),
    ];
    const found = applied(id, objects, true).map((object) => JSON.stringify(object));
    for (const text of found) expect(text).not.toContain('topologyKey');
  },
);

function target(targetPort: unknown): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { ports: [{ port: 80, targetPort }] },
  };
}
