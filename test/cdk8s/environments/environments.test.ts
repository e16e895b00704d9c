import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  clusters,
  environments,
  type HardenedApp,
  IsolatedNamespace,
  SecureCronJob,
  SecureDeployment,
  SecureStatefulSet,
} from 'bulwark/cdk8s';
import { ApiObject } from 'cdk8s';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { readManifests } from '../../../lib/core/yaml';
import { at, folder, IMAGE, one, TODAY, WEB } from '../support';

const DIGEST = IMAGE.slice(IMAGE.indexOf('@'));

function shop(app: HardenedApp): {
  readonly web: SecureDeployment;
  readonly nightly: SecureCronJob;
  readonly db: SecureStatefulSet;
} {
  const shop = new IsolatedNamespace(app, 'shop');
  const web = new SecureDeployment(shop, 'web', {
    ...WEB,
    env: { LOG_LEVEL: 'info', PASSWORD: { secret: 'db', key: 'password' } },
    expose: { host: 'shop.example.com', certificate: { issuer: 'live' } },
    initContainers: [{ name: 'migrate', image: IMAGE }],
  });
  const nightly = new SecureCronJob(shop, 'nightly', { image: IMAGE, schedule: '0 3 * * *' });
  const db = new SecureStatefulSet(shop, 'db', {
    ...WEB,
    user: 20001,
    volumes: { '/data': { size: '10Gi' }, '/work': { ephemeral: { size: '5Gi' } } },
  });
  return { web, nightly, db };
}

/** The objects of each environment. */
function render(
  all: Parameters<typeof environments<ReturnType<typeof shop>>>[1],
): (environment: string, kind: string, name: string) => PlainObject {
  const made = environments(shop, all, { today: TODAY }).synthesize();
  return (environment, kind, name) =>
    one(made.environments.get(environment)?.files.flatMap(({ objects }) => [...objects]) ?? [], kind, name);
}

const STAGING = {
  cluster: clusters.kubeadm({
    gatewayApi: { class: 'envoy' },
    gateway: { namespace: 'gateways', labels: { app: 'envoy' } },
  }),
};

