import { type ClusterOptions, clusters, SecureDeployment } from 'bulwark/cdk8s';
import { ApiObject, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { contextOf, namespaceAbove } from '../../lib/cdk8s/app/app-context';
import { isPlain, listAt } from '../../lib/core/manifest/plain';
import {
  at,
  container,
  deployment,
  errorOf,
  found,
  IMAGE,
  judgementOf,
  objectsOf,
  one,
  podSpec,
  shopApp,
  WEB,
  webApp,
} from './support';

describe('what methods of cdk8s-plus add is kept, and hardened', () => {
  test('a container gets what it does not say', () => {
    const { app, web } = webApp();
    web.addContainer({ name: 'helper', image: IMAGE });
    expect(at(podSpec(app), 'containers.1')).toMatchObject({
      name: 'helper',
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      },
    });
  });

  test('an init container, after those of the props', () => {
    const { app, web } = webApp({ initContainers: [{ name: 'first', image: IMAGE }] });
    web.addInitContainer({ name: 'second', image: IMAGE });
    expect(listAt(Object(podSpec(app)), 'initContainers').map((item) => at(item, 'name'))).toEqual([
      'first',
      'second',
    ]);
    expect(at(podSpec(app), 'initContainers.1.securityContext.capabilities')).toEqual({ drop: ['ALL'] });
  });

  test('volumes and mounts, also where the folder is one of ours', () => {
    const { app, web } = webApp();
    const cache = kplus.Volume.fromEmptyDir(web, 'Cache', 'cache', { sizeLimit: Size.mebibytes(8) });
    web.containers[0]?.mount('/cache', cache);
    expect(at(container(app), 'volumeMounts')).toEqual([
      { mountPath: '/tmp', name: 'tmp' },
      { mountPath: '/cache', name: 'cache' },
    ]);
    expect(at(podSpec(app), 'volumes')).toEqual([
      { emptyDir: { sizeLimit: '64Mi' }, name: 'tmp' },
      { emptyDir: { sizeLimit: '8Mi' }, name: 'cache' },
    ]);
  });

  test('variables; one that is there already changes', () => {
    const { app, web } = webApp({ env: { A: '1' } });
    web.containers[0]?.env.addVariable('B', kplus.EnvValue.fromValue('2'));
    web.containers[0]?.env.addVariable('A', kplus.EnvValue.fromValue('3'));
    expect(at(container(app), 'env')).toEqual([
      { name: 'A', value: '3' },
      { name: 'B', value: '2' },
    ]);
  });

  test('scheduling, beside our own affinity', () => {
    const { app, shop, web } = webApp();
    const cart = new SecureDeployment(shop, 'cart', WEB);
    web.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('pool', 'web')));
    web.scheduling.separate(cart);
    web.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.is('dedicated', 'web')));
    const pod = podSpec(app);
    expect(at(pod, 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution')).toBeDefined();
    expect(at(pod, 'affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution')).toHaveLength(
      1,
    );
    expect(at(pod, 'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution')).toHaveLength(
      1,
    );
    expect(at(pod, 'tolerations')).toEqual([{ key: 'dedicated', operator: 'Equal', value: 'web' }]);
    expect(
      at(pod, 'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution.0.labelSelector'),
    ).toMatchObject({
      matchLabels: { 'app.kubernetes.io/instance': 'cart' },
    });
  });

  test('a node by name is kept, and is a finding', () => {
    const { app, web } = webApp({ spread: 'optOut' });
    web.scheduling.assign(kplus.Node.named('node-1'));
    expect(at(podSpec(app), 'nodeName')).toBe('node-1');
    expect(found(app)).toEqual(['no-pinned-node-placement']);
  });

  test('labels and annotations of the pods and of the object', () => {
    const { app, web } = webApp();
    web.podMetadata.addLabel('tier', 'gold');
    web.podMetadata.addAnnotation('note', 'pod');
    web.metadata.addLabel('team', 'shop');
    web.metadata.addAnnotation('note', 'object');
    const object = deployment(app);
    expect(at(object, 'spec.template.metadata.labels.tier')).toBe('gold');
    expect(at(object, 'spec.template.metadata.annotations')).toEqual({ note: 'pod' });
    expect(at(object, 'metadata.labels.team')).toBe('shop');
    expect(at(object, 'metadata.annotations')).toEqual({ note: 'object' });
  });

  test('select adds to the selector', () => {
    const { app, web } = webApp();
    web.podMetadata.addLabel('track', 'stable');
    web.select(kplus.LabelSelector.of({ labels: { track: 'stable' } }));
    expect(at(deployment(app), 'spec.selector.matchLabels')).toEqual({
      'app.kubernetes.io/instance': 'web',
      track: 'stable',
    });
  });

  test('exposeViaService makes a Service that hits its pods', () => {
    const { app, web } = webApp({ port: undefined, probe: undefined, liveness: undefined });
    web.containers[0]?.addPort({ number: 9000, name: 'late' });
    web.exposeViaService({ ports: [{ port: 80, targetPort: 9000 }] });
    const service = objectsOf(app).find((object) => object.kind === 'Service');
    expect(at(service, 'spec.selector')).toEqual({ 'app.kubernetes.io/instance': 'web' });
    expect(at(service, 'metadata.namespace')).toBe('shop');
    expect(at(container(app), 'ports')).toEqual([{ containerPort: 9000, name: 'late' }]);
  });

  const pods = { namespace: 'traefik', labels: { app: 'traefik' } };

  test.each<[string, ClusterOptions, unknown]>([
    [
      'the pods of its controller',
      { ingress: { class: 'a', controller: 'traefik.io/ingress-controller', pods } },
      pods,
    ],
    ['the gateway', { gateway: pods }, pods],
    ['nobody, which is a finding,', {}, undefined],
  ])('exposeViaIngress lets %s in, as the cluster says', (_, options, from) => {
    const { app, shop } = shopApp({ cluster: clusters.kubeadm(options) });
    const port = { container: 8080, service: 80 };
    const web = new SecureDeployment(shop, 'web', { ...WEB, port });
    const ingress = web.exposeViaIngress('/web');
    web
      .exposeViaService({ name: 'more', ports: [{ port: 81, targetPort: 8080 }] })
      .exposeViaIngress('/more', { ingress });
    const objects = objectsOf(app);
    expect(at(one(objects, 'Ingress', ingress.name), 'spec.rules.0.http.paths')).toHaveLength(2);
    const labels = from === undefined ? undefined : pods.labels;
    const rules = at(one(objects, 'NetworkPolicy', 'web'), 'spec.ingress');
    expect(at(rules, '0.from.0.podSelector.matchLabels')).toEqual(labels);
    expect(at(rules, '0.ports')).toEqual(from === undefined ? undefined : [{ port: 8080, protocol: 'TCP' }]);
    expect(found(app).includes('route-backend-admits-gateway')).toBe(from === undefined);
  });

  test.each([
    ['with a metric', [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))]],
    ['without one', undefined],
  ])('an autoscaler %s takes the replicas over', (_, metrics) => {
    const { app, shop, web } = webApp();
    new kplus.HorizontalPodAutoscaler(shop, 'scaler', {
      target: web,
      minReplicas: 3,
      maxReplicas: 5,
      metrics,
    });
    const { judgement, invalid, files } = app.synthesize();
    expect(invalid).toEqual([]);
    expect(judgement.findings).toEqual([]);
    const objects = files.flatMap((file) => file.objects);
    expect(at(one(objects, 'Deployment', 'web'), 'spec.replicas')).toBeUndefined();
    const scaler = objects.find((object) => object.kind === 'HorizontalPodAutoscaler');
    expect(at(scaler, 'spec.scaleTargetRef')).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'web',
    });
  });

  test('fixed replicas and an autoscaler are an error that names the construct', () => {
    const { app, shop, web } = webApp({ replicas: 3 });
    new kplus.HorizontalPodAutoscaler(shop, 'scaler', { target: web, maxReplicas: 5 });
    expect(errorOf(() => app.synthYaml()).message).toMatch(/shop\/scaler: .*fixed number of replicas/);
  });

  test('connections open routes in policies of their own', () => {
    const { app, shop, web } = webApp();
    const cart = new SecureDeployment(shop, 'cart', WEB);
    web.connections.allowTo(cart);
    const added = objectsOf(app).filter(
      (object) =>
        object.kind === 'NetworkPolicy' &&
        !['web', 'cart', 'default-deny'].includes(String(at(object, 'metadata.name'))),
    );
    expect(added.map((policy) => at(policy, 'spec.podSelector')).sort()).toEqual([
      { matchLabels: { 'app.kubernetes.io/instance': 'web' } },
      { matchLabels: { 'app.kubernetes.io/instance': 'cart' } },
    ]);
    expect(JSON.stringify(added)).not.toContain('cdk8s.io');
    expect(judgementOf(app).findings.filter((item) => item.control === 'schema')).toEqual([]);
  });
});

