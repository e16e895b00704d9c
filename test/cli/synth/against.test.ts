import { immutableFix } from '../../../lib/cli/synth/against';

const set = { group: 'apps', apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'shop', name: 'db' };
const ORDER =
  'keep the old value. Or replace it: kubectl delete statefulset db -n shop --cascade=orphan, which keeps its pods and claims, then check without --against, and apply';

/** The order that loses nothing, which conformance/cluster/checks/replaced.ts follows on a cluster. */
const GROW = 'keep the old value. Claims that there are do not change: patch their size first. Or replace it';
const template = (name: string, size: string) => ({
  metadata: { name },
  spec: { resources: { requests: { storage: size } } },
});

test.each([
  ['spec.podManagementPolicy', 'OrderedReady', 'Parallel', ORDER],
  [
    'spec.volumeClaimTemplates',
    [template('data', '1Gi')],
    [template('data', '2Gi')],
    ORDER.replace('keep the old value. Or replace it', GROW),
  ],
  [
    'spec.volumeClaimTemplates',
    [template('data', '1Gi')],
    [template('data', '1Gi'), template('log', '1Gi')],
    `${ORDER.replace('keep the old value. Or replace it', GROW)}, and delete its pods one by one, from kubectl delete pod db-0 -n shop on: one without the new volume is never replaced by itself`,
  ],
  [
    'spec.serviceName',
    'old',
    'new',
    `${ORDER}, and kubectl rollout restart statefulset db -n shop: until a pod is replaced, only the old Service knows its name`,
  ],
])('tells how to replace a StatefulSet whose %s changed', (path, before, after, fix) => {
  expect(immutableFix(set, { path, before, after })).toBe(fix);
});
