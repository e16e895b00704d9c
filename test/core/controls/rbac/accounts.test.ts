import { defaultServiceAccountUnused } from '../../../../lib/core/controls/rbac/default-service-account-unused';
import { serviceAccountAutomountDisabled } from '../../../../lib/core/controls/rbac/service-account-automount-disabled';
import { serviceAccountPerWorkload } from '../../../../lib/core/controls/rbac/service-account-per-workload';
import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { findingsOf, Leaf, object } from '../cases';
import { applyControl } from '../harness';

function deployment(name: string, spec: PlainObject, namespace = 'shop'): PlainObject {
  const metadata = { name, namespace };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { template: { spec } } };
}

const PATH = 'spec.template.spec.serviceAccountName';
const shop: PlainObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const account = (name: string, fields: PlainObject = {}): PlainObject =>
  object('v1', 'ServiceAccount', name, fields);

test.each<[PlainObject, boolean]>([
  [{ serviceAccountName: 'web' }, true],
  [{ serviceAccount: 'web' }, true],
  [{ serviceAccountName: 'web', serviceAccount: 'default' }, true],
  [{ serviceAccountName: '', serviceAccount: 'web' }, true],
  [{ serviceAccountName: 'default', serviceAccount: 'web' }, false],
  [{ serviceAccountName: null }, false],
  [{ serviceAccountName: 7 }, false],
  [{ serviceAccountName: new Leaf() }, false],
  [{ automountServiceAccountToken: false }, false],
])('default-service-account-unused: %j', (spec, good) => {
  expect(findingsOf(defaultServiceAccountUnused, [deployment('web', spec)])).toEqual(
    good ? [] : [`web: ${PATH}`],
  );
});

test('the default account is asked for in each namespace of the set', () => {
  const other: PlainObject = { ...shop, metadata: { name: 'other' } };
  const found = findingsOf(defaultServiceAccountUnused, [
    shop,
    other,
    account('default', { automountServiceAccountToken: false }),
    account('web'),
  ]);
  expect(found).toEqual(['other: metadata.name']);
});

test('service-account-per-workload names sharing and absence apart', () => {
  const found = findingsOf(serviceAccountPerWorkload, [
    shop,
    account('web'),
    deployment('web', { serviceAccountName: 'web' }),
    deployment('admin', { serviceAccount: 'web' }),
    deployment('cart', { serviceAccountName: 'cart' }),
    deployment('web', { serviceAccountName: 'web' }, 'other'),
  ]);
  expect(found).toEqual(['admin: shared', 'cart: missing']);
});

test('service-account-automount-disabled fills, and leaves an explicit value and other kinds alone', () => {
  const explicit = account('web', { automountServiceAccountToken: true });
  const foreign = { ...account('web'), apiVersion: 'example.com/v1' };
  const applied = applyControl(serviceAccountAutomountDisabled, {
    objects: [account('a'), explicit, foreign],
  });
  expect(applied).toEqual([account('a', { automountServiceAccountToken: false }), explicit, foreign]);
  expect(findingsOf(serviceAccountAutomountDisabled, [explicit, foreign])).toHaveLength(1);
});
