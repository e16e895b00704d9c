import { clusters } from '../../../lib/core/cluster/presets';
import { ManifestSet } from '../../../lib/core/manifest/manifest-set';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { headroomOf } from '../../../lib/core/quota/headroom';

const quota = (name: string, hard: PlainObject, namespace = 'shop', spec: PlainObject = {}): PlainObject => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name, namespace },
  spec: { hard, ...spec },
});

const deployment = (
  name: string,
  replicas: number,
  requests: PlainObject,
  namespace = 'shop',
): PlainObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace },
  spec: { replicas, template: { spec: { containers: [{ name: 'a', resources: { requests } }] } } },
});

const headroom = (...objects: PlainObject[]) =>
  headroomOf(new ManifestSet(objects.map((manifest) => ({ manifest }))), clusters.kind());

test('each quota says what is needed, at most while it rolls, and what is left', () => {
  const found = headroom(
    quota('all', { 'requests.cpu': '4', memory: '8Gi', pods: 20, configmaps: '5' }),
    quota('other', { pods: '3' }, 'tools'),
    deployment('web', 4, { cpu: '500m', memory: '1Gi' }),
    deployment('one', 1, { cpu: '250m' }),
    deployment('four', 4, {}, 'tools'),
  );
  expect(found).toEqual([
    {
      namespace: 'shop',
      quota: 'all',
      amounts: [
        { name: 'requests.cpu', hard: '4', needed: '3', peak: '4500m', left: '1' },
        { name: 'memory', hard: '8Gi', needed: '5Gi', peak: '8Gi', left: '3Gi' },
        { name: 'pods', hard: '20', needed: '7', peak: '10', left: '13' },
      ],
    },
    {
      namespace: 'tools',
      quota: 'other',
      amounts: [{ name: 'pods', hard: '3', needed: '5', peak: '8', left: '-2' }],
    },
  ]);
});

test('a quota with a scope counts only some pods, and one of rubbish none: nothing is said of them', () => {
  expect(
    headroom(
      quota('scoped', { pods: '3' }, 'shop', { scopes: ['BestEffort'] }),
      quota('rubbish', { pods: 'many', cpu: {}, memory: null }),
      { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'empty', namespace: 'shop' } },
      deployment('web', 4, { cpu: '500m' }),
    ),
  ).toEqual([]);
});

test('two clusters that judge one set do not share what they found', () => {
  const objects = [quota('all', { pods: '30' }), { ...deployment('agent', 1, {}), kind: 'DaemonSet' }].map(
    (manifest) => ({ manifest }),
  );
  const set = new ManifestSet(objects);
  const needed = [3, 12].map(
    (nodeCount) => headroomOf(set, { ...clusters.kind(), nodeCount })[0]?.amounts[0]?.needed,
  );
  expect(needed).toEqual(['3', '12']);
});
