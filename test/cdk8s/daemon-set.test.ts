import { SecureDaemonSet, type SecureDaemonSetProps } from 'bulwark/cdk8s';
import { at, errorOf, found, IMAGE, objectsOf, one, shopApp } from './support';

const AGENT: SecureDaemonSetProps = {
  image: IMAGE,
  port: 9100,
  probe: { http: '/ready' },
  liveness: { http: '/live' },
};

test('a DaemonSet brings what is around it, and nothing is found on it', () => {
  const { app, shop } = shopApp();
  new SecureDaemonSet(shop, 'agent', AGENT);
  expect(found(app)).toEqual([]);
  const own = objectsOf(app).filter(
    (object) => at(object, 'metadata.labels."app.kubernetes.io/instance"') === 'agent',
  );
  expect(own.map(({ kind, metadata }) => `${kind} ${at(metadata, 'name')}`).sort()).toEqual([
    'DaemonSet agent',
    'NetworkPolicy agent',
    'Service agent',
    'ServiceAccount agent',
  ]);
});

test('one pod is replaced at a time, and nothing of the host is in it', () => {
  const { app, shop } = shopApp();
  new SecureDaemonSet(shop, 'agent', AGENT);
  const set = one(objectsOf(app), 'DaemonSet', 'agent');
  const { template: _template, selector: _selector, ...spec } = { ...Object(at(set, 'spec')) };
  expect(spec).toEqual({
    minReadySeconds: 5,
    revisionHistoryLimit: 3,
    updateStrategy: { rollingUpdate: { maxUnavailable: 1 }, type: 'RollingUpdate' },
  });
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC'])
    expect(at(set, `spec.template.spec.${field}`)).toBeUndefined();
  // There is nothing to spread.
  for (const field of ['affinity', 'topologySpreadConstraints'])
    expect(at(set, `spec.template.spec.${field}`)).toBeUndefined();
});

test('OnDelete is an opt-out', () => {
  const { app, shop } = shopApp();
  new SecureDaemonSet(shop, 'agent', { ...AGENT, update: 'OnDelete' });
  expect(found(app)).toEqual([]);
  expect(at(one(objectsOf(app), 'DaemonSet', 'agent'), 'spec.updateStrategy')).toEqual({ type: 'OnDelete' });
});

test.each<[props: object, message: RegExp]>([
  [{ update: { maxUnavailable: 0 } }, /update\.maxUnavailable: found 0; needs a whole number from 1/],
  [{ update: { maxUnavailable: '0%' } }, /update\.maxUnavailable: .* a percentage from 1%/],
  [{ update: { maxSurge: 1 } }, /update\.maxSurge: .* needs one of maxUnavailable/],
  [
    { replicas: 2 },
    /replicas: found "replicas"; needs one of image, .*update, grants, cloudIdentity, account/,
  ],
  [{ pod: { hostNetwork: true } }, /pod\.hostNetwork/],
])('%j is refused', (props, message) => {
  const { shop } = shopApp();
  expect(errorOf(() => new SecureDaemonSet(shop, 'agent', { ...AGENT, ...props })).message).toMatch(message);
});
