import * as pulumi from '@pulumi/pulumi';
import { isOpaque } from '../../lib/core/manifest/plain';
import {
  IsolatedNamespace,
  SecureCronJob,
  type SecureCronJobArgs,
  SecureDeployment,
  type SecureDeploymentArgs,
} from '../../lib/pulumi';
import { type PulumiRendering, renderPulumi } from '../../lib/pulumi/render/render';
import { at, containerOf, failureOf, IMAGE, inShop, objectOf, WEB } from './support';

/** A value that `pulumi preview` does not know: the output of a resource that is not made yet. */
function unknown(): pulumi.Output<string> {
  class Other extends pulumi.CustomResource {
    declare readonly text: pulumi.Output<string>;
    constructor() {
      super('other:index:Thing', 'thing', { text: undefined });
    }
  }
  return new Other().text;
}

const preview = (args: () => Partial<SecureDeploymentArgs>): Promise<PulumiRendering> =>
  inShop(
    (shop) => new SecureDeployment('web', { ...WEB, ...args() }, { parent: shop }),
    {},
    { preview: true },
  );

const update = (args: () => Partial<SecureDeploymentArgs>): Promise<PulumiRendering> =>
  inShop((shop) => new SecureDeployment('web', { ...WEB, ...args() }, { parent: shop }));

/** A secret that a program waits for, as an async function gives it. */
function secretly(text: string): Promise<string> {
  const promise: unknown = Promise.resolve(pulumi.secret(text));
  return promise instanceof Promise ? promise : Promise.reject(new Error('no promise'));
}

/** An Output that holds what its type rules out, as what others wrote does. */
function holding(value: undefined | null): pulumi.Output<string> {
  const text: string = JSON.parse(JSON.stringify({ value })).value;
  return pulumi.output(text);
}

/** Runs an update, and notes each Deployment that is made. */
function updateWatched(args: Partial<SecureDeploymentArgs>, made: string[]): Promise<unknown> {
  return renderPulumi(() => {
    pulumi.runtime.registerStackTransformation(({ resource, type }) => {
      if (type === 'kubernetes:apps/v1:Deployment') {
        setImmediate(() => pulumi.output(resource.urn).apply((urn) => made.push(urn)));
      }
      return undefined;
    });
    const shop = new IsolatedNamespace('shop', { labels: { owner: 'team' } });
    const known = { ...WEB, labels: { owner: 'team' }, annotations: { email: 'a@example.com' } };
    new SecureDeployment('web', { ...known, ...args }, { parent: shop });
  });
}

/** Paths of everything in a value that is not known. */
function unknownsIn(value: unknown, path = ''): string[] {
  if (isOpaque(value)) return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    unknownsIn(item, path === '' ? key : `${path}.${key}`),
  );
}

const CONTAINER = 'spec.template.spec.containers.0';

