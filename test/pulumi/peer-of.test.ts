import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import {
  clusters,
  external,
  HardenedApp,
  IsolatedNamespace,
  peerOf,
  SecureDeployment,
} from '../../lib/pulumi';
import { type PulumiRendering, renderPulumi } from '../../lib/pulumi/render/render';
import { folder } from '../cdk8s/support';
import { at, failureOf, IMAGE, objectOf, POLICY, WEB } from './support';

interface Made {
  readonly shop: IsolatedNamespace;
  readonly app: HardenedApp;
}

type Parts = Readonly<Record<string, unknown>>;

const LABELS = { app: 'grafana' };
const PORTS = [{ name: 'http', containerPort: 3000 }];

const workload = (name: string, labels: Parts = LABELS, metadata: Parts = { namespace: 'shop' }): Parts => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, ...metadata },
  spec: {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: { containers: [{ name: 'main', image: IMAGE, ports: PORTS }] },
    },
  },
});

const SERVICE: Parts = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'grafana', namespace: 'shop' },
  spec: { selector: LABELS, ports: [{ port: 80, targetPort: 'http' }] },
};

/** A resource of the Kubernetes provider, whose inputs are not typed. */
class Raw extends pulumi.CustomResource {}

const raw = (manifest: Parts, opts: pulumi.CustomResourceOptions, name = 'grafana') => {
  const group = String(manifest.apiVersion).includes('/') ? manifest.apiVersion : 'core/v1';
  return new Raw(`kubernetes:${String(group)}:${String(manifest.kind)}`, name, manifest, opts);
};

function file(...documents: readonly Parts[]): string {
  const path = join(folder(), 'chart.yaml');
  writeFileSync(path, documents.map((document) => JSON.stringify(document)).join('\n---\n'));
  return path;
}

/** The call that renders a chart or a folder, answered with objects. */
const answering = (...objects: readonly Parts[]) => ({
  call: ({ token }: { readonly token: string }) =>
    token === 'kubernetes:helm:template' || token === 'kubernetes:kustomize:directory'
      ? { result: [...objects] }
      : undefined,
});

function rendered(
  say: (made: Made) => unknown,
  providers: { call?: () => undefined } | ReturnType<typeof answering> = {},
): Promise<PulumiRendering> {
  return renderPulumi(
    () => {
      const app = new HardenedApp('app', {
        policy: POLICY,
        today: '2026-11-21',
        cluster: clusters.kubeadm(),
      });
      say({ app, shop: new IsolatedNamespace('shop', {}, { parent: app }) });
    },
    { providers },
  );
}

/** Everything that makes a third-party workload known, and what is then its scope. */
const SOURCES: readonly [string, (parent: pulumi.ComponentResource) => pulumi.Resource][] = [
  [
    'a raw resource',
    (parent) => {
      const group = new pulumi.ComponentResource('pkg:index:Vendor', 'vendor', {}, { parent });
      raw(workload('grafana'), { parent: group });
      raw(SERVICE, { parent: group });
      return group;
    },
  ],
  [
    'a ConfigFile',
    (parent) => new k8s.yaml.ConfigFile('vendor', { file: file(workload('grafana'), SERVICE) }, { parent }),
  ],
  [
    'a ConfigGroup',
    (parent) =>
      new k8s.yaml.ConfigGroup('vendor', { files: [file(workload('grafana'), SERVICE)] }, { parent }),
  ],
  [
    'a Chart',
    (parent) => new k8s.helm.v3.Chart('vendor', { path: './vendor', namespace: 'shop' }, { parent }),
  ],
  [
    'a Directory of kustomize',
    (parent) => new k8s.kustomize.Directory('vendor', { directory: './vendor' }, { parent }),
  ],
];

const CHART = answering(workload('grafana'), SERVICE);

