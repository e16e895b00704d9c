import { clusters } from '../../../../lib/core/cluster/presets';
import { controlOf } from '../../../../lib/core/controls';
import { imagePinnedToDigest } from '../../../../lib/core/controls/image/image-pinned-to-digest';
import { imagePullPolicyAlways } from '../../../../lib/core/controls/image/image-pull-policy-always';
import { imagesFromAllowedRegistries } from '../../../../lib/core/controls/image/images-from-allowed-registries';
import { noDeprecatedKubernetesRegistry } from '../../../../lib/core/controls/image/no-deprecated-kubernetes-registry';
import { noLatestTag } from '../../../../lib/core/controls/image/no-latest-tag';
import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { findingsOf, Leaf, pod, problemsIn } from '../cases';
import { applyControl } from '../harness';

const SUM = 'abcdef0123456789'.repeat(4);

/** A CronJob with one image of each kind of container, and an image volume. */
function everywhere(image: unknown): PlainObject {
  const spec = {
    initContainers: [{ name: 'init', image }],
    containers: [{ name: 'app', image }],
    ephemeralContainers: [{ name: 'debug', image }],
    volumes: [
      { name: 'tmp', emptyDir: {} },
      { name: 'model', image: { reference: image } },
    ],
  };
  const metadata = { name: 'nightly', namespace: 'shop' };
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata,
    spec: { jobTemplate: { spec: { template: { spec } } } },
  };
}

const BASE = 'spec.jobTemplate.spec.template.spec';

describe('every place that names an image', () => {
  test.each([
    [imagePinnedToDigest, 'app:v1'],
    [noLatestTag, 'app:latest'],
    [noDeprecatedKubernetesRegistry, 'k8s.gcr.io/pause:3.1'],
  ])('$id', (control, image) => {
    const problems = problemsIn(control, [everywhere(image)]).map(({ problem }) => problem);
    expect(problems.map(({ path }) => path)).toEqual([
      `${BASE}.initContainers[0].image`,
      `${BASE}.containers[0].image`,
      `${BASE}.ephemeralContainers[0].image`,
      `${BASE}.volumes[1].image.reference`,
    ]);
    expect(problems.map(({ container, finding }) => container ?? finding)).toEqual([
      'init',
      'app',
      'debug',
      'model',
    ]);
    expect(findingsOf(control, [everywhere(`registry.example.com/app:v1@sha256:${SUM}`)])).toEqual([]);
  });
});

test.each([imagePinnedToDigest, noLatestTag, noDeprecatedKubernetesRegistry, imagesFromAllowedRegistries])(
  '$id reports an image that it cannot look into as it is, so that it counts as unknown',
  (control) => {
    const leaf = new Leaf();
    const found = problemsIn(
      control,
      [everywhere(leaf)],
      clusters.kind({ registries: ['registry.example.com'] }),
    );
    expect(found.map(({ problem }) => problem.found)).toEqual([leaf, leaf, leaf, leaf]);
  },
);

describe('images-from-allowed-registries', () => {
  const admitted = (registries: string[], image: string): boolean =>
    findingsOf(imagesFromAllowedRegistries, [pod('web', { image })], clusters.kind({ registries })).length ===
    0;

  test.each([
    ['registry.example.com/shop', 'registry.example.com/shop/app:v1', true],
    ['registry.example.com/shop', 'registry.example.com/shop:v1', true],
    ['registry.example.com/shop//', 'registry.example.com/shop/app:v1', true],
    ['registry.example.com/shop/', 'registry.example.com/shop-evil/app:v1', false],
    ['registry.example.com/shop', 'registry.example.com/shopping:v1', false],
    ['registry.example.com', 'registry.example.com.evil/app:v1', false],
    ['registry.example.com', 'registry.example.com:5000/app:v1', false],
    ['registry.example.com:5000', 'registry.example.com:5000/app:v1', true],
    ['Registry.example.com', 'registry.EXAMPLE.com/app:v1', true],
    ['example.com', 'registry.example.com/app:v1', false],
    ['docker.io', 'nginx', true],
    ['docker.io/library', 'nginx:1.27', true],
    ['docker.io/library/nginx', 'nginx:1.27', true],
    ['library', 'docker.io/nginx:1.27', true],
    ['docker.io/library', 'bitnami/nginx:1.27', false],
    ['index.docker.io', 'nginx', true],
    ['bitnami', 'bitnami/redis:7', true],
    ['bitnami', 'bitnami.example.com/redis:7', false],
    ['localhost', 'localhost/app', true],
    ['', 'nginx', false],
    ['/', 'nginx', false],
  ])('%s and %s: %s', (entry, image, expected) => {
    expect(admitted([entry], image)).toBe(expected);
  });

  test('one entry out of several is enough', () => {
    expect(admitted(['a.example.com', 'b.example.com'], 'b.example.com/app')).toBe(true);
  });

  test('the parameter goes before the cluster, and one of them puts the control in force', () => {
    const control = controlOf('images-from-allowed-registries');
    const active = (registries: string[], ours: string[]) =>
      control?.active?.({ params: { registries }, cluster: clusters.kind({ registries: ours }) });
    expect([active([], []), active(['a.io'], []), active([], ['a.io'])]).toEqual([false, true, true]);
    const params = { registries: ['a.example.com'] };
    const judged: string[] = [];
    const cluster = clusters.kind({ registries: ['b.example.com'] });
    for (const image of ['a.example.com/app', 'b.example.com/app']) {
      const [entry] = [pod('web', { image })];
      const found = problemsIn({ ...imagesFromAllowedRegistries, params }, [entry], cluster);
      judged.push(`${image}: ${found.length}`);
    }
    expect(judged).toEqual(['a.example.com/app: 0', 'b.example.com/app: 1']);
  });
});

describe('image-pull-policy-always', () => {
  test.each([
    [{ image: 'app:latest' }, 0],
    [{ image: `app:latest@sha256:${SUM}` }, 0],
    [{ image: 'app' }, 0],
    [{ image: 'app', imagePullPolicy: null }, 0],
    [{ image: `app@sha256:${SUM}` }, 1],
    [{ image: 'app:v1' }, 1],
    [{ image: 'app:v1', imagePullPolicy: 'always' }, 1],
    [{ image: 'app:latest', imagePullPolicy: 'IfNotPresent' }, 1],
    [{ image: new Leaf() }, 1],
    [{}, 1],
  ])('%j', (container, count) => {
    expect(findingsOf(imagePullPolicyAlways, [pod('web', container)])).toHaveLength(count);
  });

  test('apply fills what is absent, and leaves explicit values and ephemeral containers alone', () => {
    const [filled] = applyControl(imagePullPolicyAlways, { objects: [everywhere('app:v1')] });
    expect(JSON.stringify(filled).split('"Always"')).toHaveLength(4);
    const explicit = pod('web', { image: 'app:v1', imagePullPolicy: 'Never' });
    expect(applyControl(imagePullPolicyAlways, { objects: [explicit] })).toEqual([explicit]);
  });
});
