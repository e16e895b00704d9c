import type { PlainObject } from '../../lib/core/manifest/plain';
import { builtinKinds } from '../../lib/core/manifest/registry';
import { planFiles } from '../../lib/writer/plan';
import { at } from '../cdk8s/support';

const object = (kind: string, name: string, namespace?: string, apiVersion = 'v1'): PlainObject => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
});

/** `chart: Kind name` of every object, by file. */
function plan(...placed: readonly [chart: string, manifest: PlainObject][]): Record<string, string[]> {
  const files = planFiles(placed.map(([chart, manifest]) => ({ chart, manifest })));
  return Object.fromEntries(
    files.map(({ name, objects }) => [
      name,
      objects.map((item) => `${item.kind} ${at(item, 'metadata.name')}`),
    ]),
  );
}

describe('files in the order in which they apply', () => {
  test('objects of the cluster first, then a file a chart in construction order', () => {
    expect(
      plan(
        ['shop', object('Namespace', 'shop')],
        ['shop', object('ClusterRole', 'viewer', undefined, 'rbac.authorization.k8s.io/v1')],
        ['a', object('ConfigMap', 'c', 'a')],
        ['shop', object('StorageClass', 'fast', 'shop', 'storage.k8s.io/v1')],
        ['shop', object('CustomResourceDefinition', 'x', undefined, 'apiextensions.k8s.io/v1')],
      ),
    ).toEqual({
      '00-cluster.k8s.yaml': ['CustomResourceDefinition x', 'StorageClass fast', 'ClusterRole viewer'],
      '01-shop.k8s.yaml': ['Namespace shop'],
      '02-a.k8s.yaml': ['ConfigMap c'],
    });
  });

  test('without objects of the cluster numbers start at 01', () => {
    expect(Object.keys(plan(['z', object('ConfigMap', 'c')], ['a', object('ConfigMap', 'd')]))).toEqual([
      '01-z.k8s.yaml',
      '02-a.k8s.yaml',
    ]);
  });

  test('in a file what others are in comes first; equals stay in construction order', () => {
    expect(
      plan(
        ['c', object('Deployment', 'd', 's', 'apps/v1')],
        ['c', object('Service', 'b', 's')],
        ['c', object('Service', 'a', 's')],
        ['c', object('NetworkPolicy', 'p', 's', 'networking.k8s.io/v1')],
        ['c', object('ResourceQuota', 'q', 's')],
        ['c', object('Namespace', 's')],
      ),
    ).toEqual({
      '01-c.k8s.yaml': [
        'Namespace s',
        'ResourceQuota q',
        'NetworkPolicy p',
        'Service b',
        'Service a',
        'Deployment d',
      ],
    });
  });

  test('a Namespace that an earlier file needs goes to the file of the cluster, and only that one', () => {
    expect(
      plan(
        ['early', object('ConfigMap', 'c', 'late')],
        ['late', object('Namespace', 'late')],
        ['late', object('Namespace', 'own')],
        ['late', object('ConfigMap', 'd', 'own')],
      ),
    ).toEqual({
      '00-cluster.k8s.yaml': ['Namespace late'],
      '01-early.k8s.yaml': ['ConfigMap c'],
      '02-late.k8s.yaml': ['Namespace own', 'ConfigMap d'],
    });
  });

  test('a chart of nothing but hoisted objects has no file', () => {
    expect(
      Object.keys(plan(['x', object('ClusterRole', 'r', undefined, 'rbac.authorization.k8s.io/v1')])),
    ).toEqual(['00-cluster.k8s.yaml']);
  });

  test('nested charts, and two whose paths read alike, have files of their own', () => {
    expect(
      plan(
        ['a/b', object('ConfigMap', 'one')],
        ['a-b', object('ConfigMap', 'two')],
        ['a', object('ConfigMap', 'three')],
      ),
    ).toEqual({
      '01-a-b.k8s.yaml': ['ConfigMap one'],
      '02-a-b.k8s.yaml': ['ConfigMap two'],
      '03-a.k8s.yaml': ['ConfigMap three'],
    });
  });

  test('what can refuse others goes last, whatever chart it comes from', () => {
    const admission = 'admissionregistration.k8s.io/v1';
    expect(
      plan(
        ['guard', object('ValidatingWebhookConfiguration', 'w', undefined, admission)],
        ['guard', object('ValidatingAdmissionPolicyBinding', 'b', undefined, admission)],
        ['guard', object('ValidatingAdmissionPolicy', 'p', undefined, admission)],
        ['guard', object('APIService', 'v1.metrics', undefined, 'apiregistration.k8s.io/v1')],
        ['guard', object('IngressClass', 'nginx', undefined, 'networking.k8s.io/v1')],
        ['guard', object('Service', 's', 'g')],
        ['guard', object('Deployment', 'd', 'g', 'apps/v1')],
        ['shop', object('ConfigMap', 'c', 'shop')],
      ),
    ).toEqual({
      '00-cluster.k8s.yaml': ['IngressClass nginx'],
      '01-guard.k8s.yaml': ['Service s', 'Deployment d'],
      '02-shop.k8s.yaml': ['ConfigMap c'],
      '03-admission.k8s.yaml': [
        'APIService v1.metrics',
        'ValidatingWebhookConfiguration w',
        'ValidatingAdmissionPolicy p',
        'ValidatingAdmissionPolicyBinding b',
      ],
    });
  });

  test('objects of a kind that the output defines are never in the file of the definition', () => {
    const definition = {
      ...object('CustomResourceDefinition', 'widgets', undefined, 'apiextensions.k8s.io/v1'),
      spec: { group: 'example.com', names: { kind: 'Widget' }, scope: 'Cluster' },
    };
    const info = {
      group: 'example.com',
      version: 'v1',
      kind: 'Widget',
      plural: 'widgets',
      namespaced: false,
    };
    const widget = object('Widget', 'one', undefined, 'example.com/v1');
    const placed = [definition, widget].map((manifest) => ({ chart: 'shop', manifest }));
    const files = planFiles(placed, '.yaml', builtinKinds.withKinds([info]));
    expect(files.map(({ name, objects }) => [name, objects.map(({ kind }) => kind)])).toEqual([
      ['00-cluster.yaml', ['CustomResourceDefinition']],
      ['01-shop.yaml', ['Widget']],
    ]);
  });

  test('a chart that is called cluster is a chart', () => {
    expect(
      plan(
        ['cluster', object('ConfigMap', 'c')],
        ['cluster', object('ClusterRole', 'r', undefined, 'rbac.authorization.k8s.io/v1')],
      ),
    ).toEqual({ '00-cluster.k8s.yaml': ['ClusterRole r'], '01-cluster.k8s.yaml': ['ConfigMap c'] });
  });

  test.each([
    [98, '01-c0.k8s.yaml', '98-c97.k8s.yaml'],
    [99, '01-c0.k8s.yaml', '99-c98.k8s.yaml'],
    [100, '001-c0.k8s.yaml', '100-c99.k8s.yaml'],
    [1000, '0001-c0.k8s.yaml', '1000-c999.k8s.yaml'],
  ])('%d charts: the names sort as they apply', (count, first, last) => {
    const names = Object.keys(
      plan(
        ...Array.from({ length: count }, (_, index): [string, PlainObject] => [
          `c${index}`,
          object('ConfigMap', 'c'),
        ]),
      ),
    );
    expect([names[0], names[names.length - 1]]).toEqual([first, last]);
    expect([...names].sort()).toEqual(names);
  });
});

test('what a team applies is in a folder of its own, and takes no number from the rest', () => {
  const files = planFiles([
    { chart: 'shop', manifest: object('Namespace', 'shop') },
    { chart: 'shop', manifest: object('Deployment', 'web', 'shop', 'apps/v1'), team: 'shop' },
    { chart: 'shop', manifest: object('Service', 'web', 'shop'), team: 'shop' },
    { chart: 'b', manifest: object('ConfigMap', 'b', 'b'), team: 'b' },
    { chart: 'a', manifest: object('ConfigMap', 'a', 'shop'), team: 'shop' },
    { chart: 'a', manifest: object('ConfigMap', 'z') },
  ]);
  expect(files.map(({ name, objects }) => [name, objects.map(({ kind }) => kind)])).toEqual([
    ['01-shop.k8s.yaml', ['Namespace']],
    ['02-a.k8s.yaml', ['ConfigMap']],
    ['teams/b/01-b.k8s.yaml', ['ConfigMap']],
    ['teams/shop/01-shop.k8s.yaml', ['Service', 'Deployment']],
    ['teams/shop/02-a.k8s.yaml', ['ConfigMap']],
  ]);
});