test.each(SOURCES)('what %s renders is a source and a target of routes', async (_, make) => {
  const rendering = await rendered(({ shop }) => {
    const parent = shop;
    const web = new SecureDeployment('web', WEB, { parent });
    const vendor = make(parent);
    const grafana = peerOf(vendor, 'Deployment', 'grafana').talksTo(web);
    expect(peerOf(vendor, 'Deployment', 'grafana')).toBe(grafana);
    const uses = { GRAFANA: grafana, SAME: grafana.port('http') };
    new SecureDeployment('proxy', { ...WEB, uses }, { parent }).uses({ LATER: web });
    new SecureDeployment('admin', WEB, { parent }).talksTo(grafana);
  }, CHART);
  const policy = at(objectOf(rendering, 'NetworkPolicy', 'grafana'), 'spec');
  expect(at(policy, 'podSelector.matchLabels')).toEqual(LABELS);
  expect(at(policy, 'ingress')).toEqual(
    ['admin', 'proxy'].map((name) => ({
      from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/instance': name } } }],
      ports: [{ port: 3000, protocol: 'TCP' }],
    })),
  );
  expect(at(policy, 'egress.1.to.0.podSelector.matchLabels')).toEqual({
    'app.kubernetes.io/instance': 'web',
  });
  expect(at(objectOf(rendering, 'Deployment', 'proxy'), 'spec.template.spec.containers.0.env')).toEqual([
    { name: 'GRAFANA', value: 'grafana:80' },
    { name: 'SAME', value: 'grafana:80' },
    { name: 'LATER', value: 'web:8080' },
  ]);
  expect(at(objectOf(rendering, 'NetworkPolicy', 'web'), 'spec.ingress.1.from')).toContainEqual({
    podSelector: { matchLabels: LABELS },
  });
});

test('the name of a namespace of ours is known, though it is an Output', async () => {
  const rendering = await rendered(({ shop }) => {
    const given = { namespace: shop.namespace };
    peerOf(raw(workload('grafana', LABELS, given), { parent: shop }), 'Deployment', 'grafana');
  });
  expect(at(objectOf(rendering, 'NetworkPolicy', 'grafana'), 'metadata.namespace')).toBe('shop');
});

test.each<[string, (made: Made) => unknown, RegExp]>([
  [
    'no such workload',
    ({ shop }) => peerOf(raw(workload('grafana'), { parent: shop }), 'Deployment', 'grafanna'),
    /found Deployment grafana; needs a Deployment grafanna with pods/,
  ],
  [
    'no such workload in a file',
    ({ shop }) =>
      peerOf(
        new k8s.yaml.ConfigFile('vendor', { file: file(workload('grafana')) }, { parent: shop }),
        'StatefulSet',
        'grafana',
      ),
    /needs a StatefulSet grafana with pods/,
  ],
  [
    'labels that others have',
    ({ shop }) => {
      raw(workload('other', { ...LABELS, tier: 'x' }), { parent: shop }, 'other');
      raw(workload('grafana'), { parent: shop });
      peerOf(shop, 'Deployment', 'grafana');
    },
    /selector: found labels that Deployment other has too/,
  ],
  [
    'labels that are known later',
    ({ shop }) => {
      const labels = { app: pulumi.output('grafana') };
      peerOf(raw(workload('grafana', labels), { parent: shop }), 'Deployment', 'grafana');
    },
    /spec\.template\.metadata\.labels\.app: found an Output or a promise/,
  ],
  [
    'an object without the namespace that it is in',
    ({ shop }) => peerOf(raw(workload('grafana', LABELS, {}), { parent: shop }), 'Deployment', 'grafana'),
    /needs the namespace shop that it is in/,
  ],
  [
    'no app',
    () => peerOf(raw(workload('grafana'), {}), 'Deployment', 'grafana'),
    /found no HardenedApp above it/,
  ],
  [
    'a chart that waits for the app itself',
    ({ shop }) =>
      peerOf(
        new k8s.helm.v3.Chart('vendor', { path: './vendor', namespace: shop.namespace }, { parent: shop }),
        'Deployment',
        'grafana',
      ),
    /which waits for app\/shop\/shop of its own app/,
  ],
  [
    'a route to a port that it lacks',
    ({ shop }) =>
      new SecureDeployment('web', WEB, { parent: shop }).talksTo(
        peerOf(
          new k8s.yaml.ConfigFile('vendor', { file: file(workload('grafana')) }, { parent: shop }),
          'Deployment',
          'grafana',
        ),
        { ports: ['admin'] },
      ),
    /found no port 'admin'/,
  ],
  [
    'an address without a Service',
    ({ shop }) => {
      const vendor = new k8s.yaml.ConfigFile('vendor', { file: file(workload('grafana')) }, { parent: shop });
      const uses = { GRAFANA: peerOf(vendor, 'Deployment', 'grafana') };
      new SecureDeployment('proxy', { ...WEB, uses }, { parent: shop });
    },
    /found grafana, which has no Service grafana/,
  ],
  [
    'a name that is none',
    ({ shop }) => Reflect.apply(peerOf, undefined, [shop, 'Deployment', 7]),
    /name: found 7; needs a string/,
  ],
])('%s is an error', async (_, say, message) => {
  expect(await failureOf(rendered(say))).toMatch(message);
});