describe('an app for several environments', () => {
  test('has in each what that one sets, and the code elsewhere', () => {
    const object = render({
      staging: STAGING,
      prod: {
        ...STAGING,
        registryMirrors: { 'registry.example.com': 'mirror.example.com/cache' },
        namespaces: { shop: { quota: { cpu: '80' }, limits: { cpu: '300m' } } },
        workloads: {
          web: {
            image: `registry.example.com/shop/web:v2${DIGEST}`,
            replicas: 5,
            resources: { memory: '1Gi' },
            env: { LOG_LEVEL: 'warn', MODE: 'live' },
            containers: { migrate: { resources: { cpu: '100m' } } },
            hosts: { 'shop.example.com': 'www.example.com' },
            certificate: { secret: 'www' },
          },
          nightly: { schedule: '0 5 * * *', timeZone: 'Europe/Berlin', suspend: true },
          'shop/db': { volumeSizes: { '/data': '100Gi', '/work': '50Gi' } },
        },
      },
    });
    const rows: [kind: string, name: string, path: string, staging: unknown, prod: unknown][] = [
      ['Deployment', 'web', 'spec.replicas', 2, 5],
      ['Deployment', 'web', 'spec.template.spec.containers.0.resources.limits.memory', '256Mi', '1Gi'],
      ['Deployment', 'web', 'spec.template.spec.containers.0.resources.limits.cpu', '250m', '250m'],
      ['Deployment', 'web', 'spec.template.spec.initContainers.0.resources.limits.cpu', '250m', '100m'],
      [
        'Deployment',
        'web',
        'spec.template.spec.containers.0.image',
        IMAGE,
        `mirror.example.com/cache/shop/web:v2${DIGEST}`,
      ],
      ['CronJob', 'nightly', 'spec.schedule', '0 3 * * *', '0 5 * * *'],
      ['CronJob', 'nightly', 'spec.timeZone', 'Etc/UTC', 'Europe/Berlin'],
      ['CronJob', 'nightly', 'spec.suspend', undefined, true],
      [
        'CronJob',
        'nightly',
        'spec.jobTemplate.spec.template.spec.containers.0.image',
        IMAGE,
        `mirror.example.com/cache/${IMAGE.slice('registry.example.com/'.length)}`,
      ],
      ['StatefulSet', 'db', 'spec.volumeClaimTemplates.0.spec.resources.requests.storage', '10Gi', '100Gi'],
      ['StatefulSet', 'db', 'spec.replicas', 2, 2],
      ['HTTPRoute', 'web', 'spec.hostnames.0', 'shop.example.com', 'www.example.com'],
    ];
    const found = rows.map(([kind, name, path]) => [
      kind,
      name,
      path,
      at(object('staging', kind, name), path),
      at(object('prod', kind, name), path),
    ]);
    expect(found).toEqual(rows);
    const env = (environment: string): unknown =>
      at(object(environment, 'Deployment', 'web'), 'spec.template.spec.containers.0.env');
    const password = { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } };
    expect(env('staging')).toEqual(expect.arrayContaining([{ name: 'LOG_LEVEL', value: 'info' }, password]));
    expect(env('prod')).toEqual(
      expect.arrayContaining([
        { name: 'LOG_LEVEL', value: 'warn' },
        { name: 'MODE', value: 'live' },
        password,
      ]),
    );
    const quota = (environment: string): unknown =>
      Reflect.get(Object(at(object(environment, 'ResourceQuota', 'quota'), 'spec.hard')), 'limits.cpu');
    expect([quota('staging'), quota('prod')]).toEqual(['40', '80']);
  });

  test('keeps an image that the lock has, by the name of the original, when it comes from a mirror', () => {
    const app = environments(
      (made) => {
        new SecureCronJob(new IsolatedNamespace(made, 'shop'), 'nightly', {
          image: 'nginx:1.29',
          schedule: '@daily',
        });
        new ApiObject(made.node.children.find(({ node }) => node.id === 'shop') ?? made, 'other', {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'other' },
          spec: { containers: [{ name: 'a', image: 'nginx:1.29' }] },
        });
      },
      {
        prod: { cluster: clusters.kubeadm(), registryMirrors: { 'docker.io': 'mirror.example.com/docker' } },
      },
      { today: TODAY, images: { images: { 'nginx:1.29': { digest: DIGEST.slice(1), date: '2026-11-01' } } } },
    );
    const objects = app
      .environment('prod')
      .synthesize()
      .files.flatMap((file) => [...file.objects]);
    const image = `mirror.example.com/docker/library/nginx:1.29${DIGEST}`;
    expect(
      at(one(objects, 'CronJob', 'nightly'), 'spec.jobTemplate.spec.template.spec.containers.0.image'),
    ).toBe(image);
    expect(at(one(objects, 'Pod', 'other'), 'spec.containers.0.image')).toBe(image);
  });

  test('is judged in each by the cluster of that one, and says in which something was found', () => {
    const tagged = environments(
      (app) => {
        new SecureDeployment(new IsolatedNamespace(app, 'shop'), 'web', {
          ...WEB,
          image: 'registry.example.com/web',
        });
      },
      {
        staging: { cluster: clusters.kubeadm({ kubernetes: '1.33' }), workloads: { web: { image: IMAGE } } },
        prod: { cluster: clusters.kubeadm({ kubernetes: '1.37' }) },
      },
      { today: TODAY },
    );
    expect(() => tagged.synth()).toThrow(/^.*nothing was written\n {2}- prod: .*image/);
    const { environments: all } = tagged.synthesize();
    const enforced = (name: string): unknown => {
      const objects = all.get(name)?.files.flatMap((file) => [...file.objects]) ?? [];
      const labels = at(one(objects, 'Namespace', 'shop'), 'metadata.labels');
      return Reflect.get(Object(labels), 'pod-security.kubernetes.io/enforce-version');
    };
    expect([enforced('staging'), enforced('prod')]).toEqual(['v1.33', 'v1.37']);
  });

  test('says the same of several environments once', () => {
    const tagged = environments(
      (app) => {
        new SecureDeployment(new IsolatedNamespace(app, 'shop'), 'web', {
          ...WEB,
          image: 'registry.example.com/web:v1',
        });
      },
      { staging: STAGING, prod: STAGING },
      { today: TODAY, outdir: folder() },
    );
    expect(() => tagged.synth()).toThrow(
      /^one finding in environments; nothing was written\n {2}- all environments: /,
    );
  });

  test('has waivers of one environment there alone', () => {
    const waiver = {
      control: 'image-pinned-to-digest' as const,
      reason: 'the cluster of developers has no registry with digests',
      owner: 'team-shop',
      expires: '2027-01-31',
    };
    const app = environments(
      (made) => {
        new SecureDeployment(new IsolatedNamespace(made, 'shop'), 'web', {
          ...WEB,
          image: 'registry.example.com/web:v1',
        });
      },
      { staging: { ...STAGING, workloads: { web: { waivers: [waiver] } } }, prod: STAGING },
      { today: TODAY, outdir: folder() },
    );
    expect(() => app.synth()).toThrow(
      /^one finding in environments; nothing was written\n {2}- prod: .*image-pinned-to-digest/,
    );
    for (const place of [{ waivers: [waiver] }, { namespaces: { shop: { waivers: [waiver] } } }]) {
      const [staging] = [
        ...environments(
          (made) => {
            new SecureDeployment(new IsolatedNamespace(made, 'shop'), 'web', {
              ...WEB,
              image: 'registry.example.com/web:v1',
            });
          },
          { staging: { ...STAGING, ...place } },
          { today: TODAY },
        )
          .synthesize()
          .environments.values(),
      ];
      expect(staging?.judgement.findings).toEqual([]);
      expect(staging?.judgement.suppressed.map(({ control }) => control)).toContain('image-pinned-to-digest');
    }
  });
});

