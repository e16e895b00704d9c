import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusters, HardenedApp, IsolatedNamespace, restricted } from 'bulwark/cdk8s';
import { ApiObject, Include } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { at, objectsOf, one, TODAY } from './support';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const TAG = 'registry.example.com/shop/job:v1.4.2';

function app(): { app: HardenedApp; shop: IsolatedNamespace } {
  const made = new HardenedApp({
    policy: restricted(),
    cluster: clusters.kind(),
    today: TODAY,
    images: { images: { [TAG]: { digest: DIGEST, date: TODAY } } },
    imagePullSecrets: ['registry'],
  });
  return { app: made, shop: new IsolatedNamespace(made, 'shop', { imagePullSecrets: ['mirror'] }) };
}

const template = (fields: PlainObject = {}): PlainObject => ({
  metadata: { labels: { app: 'job' } },
  spec: {
    restartPolicy: 'Never',
    initContainers: [{ name: 'init', image: TAG }],
    containers: [{ name: 'job', image: TAG, ...fields }],
  },
});

const job = (fields: PlainObject = {}, spec: PlainObject = {}): PlainObject => {
  const pod = template(fields);
  return {
    metadata: { name: 'job' },
    spec: { template: { ...pod, spec: { ...Object(pod.spec), ...spec } } },
  };
};

function raw(body: PlainObject): PlainObject {
  const { app: made, shop } = app();
  new ApiObject(shop, 'job', { apiVersion: 'batch/v1', kind: 'Job', ...body });
  return Object(at(one(objectsOf(made), 'Job', 'job'), 'spec.template.spec'));
}

const WIDE = {
  imagePullSecrets: [{ name: 'registry' }, { name: 'mirror' }],
  containers: [{ image: `${TAG}@${DIGEST}`, volumeMounts: [{ mountPath: '/tmp', name: 'tmp-job' }] }],
  initContainers: [{ image: `${TAG}@${DIGEST}`, volumeMounts: [{ mountPath: '/tmp', name: 'tmp-init' }] }],
  volumes: [
    { emptyDir: { sizeLimit: '64Mi' }, name: 'tmp-init' },
    { emptyDir: { sizeLimit: '64Mi' }, name: 'tmp-job' },
  ],
};

describe('what belongs to the app reaches', () => {
  test('a raw object', () => {
    expect(raw(job())).toMatchObject(WIDE);
  });

  test('an image volume', () => {
    const own = `${TAG}@sha256:${'b'.repeat(64)}`;
    const volumes = [TAG, own].map((reference, index) => ({ name: `v${index}`, image: { reference } }));
    const odd = [
      { name: 'odd', image: { reference: 3 } },
      { name: 'files', configMap: { name: 'files' } },
    ];
    const spec = raw(job({}, { volumes: [...volumes, ...odd], initContainers: [] }));
    expect(at(spec, 'volumes')).toMatchObject([
      { image: { reference: `${TAG}@${DIGEST}` }, name: 'v0' },
      { image: { reference: own }, name: 'v1' },
      ...odd,
      { name: 'tmp-job' },
    ]);
  });

  test('a CronJob in a List', () => {
    const { app: made, shop } = app();
    const cron = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'job' },
      spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: template() } } },
    };
    new ApiObject(shop, 'list', { apiVersion: 'v1', kind: 'List', ...{ items: [cron] } });
    expect(at(one(objectsOf(made), 'CronJob', 'job'), 'spec.jobTemplate.spec.template.spec')).toMatchObject(
      WIDE,
    );
  });

  test('an include', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bulwark-'));
    try {
      const file = join(folder, 'job.yaml');
      writeFileSync(file, JSON.stringify({ apiVersion: 'batch/v1', kind: 'Job', ...job() }));
      const { app: made, shop } = app();
      new Include(shop, 'include', { url: file });
      expect(at(one(objectsOf(made), 'Job', 'job'), 'spec.template.spec')).toMatchObject(WIDE);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('an object of cdk8s-plus', () => {
    const { app: made, shop } = app();
    new kplus.Job(shop, 'job', { metadata: { name: 'job' }, containers: [{ name: 'job', image: TAG }] });
    const spec = at(one(objectsOf(made), 'Job', 'job'), 'spec.template.spec');
    expect(spec).toMatchObject({
      imagePullSecrets: [{ name: 'registry' }, { name: 'mirror' }],
      containers: [{ image: `${TAG}@${DIGEST}`, volumeMounts: [{ mountPath: '/tmp', name: 'tmp-job' }] }],
    });
  });
});

describe('what a pod says itself stays', () => {
  test.each(['/tmp', '/tmp/', '/tmp/cache'])('a mount at %s', (mountPath) => {
    const volumes = [{ name: 'own', emptyDir: {} }];
    const spec = raw(job({ volumeMounts: [{ mountPath, name: 'own' }] }, { volumes, initContainers: [] }));
    expect(spec).toMatchObject({ containers: [{ volumeMounts: [{ mountPath, name: 'own' }] }] });
    expect(at(spec, 'volumes')).toHaveLength(1);
  });

  test('a root that it writes to', () => {
    const spec = raw(job({ securityContext: { readOnlyRootFilesystem: false } }, { initContainers: [] }));
    expect(at(spec, 'volumes')).toBeUndefined();
  });

  test('a pull secret, once, and an image that has a digest', () => {
    const image = `${TAG}@sha256:${'b'.repeat(64)}`;
    const spec = raw(job({ image }, { imagePullSecrets: [{ name: 'mirror' }, { name: 'own' }] }));
    expect(at(spec, 'imagePullSecrets')).toEqual([{ name: 'mirror' }, { name: 'own' }, { name: 'registry' }]);
    expect(at(spec, 'containers.0.image')).toBe(image);
  });

  test('a volume with the name that we would take', () => {
    const spec = raw(job({}, { volumes: [{ name: 'tmp-job', emptyDir: {} }], initContainers: [] }));
    expect(spec).toMatchObject({
      containers: [{ volumeMounts: [{ mountPath: '/tmp', name: 'tmp-job-2' }] }],
    });
  });
});

test('rendering twice gives the same', () => {
  const { app: made, shop } = app();
  new ApiObject(shop, 'job', { apiVersion: 'batch/v1', kind: 'Job', ...job() });
  expect(objectsOf(made)).toEqual(objectsOf(made));
});