describe('leaves that are known later', () => {
  it('leave everything else of a preview known', async () => {
    const rendering = await preview(() => ({ image: unknown(), env: { A: pulumi.output('a'), B: 'b' } }));
    expect(unknownsIn(rendering.manifests)).toEqual([
      expect.stringMatching(/^\d+\.spec\.template\.spec\.containers\.0\.image$/),
    ]);
    expect(at(containerOf(rendering, 'web'), 'env')).toEqual([
      { name: 'A', value: 'a' },
      { name: 'B', value: 'b' },
    ]);
    expect(at(containerOf(rendering, 'web'), 'securityContext.readOnlyRootFilesystem')).toBe(true);
  });

  const LEAVES: readonly [
    string,
    (leaf: (text: string) => pulumi.Output<string>) => Partial<SecureDeploymentArgs>,
    string,
    unknown,
  ][] = [
    ['image', (leaf) => ({ image: leaf(IMAGE) }), 'image', IMAGE],
    ['command', (leaf) => ({ command: ['/app', leaf('--fast')] }), 'command', ['/app', '--fast']],
    ['args', (leaf) => ({ args: [leaf('serve')] }), 'args', ['serve']],
    ['workingDir', (leaf) => ({ workingDir: leaf('/srv') }), 'workingDir', '/srv'],
    ['env', (leaf) => ({ env: { A: leaf('1') } }), 'env', [{ name: 'A', value: '1' }]],
    [
      'a Secret in env',
      (leaf) => ({ env: { A: { secret: leaf('db'), key: leaf('password') } } }),
      'env.0.valueFrom.secretKeyRef',
      { key: 'password', name: 'db' },
    ],
    [
      'envFrom',
      (leaf) => ({ envFrom: [{ configMap: leaf('flags') }] }),
      'envFrom',
      [{ configMapRef: { name: 'flags' } }],
    ],
    [
      'cpu, in its canonical form',
      (leaf) => ({ resources: { cpu: leaf('0.5') } }),
      'resources.requests.cpu',
      '500m',
    ],
    [
      'the limit that follows from it',
      (leaf) => ({ resources: { memory: leaf('1024Mi') } }),
      'resources.limits.memory',
      '1Gi',
    ],
    [
      'a hook',
      (leaf) => ({ lifecycle: { preStop: { exec: [leaf('/stop')] } } }),
      'lifecycle.preStop.exec.command',
      ['/stop'],
    ],
    [
      'a header of a probe',
      (leaf) => ({ probe: { http: '/healthz', headers: { Host: leaf('shop.example.com') } } }),
      'readinessProbe.httpGet.httpHeaders',
      [{ name: 'Host', value: 'shop.example.com' }],
    ],
  ];
  it.each(LEAVES)('%s: reaches the object', async (_, args, path, expected) => {
    const rendering = await update(() => args((text) => pulumi.output(Promise.resolve(text))));
    expect(at(containerOf(rendering, 'web'), path)).toEqual(expected);
    const promised = await update(() => args((text) => pulumi.output(text)));
    expect(at(containerOf(promised, 'web'), path)).toEqual(expected);
  });

  it('take promises as well as Outputs, and pull secrets and annotations', async () => {
    const rendering = await renderPulumi(() => {
      const shop = new IsolatedNamespace('shop', {
        labels: { owner: 'team' },
        annotations: { contact: Promise.resolve('team') },
        imagePullSecrets: [pulumi.output('registry')],
      });
      const args = {
        ...WEB,
        image: Promise.resolve(IMAGE),
        labels: { owner: 'team' },
        annotations: { email: pulumi.output('a@example.com') },
      };
      new SecureDeployment('web', args, { parent: shop });
    });
    expect(at(objectOf(rendering, 'Namespace'), 'metadata.annotations')).toEqual({ contact: 'team' });
    const deployment = objectOf(rendering, 'Deployment');
    expect(at(deployment, 'metadata.annotations.email')).toBe('a@example.com');
    expect(at(deployment, 'spec.template.spec.imagePullSecrets')).toEqual([{ name: 'registry' }]);
    expect(at(deployment, `${CONTAINER}.image`)).toBe(IMAGE);
  });

  it('roll the workload where they are contents of a file', async () => {
    const checksum = async (text: string): Promise<unknown> => {
      const files = { '/etc/app': { files: { 'app.conf': pulumi.output(text) } } };
      const rendering = await update(() => ({ files }));
      expect(at(objectOf(rendering, 'ConfigMap'), 'data')).toEqual({ 'app.conf': text });
      return at(objectOf(rendering, 'Deployment'), 'spec.template.metadata.annotations')?.valueOf();
    };
    const one = await checksum('a');
    expect(one).toEqual({ 'bulwark/config': expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(await checksum('a')).toEqual(one);
    expect(await checksum('b')).not.toEqual(one);
  });

  it('take the digest of the image lock', async () => {
    const images = {
      images: { 'registry.example.com/web:v2': { digest: `sha256:${'b'.repeat(64)}`, date: '2026-11-01' } },
    };
    const rendering = await inShop(
      (shop) =>
        new SecureDeployment(
          'web',
          { ...WEB, image: pulumi.output('registry.example.com/web:v2') },
          { parent: shop },
        ),
      { images },
    );
    expect(at(containerOf(rendering, 'web'), 'image')).toBe(
      `registry.example.com/web:v2@sha256:${'b'.repeat(64)}`,
    );
  });

  it.each([
    [
      'an image without a digest',
      () => ({ image: pulumi.output('registry.example.com/web:v2') }),
      /image-pinned-to-digest at app\/shop\/web/,
    ],
    ['an image that is none', () => ({ image: pulumi.output('UPPER CASE') }), /image: found "UPPER CASE"/],
    [
      'an amount that is none',
      () => ({ resources: { cpu: pulumi.output('lots') } }),
      /resources\.cpu: found "lots"/,
    ],
    [
      'a limit below its request',
      () => ({ resources: { cpu: '500m', cpuLimit: pulumi.output('100m') } }),
      /resources\.cpuLimit: found "100m"; needs at least the request/,
    ],
    [
      'a request above its limit',
      () => ({ resources: { memory: pulumi.output('1Gi'), memoryLimit: '512Mi' } }),
      /resources\.memoryLimit: found "512Mi"; needs at least the request/,
    ],
    [
      'a name that is none',
      () => ({ envFrom: [{ secret: pulumi.output('No Name') }] }),
      /envFrom\[0\]: found "No Name"/,
    ],
  ])('%s fails the update, and no Deployment is made', async (_, args, message) => {
    const made: string[] = [];
    const failure = await failureOf(updateWatched(args(), made));
    expect(failure.replace('at shop/web', 'at app/shop/web')).toMatch(message);
    expect(made).toEqual([]);
    const good: string[] = [];
    await updateWatched({}, good);
    expect(good).toHaveLength(1);
  });

  it.each<[string, () => Partial<SecureDeploymentArgs>]>([
    ['judged', () => ({ image: pulumi.secret('registry.example.com/hidden:v2') })],
    ['read', () => ({ image: pulumi.secret('NOT AN IMAGE hidden') })],
    ['judged together', () => ({ resources: { cpu: pulumi.secret('63999') } })],
    ['read, with the wrong part', () => ({ image: pulumi.secret('registry.example.com/web:"hidden"!') })],
    ['read from a promise', () => ({ image: secretly('NOT AN IMAGE hidden') })],
  ])('that are secret and refused when they are %s are not shown', async (_, args) => {
    const failure = await failureOf(update(args));
    expect(failure).toContain('a value that is not shown, since it is secret');
    expect(failure).not.toMatch(/hidden|63999/);
  });

  const files = (content: pulumi.Output<string>): Partial<SecureDeploymentArgs> => ({
    files: { '/etc/app': { files: { 'app.conf': content, other: 'x' } } },
  });
  it.each<[string, (leaf: pulumi.Output<string>) => Partial<SecureDeploymentArgs>, string]>([
    ['a working folder', (leaf) => ({ workingDir: leaf }), 'spec.template.spec.containers[0].workingDir'],
    ['the content of a file', files, 'data.app.conf'],
    ['an annotation', (leaf) => ({ annotations: { note: leaf } }), 'metadata.annotations.note'],
  ])('that hold nothing are refused: %s', async (_, args, field) => {
    for (const run of [update, preview]) {
      for (const value of [undefined, null]) {
        const failure = await failureOf(run(() => args(holding(value))));
        expect(failure).toContain(`${field}: found an Output or a promise that holds nothing`);
      }
    }
  });

  it('fail the update where only the whole set shows that they are wrong', async () => {
    const failure = await failureOf(update(() => ({ resources: { cpu: pulumi.output('64') } })));
    expect(failure).toMatch(/limit-range at app\/shop\/web .*found "64"/);
  });

  it('a wrong value that a preview knows fails the preview, beside one that it does not', async () => {
    const args = (): Partial<SecureDeploymentArgs> => ({
      image: pulumi.output('registry.example.com/web:v2'),
      workingDir: unknown(),
    });
    expect(await failureOf(preview(args))).toMatch(/image-pinned-to-digest/);
  });
});

describe('an Output in a place that decides what there is', () => {
  const out = (): pulumi.Output<string> => unknown();
  // What the types refuse too: these programs are JavaScript.
  const updateLoosely = (args: object): Promise<unknown> => update(() => args);
  it.each<[string, () => object, string]>([
    ['a name', () => ({ name: out() }), 'name'],
    ['a port', () => ({ port: out() }), 'port'],
    ['a port in a form', () => ({ port: { container: out() } }), 'port.container'],
    ['replicas', () => ({ replicas: out() }), 'replicas'],
    ['a label', () => ({ labels: { tier: out() } }), 'labels.tier'],
    ['a selector', () => ({ selector: { app: out() } }), 'selector.app'],
    ['the whole of env', () => ({ env: out() }), 'env'],
    ['a folder', () => ({ scratch: [out()] }), 'scratch[0]'],
    ['a path of a probe', () => ({ probe: { http: out() } }), 'probe.http'],
    ['the name of a sidecar', () => ({ sidecars: [{ name: out(), image: IMAGE }] }), 'sidecars[0].name'],
    ['the whole of fields', () => ({ fields: out() }), 'fields'],
    ['the whole of the pod, as a promise', () => ({ pod: Promise.resolve({}) }), 'pod'],
    ['the whole of podSecurity, as a promise', () => ({ podSecurity: Promise.resolve({}) }), 'podSecurity'],
    ['all references', () => ({ uses: Promise.resolve({}) }), 'uses'],
    ['a node selector', () => ({ nodeSelector: { disk: out() } }), 'nodeSelector.disk'],
  ])('%s is refused, and told what to do', async (_, args, field) => {
    const failure = await failureOf(updateLoosely(args()));
    expect(failure).toContain(`${field}: found a value that is not known yet; needs a`);
    expect(failure).toMatch(/Fix: (a constant, or new pulumi\.Config|write each field with its own Output)/);
  });

  it.each<[string, () => object, string]>([
    ['a function', () => ({ workingDir: () => '/srv' }), 'workingDir: found "a function"'],
    ['a symbol', () => ({ podAnnotations: { a: Symbol('b') } }), 'podAnnotations.a: found "a symbol"'],
    ['a function for a port', () => ({ port: () => 8080 }), 'port: found "a function"'],
  ])('%s is refused, for nothing would be in the object', async (_, args, found) => {
    expect(await failureOf(updateLoosely(args()))).toContain(found);
  });
});

describe('the times of a CronJob that are known later', () => {
  const cron = (args: () => Partial<SecureCronJobArgs>, preview = false): Promise<PulumiRendering> =>
    inShop(
      (shop) =>
        new SecureCronJob('nightly', { image: IMAGE, schedule: '@daily', ...args() }, { parent: shop }),
      {},
      { preview },
    );

  it('are in the manifest when they are known, and are nothing to a preview', async () => {
    const known = () => ({ schedule: pulumi.output('0 3 * * *'), timeZone: pulumi.output('Europe/Berlin') });
    const spec = at(objectOf(await cron(known), 'CronJob', 'nightly'), 'spec');
    expect([at(spec, 'schedule'), at(spec, 'timeZone')]).toEqual(['0 3 * * *', 'Europe/Berlin']);
    const rendering = await cron(() => ({ schedule: unknown() }), true);
    expect(unknownsIn(rendering.manifests)).toEqual([expect.stringMatching(/^\d+\.spec\.schedule$/)]);
  });

  it.each([
    ['0 0 31 2 *', 'a date that there is'],
    ['TZ=UTC 0 3 * * *', 'without TZ'],
    ['@every 1s', 'a minute or more'],
  ])('%s fails the deployment', async (schedule, message) => {
    const failure = await failureOf(cron(() => ({ schedule: pulumi.output(schedule) })));
    expect(failure).toContain(message);
  });
});