/** What only a provider or Helm renders: nothing of it is known while the policies are written. */
const UNSEEN: readonly [string, (parent: pulumi.ComponentResource) => pulumi.Resource][] = [
  ['helm.sh/v4:Chart', (parent) => new k8s.helm.v4.Chart('vendor', { chart: './vendor' }, { parent })],
  ['helm.sh/v3:Release', (parent) => new k8s.helm.v3.Release('vendor', { chart: './vendor' }, { parent })],
  ['yaml/v2:ConfigFile', (parent) => new k8s.yaml.v2.ConfigFile('vendor', { file: 'x.yaml' }, { parent })],
  ['yaml/v2:ConfigGroup', (parent) => new k8s.yaml.v2.ConfigGroup('vendor', { yaml: 'a: b' }, { parent })],
  [
    'kustomize/v2:Directory',
    (parent) => new k8s.kustomize.v2.Directory('vendor', { directory: './vendor' }, { parent }),
  ],
  [
    'index:WebApp',
    (parent) => new pulumi.ComponentResource('platform:index:WebApp', 'vendor', {}, { parent }, true),
  ],
];

test.each(UNSEEN)('what %s makes is unknown: it says so, and what to use instead', async (type, make) => {
  const failure = await failureOf(
    rendered(({ shop }) =>
      peerOf(make(shop), 'Deployment', 'grafana').receivesFrom(external({ namespace: 'a', labels: LABELS })),
    ),
  );
  expect(failure).toContain(`:${type} vendor, whose objects its provider makes; needs a Deployment grafana`);
  expect(failure).toContain('Fix: helm.v3.Chart, yaml.ConfigFile, yaml.ConfigGroup, kustomize.Directory, or');
});

test('beside what nobody knows, what the program itself makes is found', async () => {
  const rendering = await rendered(({ shop }) => {
    new k8s.yaml.v2.ConfigFile('other', { file: 'x.yaml' }, { parent: shop });
    raw(workload('grafana'), { parent: shop });
    peerOf(shop, 'Deployment', 'grafana');
  });
  expect(at(objectOf(rendering, 'NetworkPolicy', 'grafana'), 'spec.podSelector.matchLabels')).toEqual(LABELS);
});

test('an address that is asked for too soon is an error', async () => {
  await rendered(({ shop }) => {
    const vendor = new k8s.yaml.ConfigFile(
      'vendor',
      { file: file(workload('grafana'), SERVICE) },
      { parent: shop },
    );
    const grafana = peerOf(vendor, 'Deployment', 'grafana');
    expect(() => grafana.addressFrom('shop')).toThrow(/not known yet what it renders/);
  });
});
