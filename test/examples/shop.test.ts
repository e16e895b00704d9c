import { isPlain } from '../../lib/core/manifest/plain';
import { at, one } from '../cdk8s/support';
import { runExample } from './run';
import { ROUTES, routesOf } from './shop-routes';

const { objects, report, source } = runExample('shop');

test('every route has both its ends, and there are no others', () => {
  expect(routesOf(objects, 'ingress')).toEqual(ROUTES);
  // The gateway has policies of its own.
  expect(routesOf(objects, 'egress')).toEqual(ROUTES.filter((route) => !route.startsWith('gateway')));
});

test('everything that an ordinary team runs, in less than 120 lines, without a raw object and without a finding', () => {
  expect(source.split('\n').length - 1).toBeLessThan(120);
  expect(source).not.toMatch(/ApiObject|Kube[A-Z]|new NetworkPolicy/);
  expect(report.findings).toEqual([]);
  const kinds = new Set(objects.map(({ kind }) => kind));
  for (const kind of [
    'Deployment',
    'StatefulSet',
    'DaemonSet',
    'Job',
    'CronJob',
    'HorizontalPodAutoscaler',
    'Gateway',
    'HTTPRoute',
    'Certificate',
  ])
    expect(kinds).toContain(kind);
});

test('the part of the vendor is hardened, keeps its name and its labels, and runs as its own account', () => {
  const pod = at(one(objects, 'Deployment', 'dashboard'), 'spec.template');
  expect(at(pod, 'metadata.labels.app')).toBe('dashboard');
  expect(at(pod, 'spec.serviceAccountName')).toBe('dashboard');
  expect(at(pod, 'spec.containers.0.securityContext.readOnlyRootFilesystem')).toBe(true);
});

test('what may be suppressed is what the example says: its agents, and no more', () => {
  const waived = (Array.isArray(report.suppressed) ? report.suppressed : []).filter(isPlain);
  const byWaiver = waived
    .filter(({ by }) => by === 'waiver')
    .map((item) => String(at(item, 'object.namespace') ?? at(item, 'object.name')));
  expect([...new Set(byWaiver)]).toEqual(['agents']);
});
