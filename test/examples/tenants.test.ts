import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPlain, objectAt, type PlainObject, stringAt } from '../../lib/core/manifest/plain';
import { parseQuantity } from '../../lib/core/manifest/quantity';
import { isSealed } from '../../lib/core/manifest/sealed';
import { at, one } from '../cdk8s/support';
import { runExample } from './run';
import { routesOf } from './shop-routes';

const { objects, report } = runExample('tenants');

const FOLDER = join(process.cwd(), 'examples/tenants');
const source = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(FOLDER, name), 'utf8'))
  .join('');

const nameOf = (object: PlainObject): string => stringAt(objectAt(object, 'metadata'), 'name') ?? '';
const spaceOf = (object: PlainObject): string => stringAt(objectAt(object, 'metadata'), 'namespace') ?? '';
const ofKind = (kind: string): readonly PlainObject[] => objects.filter((object) => object.kind === kind);

/** The namespaces of each team. */
const TEAMS = {
  shop: ['shop-web', 'shop-data'],
  payments: ['payments-api', 'payments-cards'],
  reports: ['reports-main'],
} as const;
const SPACES = Object.values(TEAMS).flat().sort();

test('three teams in less than 250 lines, without a raw object, a waiver or a finding', () => {
  expect(source.split('\n').length).toBeLessThan(250);
  expect(source).not.toMatch(/ApiObject|Kube[A-Z]|new NetworkPolicy|waive/);
  expect(report.findings).toEqual([]);
  const suppressed = (Array.isArray(report.suppressed) ? report.suppressed : []).filter(isPlain);
  expect(suppressed.filter(({ by }) => by === 'waiver')).toEqual([]);
});

test('each namespace says whose it is, and has its people, its deployer and rights for an emergency', () => {
  expect(ofKind('Namespace').map(nameOf).sort()).toEqual(SPACES);
  for (const [team, spaces] of Object.entries(TEAMS))
    for (const space of spaces) {
      expect(at(one(objects, 'Namespace', space), 'metadata.annotations')).toMatchObject({
        'bulwark.dev/owner': `team-${team}`,
        'bulwark.dev/allowed-registries': `registry.example.com/${team}`,
      });
      const roles = ofKind('Role').filter((role) => spaceOf(role) === space);
      expect(roles.map(nameOf)).toEqual(
        expect.arrayContaining(['team-view', 'team-edit', 'deployer', 'break-glass']),
      );
      const bound = ofKind('RoleBinding').filter((binding) => spaceOf(binding) === space);
      expect(bound.map((binding) => at(binding, 'roleRef.name'))).not.toContain('break-glass');
    }
});

test('the quotas of a team are its quota', () => {
  const sum = (spaces: readonly string[], field: string): bigint =>
    ofKind('ResourceQuota')
      .filter((quota) => nameOf(quota) === 'quota' && spaces.includes(spaceOf(quota)))
      .map((quota) => parseQuantity(String(Object(at(quota, 'spec.hard'))[field]))?.nanos ?? 0n)
      .reduce((all, part) => all + part, 0n);
  const whole = (text: string): bigint => parseQuantity(text)?.nanos ?? 0n;
  expect(sum(TEAMS.shop, 'requests.cpu')).toBe(whole('16'));
  expect(sum(TEAMS.shop, 'requests.memory')).toBe(whole('24Gi'));
  expect(sum(TEAMS.payments, 'requests.cpu')).toBe(whole('8'));
  expect(sum(TEAMS.reports, 'pods')).toBe(whole('20'));
});

test('every route has both its ends, and there are no others', () => {
  const routes = ['payments -> cards:8080', 'storefront -> carts:6379', 'storefront -> payments:8080'];
  const fromOutside = ['cards', 'dashboard', 'payments', 'storefront'].map(
    (name) => `prometheus -> ${name}:9102`,
  );
  const hosts = ['dashboard', 'payments', 'storefront'].map((name) => `envoy -> ${name}:8080`);
  const ends = (side: 'ingress' | 'egress'): readonly string[] => routesOf(objects, side, byLabels);
  expect(ends('ingress')).toEqual([...routes, ...fromOutside, ...hosts].sort());
  expect(ends('egress')).toEqual([...routes, 'nightly -> 198.51.100.20/32:5432'].sort());
});

test('hosts are on the Gateway of the platform, and only of namespaces that it takes them from', () => {
  expect(ofKind('Gateway')).toEqual([]);
  const sets = ofKind('ListenerSet');
  expect(sets.map((set) => at(set, 'spec.listeners.0.hostname')).sort()).toEqual([
    'pay.example.com',
    'reports.example.com',
    'shop.example.com',
  ]);
  for (const set of sets) {
    expect(at(set, 'spec.parentRef')).toMatchObject({ name: 'public', namespace: 'gateways' });
    expect(at(one(objects, 'Namespace', spaceOf(set)), 'metadata.labels')).toMatchObject({
      'gateways.example.com/public': 'allowed',
    });
  }
  expect(at(one(objects, 'Namespace', 'payments-cards'), 'metadata.labels')).not.toHaveProperty([
    'gateways.example.com/public',
  ]);
});

test('card numbers: nodes and a sandbox of their own, and one sealed key that nobody else may name', () => {
  const pod = at(one(objects, 'Deployment', 'cards'), 'spec.template.spec');
  expect(at(pod, 'runtimeClassName')).toBe('sensitive');
  expect(at(pod, 'tolerations')).toEqual([
    { key: 'bulwark.dev/pool', operator: 'Equal', value: 'sensitive', effect: 'NoExecute' },
  ]);
  expect(at(one(objects, 'Namespace', 'payments-cards'), 'metadata.labels')).toMatchObject({
    'pool.bulwark.dev/sensitive': 'dedicated',
  });
  const others = ofKind('Deployment').filter((object) => nameOf(object) !== 'cards');
  for (const other of others) expect(at(other, 'spec.template.spec.runtimeClassName')).toBeUndefined();
  const [sealed] = ofKind('SealedSecret');
  expect(isSealed(String(at(sealed, 'spec.encryptedData.key')))).toBe(true);
  expect(ofKind('Secret')).toEqual([]);
});

/** A peer by the label that says who it is, or its range of addresses. */
function byLabels(peer: PlainObject): string {
  const labels = objectAt(objectAt(peer, 'podSelector'), 'matchLabels');
  const name = stringAt(labels, 'app.kubernetes.io/instance') ?? stringAt(labels, 'app.kubernetes.io/name');
  return name ?? stringAt(objectAt(peer, 'ipBlock'), 'cidr') ?? 'dns';
}