describe('what is unsafe or wrong is never changed in silence', () => {
  test('an explicit unsafe value is kept, and is a finding', () => {
    const { app, web } = webApp();
    web.addContainer({
      name: 'root',
      image: IMAGE,
      securityContext: { ensureNonRoot: false, readOnlyRootFilesystem: false },
    });
    const context = at(podSpec(app), 'containers.1.securityContext');
    expect(context).toMatchObject({ runAsNonRoot: false, readOnlyRootFilesystem: false });
    const judged = judgementOf(app).findings.filter((item) => item.container === 'root');
    expect(judged.length).toBeGreaterThan(0);
  });

  test.each([
    [
      'containers',
      (web: SecureDeployment) => web.addContainer({ name: 'web', image: 'other' }),
      "container are called 'web'",
    ],
    [
      'init containers',
      (web: SecureDeployment) => web.addInitContainer({ name: 'web', image: 'other' }),
      "container are called 'web'",
    ],
    [
      'volumes',
      (web: SecureDeployment) =>
        web.addVolume(
          kplus.Volume.fromConfigMap(web, 'V', kplus.ConfigMap.fromConfigMapName(web, 'C', 'c'), {
            name: 'tmp',
          }),
        ),
      "volume are called 'tmp'",
    ],
  ])('two %s of one name are an error that names the construct', (_, add, text) => {
    const { app, web } = webApp();
    add(web);
    const { message } = errorOf(() => app.synthYaml());
    expect(message).toContain(text);
    expect(message).toContain('shop/web');
  });
});

