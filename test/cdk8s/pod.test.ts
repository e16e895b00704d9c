import { SecureDeployment, SecurePod, type SecurePodProps } from 'bulwark/cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { at, errorOf, found, IMAGE, objectsOf, one, shopApp, WEB } from './support';

const ONCE: SecurePodProps = { image: IMAGE, port: 8080, probe: { http: '/r' }, liveness: { http: '/l' } };

test('a bare pod brings what is around it, and nothing is found on it', () => {
  const { app, shop } = shopApp();
  new SecurePod(shop, 'debug', ONCE);
  expect(found(app)).toEqual([]);
  const own = objectsOf(app).filter(
    (object) => at(object, 'metadata.labels."app.kubernetes.io/instance"') === 'debug',
  );
  expect(own.map(({ kind, metadata }) => `${kind} ${at(metadata, 'name')}`).sort()).toEqual([
    'NetworkPolicy debug',
    'Pod debug',
    'Service debug',
    'ServiceAccount debug',
  ]);
  const pod = one(objectsOf(app), 'Pod', 'debug');
  expect(Object.keys(pod).sort()).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
  expect(at(pod, 'spec.restartPolicy')).toBe('Always');
  expect(at(pod, 'spec.topologySpreadConstraints')).toBeUndefined();
});

test.each(['OnFailure', 'Never'] as const)(
  'a pod that ends (%s) opts out of probes, with the reason',
  (restartPolicy) => {
    const { app, shop } = shopApp();
    new SecurePod(shop, 'debug', { image: IMAGE, restartPolicy });
    const { judgement } = app.synthesize();
    expect(judgement.findings).toEqual([]);
    expect(judgement.suppressed.map(({ control, suppression }) => [control, suppression.reason])).toEqual([
      ['readiness-probe', expect.stringMatching(/the pod ends by itself/)],
      ['liveness-probe', expect.stringMatching(/the pod ends by itself/)],
      ['no-naked-pods', expect.stringMatching(/a SecurePod is a bare pod by its kind/)],
    ]);
    const pod = one(objectsOf(app), 'Pod', 'debug');
    expect(at(pod, 'spec.restartPolicy')).toBe(restartPolicy);
    expect(at(pod, 'spec.containers.0.lifecycle')).toBeUndefined();
  },
);

test('annotations of the object and of the pod are one map', () => {
  const { app, shop } = shopApp();
  new SecurePod(shop, 'debug', {
    ...ONCE,
    annotations: { 'example.com/a': '1' },
    podAnnotations: { 'example.com/b': '2' },
  });
  expect(at(one(objectsOf(app), 'Pod', 'debug'), 'metadata.annotations')).toEqual({
    'bulwark.dev/waived': 'no-naked-pods',
    'example.com/a': '1',
    'example.com/b': '2',
  });
});

test('it is one end of routes, and methods of cdk8s-plus keep working', () => {
  const { app, shop } = shopApp();
  const pod = new SecurePod(shop, 'debug', { ...ONCE, restartPolicy: 'Never' });
  const web = new SecureDeployment(shop, 'web', { ...WEB, uses: { DEBUG: pod } });
  expect(pod.restartPolicy).toBe('Never');
  pod.addInitContainer({ name: 'wait', image: IMAGE });
  pod.metadata.addLabel('example.com/tier', 'back');
  pod.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.exists('example.com/disk')));
  expect(pod.toPodSelectorConfig().labelSelector).toEqual(
    kplus.LabelSelector.of({ labels: { 'app.kubernetes.io/instance': 'debug' } }),
  );
  const objects = objectsOf(app);
  const made = one(objects, 'Pod', 'debug');
  expect(at(made, 'spec.initContainers.0.name')).toBe('wait');
  expect(at(made, 'metadata.labels."example.com/tier"')).toBe('back');
  expect(at(made, 'metadata.labels."cdk8s.io/metadata.addr"')).toBeUndefined();
  expect(at(made, 'spec.affinity.nodeAffinity')).toBeDefined();
  expect(at(one(objects, 'NetworkPolicy', 'debug'), 'spec.ingress.0.from.0.podSelector.matchLabels')).toEqual(
    {
      'app.kubernetes.io/instance': 'web',
    },
  );
  expect(web.address).toBe('web:8080');
});

test.each<[props: object, message: RegExp]>([
  [{ restartPolicy: 'always' }, /restartPolicy: .*Always/],
  [
    { annotations: { a: '1', b: '2' }, podAnnotations: { a: '2', b: '2' } },
    /podAnnotations\["a"\]: found "2"; needs the value that annotations have, or none/,
  ],
  [{ replicas: 2 }, /replicas: found "replicas"; needs one of/],
  [{ pod: { hostNetwork: true } }, /pod\.hostNetwork/],
])('%j is refused', (props, message) => {
  const { shop } = shopApp();
  expect(errorOf(() => new SecurePod(shop, 'debug', { ...ONCE, ...props })).message).toMatch(message);
});
