import { clusters } from '../../../../lib/core/cluster/presets';
import type { Control } from '../../../../lib/core/controls/control';
import { workloadControls } from '../../../../lib/core/controls/workload';
import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { applied, verdicts } from './verdicts';

const labels = {
  'app.kubernetes.io/instance': 'web',
  'app.kubernetes.io/managed-by': 'bulwark',
  'app.kubernetes.io/name': 'web',
};
const metadata = { labels, name: 'web', namespace: 'shop' };
const selector = { matchLabels: { 'app.kubernetes.io/instance': 'web' } };
const amounts = { cpu: '250m', 'ephemeral-storage': '128Mi', memory: '256Mi' };

/** What only the author of a workload can say. */
const container = {
  livenessProbe: { httpGet: { path: '/livez', port: 'http' } },
  name: 'web',
  ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }],
  readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
  resources: { limits: amounts },
};
const bare: PlainObject[] = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      selector,
      template: {
        metadata: { labels: selector.matchLabels },
        spec: { containers: [container], volumes: [{ emptyDir: { sizeLimit: '64Mi' }, name: 'tmp' }] },
      },
    },
  },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec: { selector } },
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: {
      maxReplicas: 10,
      minReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { ports: [{ name: 'http', port: 80, targetPort: 'http' }], selector: selector.matchLabels },
  },
];

const controls: readonly Control[] = workloadControls;
const params = { owner: 'team-web', email: 'team-web@example.com', environment: 'production' };

/** The parameters that an app would give: those of the control, and the organisation's. */
function paramsFor(control: Control): PlainObject | undefined {
  return control.params === undefined ? undefined : { ...params };
}

function hardened(objects: PlainObject[], repair: boolean): PlainObject[] {
  let found = objects;
  for (const control of controls) found = applied(control.id, found, repair, paramsFor(control));
  return applied('sorted-keys', found, repair);
}

const findings = (objects: PlainObject[]): string[] =>
  controls.flatMap((control) =>
    verdicts(control.id, objects, paramsFor(control)).map((text) => `${control.id}: ${text}`),
  );

test('what an author says, and the defaults, make a workload without findings', () => {
  expect(findings(bare).length).toBeGreaterThan(10);
  expect(findings(hardened(bare, false))).toEqual([]);
});

test('the defaults are those of the design, to the letter', () => {
  const [deployment, budget] = hardened(bare, false);
  const all = { ...labels, env: 'production', owner: 'team-web' };
  const spread = (topologyKey: string): PlainObject => ({
    labelSelector: selector,
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
  });
  expect(deployment).toEqual({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { annotations: { email: 'team-web@example.com' }, labels: all, name: 'web', namespace: 'shop' },
    spec: {
      selector,
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }, type: 'RollingUpdate' },
      template: {
        metadata: { labels: all },
        spec: {
          affinity: {
            podAntiAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                {
                  podAffinityTerm: { labelSelector: selector, topologyKey: 'kubernetes.io/hostname' },
                  weight: 100,
                },
              ],
            },
          },
          containers: [{ ...container, resources: { limits: amounts, requests: amounts } }],
          priorityClassName: 'standard',
          restartPolicy: 'Always',
          topologySpreadConstraints: [
            spread('kubernetes.io/hostname'),
            spread('topology.kubernetes.io/zone'),
          ],
          volumes: [{ emptyDir: { sizeLimit: '64Mi' }, name: 'tmp' }],
        },
      },
    },
  });
  expect(budget?.spec).toEqual({ maxUnavailable: 1, selector, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
});

test('hardening twice is hardening once, and leaves a good workload as it is', () => {
  const once = hardened(bare, false);
  expect(JSON.stringify(hardened(once, true))).toBe(JSON.stringify(once));
  expect(JSON.stringify(hardened(once, false))).toBe(JSON.stringify(once));
});

test.each(['business-labels', 'contact-annotation', 'priority-class-set'])(
  '%s is in force only where it can be met',
  (id) => {
    const control = controls.find((candidate) => candidate.id === id);
    const cluster = clusters.kind();
    expect(control?.active?.({ params: { ...params, accepted: [] }, cluster })).toBe(true);
    const nothing = clusters.kind({ priorityClass: undefined });
    expect(control?.active?.({ params: {}, cluster: nothing })).toBe(false);
  },
);