describe('the output', () => {
  const build = (app: HardenedApp): void => {
    new SecureDeployment(new IsolatedNamespace(app, 'shop'), 'web', WEB);
  };
  const files = (path: string): string[] => readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();

  test('is a folder for each environment; what is gone goes', () => {
    const outdir = folder();
    writeFileSync(join(outdir, 'mine.txt'), 'mine');
    environments(build, { staging: STAGING, prod: STAGING }, { today: TODAY, outdir }).synth();
    expect(files(outdir)).toEqual([
      '.bulwark-environments',
      'mine.txt',
      'prod',
      'prod/.bulwark-index',
      'prod/00-cluster.k8s.yaml',
      'prod/01-shop.k8s.yaml',
      'staging',
      'staging/.bulwark-index',
      'staging/00-cluster.k8s.yaml',
      'staging/01-shop.k8s.yaml',
    ]);
    const text = readFileSync(join(outdir, 'prod/01-shop.k8s.yaml'), 'utf8');
    expect(readManifests(text, 'a').documents.map(({ value }) => at(Object(value), 'kind'))).toContain(
      'Deployment',
    );
    writeFileSync(join(outdir, 'staging/mine.txt'), 'mine');
    environments(build, { prod: STAGING }, { today: TODAY, outdir }).synth();
    expect(files(outdir)).toEqual([
      '.bulwark-environments',
      'mine.txt',
      'prod',
      'prod/.bulwark-index',
      'prod/00-cluster.k8s.yaml',
      'prod/01-shop.k8s.yaml',
      'staging',
      'staging/mine.txt',
    ]);
  });

  test('takes the place of that of an app without environments, and gives it back', async () => {
    const { HardenedApp: App } = await import('bulwark/cdk8s');
    const outdir = folder();
    const plain = (): void => {
      const app = new App({ today: TODAY, outdir });
      build(app);
      app.synth();
    };
    plain();
    const before = files(outdir);
    expect(before).toContain('01-shop.k8s.yaml');
    environments(build, { prod: STAGING }, { today: TODAY, outdir }).synth();
    expect(files(outdir)).not.toContain('01-shop.k8s.yaml');
    plain();
    expect(files(outdir)).toEqual(before);
  });

  test('is not written at all where one environment has findings, or a link stands in its place', () => {
    const outdir = folder();
    const elsewhere = folder();
    const app = environments(
      build,
      { a: STAGING, z: { ...STAGING, workloads: { web: { image: 'registry.example.com/web:v1' } } } },
      { today: TODAY, outdir },
    );
    expect(() => app.synth()).toThrow('z: ');
    expect(files(outdir)).toEqual([]);
    symlinkSync(elsewhere, join(outdir, 'z'));
    expect(() => environments(build, { a: STAGING, z: STAGING }, { today: TODAY, outdir }).synth()).toThrow(
      /a link or a file.*\n {2}- z\n/,
    );
    expect(files(elsewhere)).toEqual([]);
    expect(existsSync(join(outdir, 'a'))).toBe(false);
    const taken = folder();
    mkdirSync(join(taken, 'z'));
    writeFileSync(join(taken, 'z/01-shop.k8s.yaml'), 'kind: Mine\n');
    expect(() =>
      environments(build, { a: STAGING, z: STAGING }, { today: TODAY, outdir: taken }).synth(),
    ).toThrow('holds what no run of ours wrote');
    expect(existsSync(join(taken, 'a'))).toBe(false);
  });
});