describe('JSON patches arrive, also where the classes of cdk8s-plus lose them', () => {
  const pod = '/spec/template/spec';
  test.each<[string, string, unknown]>([
    ['a field newer than 1.27', `${pod}/securityContext/appArmorProfile`, { type: 'RuntimeDefault' }],
    ['hostPID', `${pod}/hostPID`, true],
    ['a percentage', '/spec/strategy/rollingUpdate/maxSurge', '10%'],
    ['a limit as text', `${pod}/containers/0/resources/limits/cpu`, '2'],
    ['supplementalGroupsPolicy', `${pod}/securityContext/supplementalGroupsPolicy`, 'Strict'],
    ['restartPolicy of a container', `${pod}/containers/0/restartPolicy`, 'Never'],
  ])('%s', (_, path, value) => {
    const { app, web } = webApp();
    ApiObject.of(web).addJsonPatch(JsonPatch.add(path, value));
    expect(at(deployment(app), path.slice(1).replaceAll('/', '.'))).toEqual(value);
  });

  test('an unsafe patch is a finding, and a removed default comes back', () => {
    const { app, web } = webApp();
    ApiObject.of(web).addJsonPatch(
      JsonPatch.add(`${pod}/hostPID`, true),
      JsonPatch.remove(`${pod}/enableServiceLinks`),
    );
    expect(found(app)).toContain('no-host-pid');
    expect(at(podSpec(app), 'enableServiceLinks')).toBe(false);
  });

  test('a patch that fails names the construct, once, without a stack', () => {
    const { app, web } = webApp();
    ApiObject.of(web).addJsonPatch(JsonPatch.replace('/spec/no/such/path', 1));
    const error = errorOf(() => app.synthYaml());
    expect(error.message).toContain('a JSON patch at shop/web/Resource fails');
    expect(error.message).not.toMatch(/\n\s+at /);
  });
});

test('an untouched workload renders exactly its blueprint: twice, and nothing that cdk8s-plus wrote', () => {
  const { app, shop, web } = webApp();
  expect([namespaceAbove(web)?.name, contextOf(shop).policy.profile.id]).toEqual([
    'shop',
    'restricted-2026-11',
  ]);
  const text = JSON.stringify(deployment(app));
  expect(JSON.stringify(deployment(app))).toBe(text);
  expect(text).not.toContain('cdk8s.io/metadata.addr');
  expect(text).not.toContain('setHostnameAsFQDN');
  expect(isPlain(deployment(app))).toBe(true);
});
