import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { HardenedApp, hardenStack, IsolatedNamespace } from '../../lib/pulumi';
import { typeOf } from '../../lib/pulumi/internals';
import { type PulumiRendering, renderUnjudged } from '../../lib/pulumi/render/render';
import { at, objectOf, POLICY } from './support';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const OTHER = `sha256:${'b'.repeat(64)}`;
const IMAGE = 'registry.example.com/shop/web:v1';
const images = { images: { [IMAGE]: { digest: DIGEST, date: '2026-11-01' } } };
const ARGS = { policy: POLICY, today: '2026-11-21', images, imagePullSecrets: ['regcred'] };
const LABELS = { app: 'web' };

/** A resource of the Kubernetes provider, whose inputs are not typed. */
class Raw extends pulumi.CustomResource {}

const container = (more: object = {}) => ({ name: 'web', image: IMAGE, ...more });

const pod = (name: string, spec: pulumi.Input<object>, opts: pulumi.CustomResourceOptions) => {
  const props = { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'shop', name }, spec };
  return new Raw('kubernetes:core/v1:Pod', name, props, opts);
};

const deployment = (name: string, spec: object, opts: pulumi.CustomResourceOptions) => {
  const template = { metadata: { labels: LABELS }, spec };
  const props = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace: 'shop', name },
    spec: { selector: { matchLabels: LABELS }, template },
  };
  return new Raw('kubernetes:apps/v1:Deployment', name, props, opts);
};

interface Options {
  readonly harden?: boolean;
  readonly names?: readonly pulumi.Input<string>[];
}

/** A program with an app and a namespace, rendered as `bulwark synth` does; with `hardenStack` or without. */
function rendered(
  say: (shop: IsolatedNamespace, app: HardenedApp) => unknown,
  { harden = false, names = ['regcred'] }: Options = {},
): Promise<PulumiRendering> {
  return renderUnjudged(() => {
    if (harden) hardenStack({ policy: POLICY, today: '2026-11-21' });
    const app = new HardenedApp('app', { ...ARGS, imagePullSecrets: names });
    const shop = new IsolatedNamespace('shop', { imagePullSecrets: ['shopcred'] }, { parent: app });
    say(shop, app);
  });
}

const BOTH = [{ name: 'regcred' }, { name: 'shopcred' }];

describe.each([false, true])('a raw resource in an app (hardenStack: %s)', (harden) => {
  test.each<[string, (shop: IsolatedNamespace) => unknown, string]>([
    ['a Pod', (parent) => pod('web', { containers: [container()] }, { parent }), 'spec'],
    [
      'a Deployment',
      (parent) => deployment('web', { containers: [container()] }, { parent }),
      'spec.template.spec',
    ],
    [
      'one whose image comes later',
      (parent) => pod('web', { containers: [container({ image: pulumi.output(IMAGE) })] }, { parent }),
      'spec',
    ],
    [
      'one whose spec comes later',
      (parent) => pod('web', pulumi.output({ containers: [container()] }), { parent }),
      'spec',
    ],
    [
      'one of a group of YAML',
      (parent) =>
        new k8s.yaml.ConfigGroup(
          'web',
          {
            yaml: JSON.stringify({
              apiVersion: 'v1',
              kind: 'Pod',
              metadata: { name: 'web', namespace: 'shop' },
              spec: { containers: [container()] },
            }),
          },
          { parent },
        ),
      'spec',
    ],
    [
      'a custom resource',
      (parent) =>
        new k8s.apiextensions.CustomResource(
          'web',
          {
            apiVersion: 'argoproj.io/v1alpha1',
            kind: 'Rollout',
            metadata: { name: 'web', namespace: 'shop' },
            spec: {
              selector: { matchLabels: LABELS },
              template: { metadata: { labels: LABELS }, spec: { containers: [container()] } },
            },
          },
          { parent },
        ),
      'spec.template.spec',
    ],
  ])('%s gets the digest and the pull secrets', async (_, make, path) => {
    const { manifests } = await rendered(make, { harden });
    const found = manifests.find(
      ({ kind, metadata }) =>
        /^(?:Pod|Deployment|Rollout)$/.test(String(kind)) && at(metadata, 'name') === 'web',
    );
    expect(at(found, `${path}.containers.0.image`)).toBe(`${IMAGE}@${DIGEST}`);
    expect(at(found, `${path}.imagePullSecrets`)).toEqual(BOTH);
  });

  test('init containers, too; and each pod of a list', async () => {
    const item = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { containers: [container()], initContainers: [container({ name: 'init' })] },
    };
    const list = { apiVersion: 'v1', kind: 'PodList', items: [item] };
    const found = await rendered((parent) => new Raw('kubernetes:core/v1:PodList', 'all', list, { parent }), {
      harden,
    });
    const made = found.manifests.find(({ kind }) => kind === 'PodList');
    expect(at(made, 'items.0.spec.initContainers.0.image')).toBe(`${IMAGE}@${DIGEST}`);
    expect(at(made, 'items.0.spec.imagePullSecrets')).toEqual(BOTH);
  });

  const source = { reference: IMAGE };
  test.each<[string, unknown]>([
    ['an image volume', [{ name: 'model', image: source }]],
    ['one whose reference comes later', [{ name: 'model', image: { reference: pulumi.output(IMAGE) } }]],
    ['one whose source comes later', [{ name: 'model', image: pulumi.output(source) }]],
    ['one that comes later', [pulumi.output({ name: 'model', image: source })]],
    ['a list that comes later', pulumi.output([{ name: 'model', image: source }])],
    ['a promise', [{ name: 'model', image: Promise.resolve(source) }]],
  ])('%s gets the digest', async (_, volumes) => {
    const spec = { containers: [container()], volumes };
    const found = await rendered((parent) => pod('web', spec, { parent }), { harden });
    const image = expect.objectContaining({ reference: `${IMAGE}@${DIGEST}` });
    expect(at(objectOf(found, 'Pod'), 'spec.volumes.0')).toEqual({ name: 'model', image });
  });

  test('what it says itself stays', async () => {
    const own = {
      containers: [container({ image: `${IMAGE}@${OTHER}` })],
      imagePullSecrets: [{ name: 'own' }],
    };
    const found = await rendered((parent) => pod('web', own, { parent }), { harden });
    const spec = at(objectOf(found, 'Pod'), 'spec');
    expect(at(spec, 'containers.0.image')).toBe(`${IMAGE}@${OTHER}`);
    expect(at(spec, 'imagePullSecrets')).toEqual([{ name: 'own' }, ...BOTH]);
  });

  test('pull secrets that come later are joined once, whichever side they come from', async () => {
    const spec = { containers: [container()], imagePullSecrets: pulumi.output([{ name: 'regcred' }]) };
    const names = [pulumi.output('regcred')];
    const deferred = await rendered((parent) => pod('web', { containers: [container()] }, { parent }), {
      harden,
      names,
    });
    expect(at(objectOf(deferred, 'Pod'), 'spec.imagePullSecrets')).toEqual(BOTH);
    const given = await rendered((parent) => pod('web', spec, { parent }), { harden });
    expect(at(objectOf(given, 'Pod'), 'spec.imagePullSecrets')).toEqual(BOTH);
  });

  test('a read-only root file system gets a folder to write to, unless there is one', async () => {
    const readOnly = { securityContext: { readOnlyRootFilesystem: true } };
    const found = await rendered(
      (parent) => {
        pod('web', { containers: [container(readOnly)] }, { parent });
        const mounts = { volumeMounts: [{ name: 'own', mountPath: '/tmp' }] };
        const volumes = [{ name: 'own', emptyDir: {} }];
        pod('own', { containers: [container({ ...readOnly, ...mounts })], volumes }, { parent });
      },
      { harden },
    );
    const web = at(objectOf(found, 'Pod', 'web'), 'spec');
    expect(at(web, 'volumes')).toEqual([{ name: 'tmp-web', emptyDir: { sizeLimit: '64Mi' } }]);
    expect(at(web, 'containers.0.volumeMounts')).toEqual([{ name: 'tmp-web', mountPath: '/tmp' }]);
    expect(at(objectOf(found, 'Pod', 'own'), 'spec.volumes.1')).toBeUndefined();
  });

  test('what is in no app gets nothing, and an app in an app gives its own', async () => {
    const found = await rendered(
      (_, parent) => {
        pod('alone', { containers: [container()] }, {});
        const inner = new HardenedApp('inner', { policy: POLICY, today: '2026-11-21' }, { parent });
        pod('inside', { containers: [container()] }, { parent: inner });
      },
      { harden },
    );
    for (const name of ['alone', 'inside']) {
      const spec = at(objectOf(found, 'Pod', name), 'spec');
      expect([at(spec, 'containers.0.image'), at(spec, 'imagePullSecrets')]).toEqual([IMAGE, undefined]);
    }
  });
});

