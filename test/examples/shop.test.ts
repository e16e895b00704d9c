import { isPlain, objectAt, objectsAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { at, one } from '../cdk8s/support';
import { runExample } from './run';

const { objects, report, source } = runExample('shop');

/** Every route that there is to be, as the parts of the system are described; DNS is everybody's. */
const ROUTES = [
  'api -> cache:6379',
  'api -> database:5432',
  'dashboard -> prometheus:9090',
  'gateway -> web:8080',
  'migrate-v142 -> database:5432',
  'prometheus -> api:9100',
  'report -> database:5432',
  'web -> api:8080',
  'worker -> cache:6379',
  'worker -> database:5432',
];

/** The name of a peer of a rule; of DNS and the gateway by the namespace that they are in. */
function nameOf(peer: PlainObject): string {
  const space = stringAt(
    objectAt(objectAt(peer, 'namespaceSelector'), 'matchLabels'),
    'kubernetes.io/metadata.name',
  );
  if (space !== undefined) return space === 'kube-system' ? 'dns' : 'gateway';
  const labels = objectAt(objectAt(peer, 'podSelector'), 'matchLabels');
  return stringAt(labels, 'app.kubernetes.io/instance') ?? stringAt(labels, 'app') ?? '?';
}

function routes(side: 'egress' | 'ingress'): string[] {
  return objects
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .flatMap((policy) =>
      objectsAt(objectAt(policy, 'spec'), side).flatMap((rule) =>
        objectsAt(rule, side === 'egress' ? 'to' : 'from').flatMap((peer) =>
          objectsAt(rule, 'ports').map(({ port }) => {
            const own = String(at(policy, 'metadata.name'));
            const [from, to] = side === 'egress' ? [own, nameOf(peer)] : [nameOf(peer), own];
            return `${from} -> ${to}:${port}`;
          }),
        ),
      ),
    )
    .filter((route) => !route.includes('-> dns:'))
    .sort();
}

test('every route has both its ends, and there are no others', () => {
  expect(routes('ingress')).toEqual(ROUTES);
  // The gateway has policies of its own.
  expect(routes('egress')).toEqual(ROUTES.filter((route) => !route.startsWith('gateway')));
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
