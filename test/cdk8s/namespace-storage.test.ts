import {
  claim,
  ephemeral,
  existingClaim,
  IsolatedNamespace,
  SecureDeployment,
  type SecureDeploymentProps,
  SecureStatefulSet,
  SharedClaim,
} from 'bulwark/cdk8s';
import { OWNED, shop, WEB } from './storage-support';
import { at, objectsOf, one } from './support';

const CACHE = { '/c': claim({ size: '1Gi', disposable: 'a cache that fills again' }) };
const KEPT = { '/data': claim({ size: '10Gi' }) };

// What is kept, and whether the quota counts storage at all.
test.each<[string, (scope: IsolatedNamespace) => unknown, boolean, boolean]>([
  [
    'one pod with storage of its own',
    (scope) => deployed(scope, { '/w': ephemeral({ size: '1Gi' }) }),
    false,
    true,
  ],
  ['one claim that may go', (scope) => deployed(scope, CACHE), false, true],
  ['two claims, and the second has to stay', (scope) => deployed(scope, CACHE, KEPT), true, true],
  ['two claims, and the first has to stay', (scope) => deployed(scope, KEPT, CACHE), true, true],
  ['a claim of the second workload', (scope) => deployed(scope, {}, KEPT), true, true],
  ['a claim of the third workload', (scope) => deployed(scope, {}, {}, KEPT), true, true],
  ['a claim that others made', (scope) => deployed(scope, { '/o': existingClaim('old') }), false, false],
  ['a shared claim', (scope) => new SharedClaim(scope, 'm', { size: '1Gi' }), true, true],
  [
    'a shared claim that may go',
    (scope) => new SharedClaim(scope, 'm', { size: '1Gi', disposable: 'a mirror' }),
    false,
    true,
  ],
  [
    'the second of two shared claims',
    (scope) =>
      ['a mirror', undefined].map(
        (disposable, index) => new SharedClaim(scope, `m${index}`, { size: '1Gi', disposable }),
      ),
    true,
    true,
  ],
  [
    'a claim for each pod of a StatefulSet',
    (scope) => new SecureStatefulSet(scope, 'db', { ...OWNED, volumes: KEPT }),
    true,
    true,
  ],
])('a namespace with %s', (_, fill, kept, counted) => {
  const { app, shop: scope } = shop();
  const other = new IsolatedNamespace(app, 'other');
  deployed(other, {});
  fill(scope);
  const objects = objectsOf(app);
  const storageOf = (name: string) => ({
    kept: Object.keys(Object(at(one(objects, 'Namespace', name), 'metadata.annotations'))).length > 0,
    counted: objects.some(
      (object) =>
        object.kind === 'ResourceQuota' &&
        at(object, 'metadata.namespace') === name &&
        Object.keys(Object(at(object, 'spec.hard'))).includes('requests.storage'),
    ),
  });
  expect(storageOf('shop')).toEqual({ kept, counted });
  expect(storageOf('other')).toEqual({ kept: false, counted: false });
});

function deployed(scope: IsolatedNamespace, ...all: SecureDeploymentProps['volumes'][]): void {
  for (const [index, volumes] of all.entries())
    new SecureDeployment(scope, `w${index}`, { ...WEB, user: 20_010 + index, volumes });
}
