import type { PlainObject } from '../../../lib/core/manifest/plain';
import { deployment, hardenFirst, podSpecOf, said } from './support';

const contextOf = (hardened: Parameters<typeof podSpecOf>[0]): unknown => podSpecOf(hardened).securityContext;
const user = { runAsUser: 20001, runAsGroup: 20002, runAsNonRoot: true };

test.each<[string, PlainObject]>([
  ['the claim data', { volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] }],
  ['the claim of volume d', { volumes: [{ name: 'd', ephemeral: { volumeClaimTemplate: {} } }] }],
  ['the csi volume d', { volumes: [{ name: 'd', csi: { driver: 'a.b' } }] }],
  ['volume key', { volumes: [{ name: 'key', secret: { items: [{ key: 'a', path: 'a', mode: 0o600 }] } }] }],
  [
    'volume key',
    { volumes: [{ name: 'key', projected: { sources: [{ secret: { name: 's' } }], defaultMode: 0o400 } }] },
  ],
])('a pod that mounts %s gets no group for it', (volume, spec) => {
  const hardened = hardenFirst([deployment(spec)]);
  expect(contextOf(hardened)).not.toHaveProperty('fsGroup');
  expect(said(hardened, 'securityContext.fsGroup')[0]).toContain(volume);
});

test('an explicit user does not change that for a claim', () => {
  const spec = { securityContext: user, volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'd' } }] };
  expect(contextOf(hardenFirst([deployment(spec)]))).not.toHaveProperty('fsGroup');
});

test.each<[string, PlainObject, unknown]>([
  ['its own group', { securityContext: user, volumes: [{ name: 'tmp', emptyDir: {} }] }, 20002],
  [
    'a group, for keys that another user than root reads by it',
    { securityContext: user, volumes: [{ name: 'k', secret: { defaultMode: 0o400 } }] },
    20002,
  ],
  ['a group that is derived', { volumes: [{ name: 'c', configMap: { name: 'c' } }] }, expect.any(Number)],
])('fresh volumes get %s, and nothing is said', (_name, spec, group) => {
  const hardened = hardenFirst([deployment(spec)]);
  expect(contextOf(hardened)).toMatchObject({ fsGroup: group });
  expect(said(hardened, 'securityContext.fsGroup')).toEqual([]);
});

test('when the group of a claim changes is said only where there is one', () => {
  const volumes = [{ name: 'd', persistentVolumeClaim: { claimName: 'd' } }];
  const grouped = hardenFirst([deployment({ volumes, securityContext: { fsGroup: 20001 } })]);
  expect(said(grouped, 'fsGroupChangePolicy')).toEqual([expect.stringContaining('say Always')]);
  expect(said(hardenFirst([deployment({ volumes })]), 'fsGroupChangePolicy')).toEqual([]);
});