test('hardening makes the root file system read-only, and the app gives a folder to write to', async () => {
  const found = await rendered((parent) => pod('web', { containers: [container()] }, { parent }), {
    harden: true,
  });
  const spec = at(objectOf(found, 'Pod'), 'spec');
  expect(at(spec, 'containers.0.securityContext.readOnlyRootFilesystem')).toBe(true);
  expect(at(spec, 'containers.0.volumeMounts')).toEqual([{ name: 'tmp-web', mountPath: '/tmp' }]);
});

test('what the app makes itself is not touched twice, and transformations of the user stay', async () => {
  const seen: string[] = [];
  const found = await renderUnjudged(() => {
    const note: pulumi.ResourceTransformation = ({ name }) => {
      seen.push(name);
      return undefined;
    };
    const app = new HardenedApp('app', ARGS, { transformations: [note] });
    pod('web', { containers: [container()] }, { parent: app });
  });
  expect(seen).toContain('web');
  expect(at(objectOf(found, 'Pod'), 'spec.containers.0.image')).toBe(`${IMAGE}@${DIGEST}`);
});

test('it is made when its namespace is there, and what it waits for itself stays', async () => {
  const waits = new Map<string, unknown>();
  await renderUnjudged(() => {
    pulumi.runtime.registerStackTransformation(({ name, opts }) => {
      const given: pulumi.Output<unknown> = pulumi.output(opts.dependsOn);
      if (name.startsWith('raw'))
        given.apply((all) => waits.set(name, Array.isArray(all) ? all.map(typeOf) : all));
      return undefined;
    });
    const app = new HardenedApp('app', ARGS);
    const shop = new IsolatedNamespace('shop', {}, { parent: app });
    pod('raw', { containers: [container()] }, { parent: shop });
    const dependsOn = pod('first', { containers: [container()] }, {});
    pod('raw-after', { containers: [container()] }, { parent: shop, dependsOn });
    pod('raw-in-app', { containers: [container()] }, { parent: app, dependsOn: [dependsOn] });
  });
  const before = ['PriorityClass', 'Namespace', 'ResourceQuota', 'LimitRange'];
  const space = [...before, 'ServiceAccountPatch', 'NetworkPolicy'].map((kind) =>
    expect.stringMatching(new RegExp(`:${kind}$`)),
  );
  const [priority] = space;
  const first = 'kubernetes:core/v1:Pod';
  expect(Object.fromEntries(waits)).toEqual({
    raw: space,
    'raw-after': [...space, first],
    'raw-in-app': [priority, first],
  });
});
