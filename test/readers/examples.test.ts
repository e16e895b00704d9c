import { clusters } from '../../lib/core/cluster/presets';
import { compilePolicy } from '../../lib/core/engine/compiled-policy';
import { ManifestSet } from '../../lib/core/manifest/manifest-set';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { read, watch } from '../../lib/core/rbac/grant';
import { readModel, readWorkloadsOf } from '../../lib/readers';
import { runExample } from '../examples/run';
import { OPTIONS, readAll } from './made';
import { marks, routes } from './told';

const CALLS: Readonly<Record<string, readonly string[]>> = {
  frontend: [
    'productcatalogservice 3550',
    'currencyservice 7000',
    'cartservice 7070',
    'recommendationservice 8080',
    'shippingservice 50051',
    'checkoutservice 5050',
    'adservice 9555',
  ],
  checkoutservice: [
    'productcatalogservice 3550',
    'shippingservice 50051',
    'paymentservice 50051',
    'emailservice 8080',
    'currencyservice 7000',
    'cartservice 7070',
  ],
  recommendationservice: ['productcatalogservice 3550'],
  cartservice: ['redis-cart 6379'],
  loadgenerator: ['frontend 8080'],
};

/** The workloads of a set, read without all else. */
function workloadsAlone(objects: readonly PlainObject[]) {
  const { registry } = compilePolicy(OPTIONS.policy, OPTIONS.cluster);
  return readWorkloadsOf(
    new ManifestSet(
      objects.map((manifest) => ({ manifest })),
      registry,
    ),
  );
}

test('the boutique is read back as it was declared', () => {
  const { objects } = runExample('online-boutique');
  const read = readAll(objects);
  const { model } = read;
  const alone = model.workloads.map(({ workload, ...rest }) => {
    const { exposed: _exposed, ingresses: _ingresses, services: _services, ...own } = workload;
    return { ...rest, workload: own };
  });
  expect(workloadsAlone(objects)).toEqual(alone);
  expect(marks(read)).toEqual(['PriorityClass standard: the model has no place for it']);
  const names = model.workloads.map(({ workload }) => workload.name);
  expect(names).toHaveLength(12);
  expect(model.identities.map(({ name }) => name).sort()).toEqual([...names].sort());
  expect(model.namespaces.map(({ name, podSecurity, quota }) => [name, podSecurity, quota?.pods])).toEqual([
    ['online-boutique', 'restricted', 100],
  ]);
  const home = 'online-boutique';
  expect(routes(model)).toEqual(
    [
      `203.0.113.0/24 -> ${home}/frontend 8080`,
      ...names.map((name) => `${home}/${name} -> dns`),
      ...Object.entries(CALLS).flatMap(([from, calls]) =>
        calls.map((to) => `${home}/${from} -> ${home}/${to}`),
      ),
    ].sort(),
  );
});

test('the reloader is read back with its rights', () => {
  const { objects } = runExample('reloader');
  const apiServer = {
    service: { cidr: '10.96.0.1/32', port: 443 },
    endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }],
  };
  const set = objects;
  const reading = readModel(set, { ...OPTIONS, cluster: clusters.kubeadm({ apiServer }) });
  expect(marks(reading)).toEqual(['PriorityClass standard: the model has no place for it']);
  expect(workloadsAlone(objects)).toEqual(reading.model.workloads);
  expect(reading.model.identities).toEqual([
    {
      name: 'reloader',
      namespace: 'tools',
      instance: 'reloader',
      grants: [read({ kind: 'ConfigMap', name: 'settings' }), watch('pods')],
      labels: {},
    },
  ]);
  expect(routes(reading.model)).toEqual(['tools/reloader -> api-server', 'tools/reloader -> dns']);
});
