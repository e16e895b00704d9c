import { immutableFix } from '../../../lib/cli/synth/against';

const set = { group: 'apps', apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'shop', name: 'db' };
const ORDER =
  'keep the old value. Or replace it: kubectl delete statefulset db -n shop --cascade=orphan, which keeps its pods and claims, then check without --against, and apply';

/** The order that loses nothing, which conformance/cluster/checks/data.ts follows on a cluster. */
test.each([
  ['spec.podManagementPolicy', ORDER],
  [
    'spec.serviceName',
    `${ORDER}, and kubectl rollout restart statefulset db -n shop: until a pod is replaced, only the old Service knows its name`,
  ],
])('tells how to replace a StatefulSet whose %s changed', (path, fix) => {
  expect(immutableFix(set, { path, before: 'old', after: 'new' })).toBe(fix);
});
