import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SecureDeployment } from 'bulwark/cdk8s';
import { ApiObject, type Chart, Include, JsonPatch } from 'cdk8s';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { at, folder, IMAGE, objectsOf, one, shopApp, WEB, webApp } from './support';

const TOKEN = 'automountServiceAccountToken';

function raw(scope: Chart, id: string, manifest: PlainObject): ApiObject {
  const { apiVersion, kind, ...rest } = manifest;
  return new ApiObject(scope, id, { apiVersion: String(apiVersion), kind: String(kind), ...rest });
}

const controller: PlainObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'ctl', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: 'ctl' } },
    template: {
      metadata: { labels: { app: 'ctl' } },
      spec: { serviceAccountName: 'ctl', containers: [{ name: 'c', image: IMAGE }] },
    },
  },
};
const account: PlainObject = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'ctl', namespace: 'shop' },
};
const binding: PlainObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name: 'ctl', namespace: 'shop' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'ctl' },
  subjects: [{ kind: 'ServiceAccount', name: 'ctl', namespace: 'shop' }],
};

describe('a third-party object', () => {
  test.each<[string, (shop: Chart) => void]>([
    [
      'made before its binding',
      (shop) =>
        [controller, account, binding].forEach((manifest, index) => void raw(shop, `raw-${index}`, manifest)),
    ],
    [
      'made after its binding',
      (shop) =>
        [binding, controller, account].forEach((manifest, index) => void raw(shop, `raw-${index}`, manifest)),
    ],
    [
      'in a List with its binding',
      (shop) => raw(shop, 'list', { apiVersion: 'v1', kind: 'List', items: [controller, account, binding] }),
    ],
    [
      'included from a file',
      (shop) => {
        const url = join(folder(), 'ctl.yaml');
        writeFileSync(
          url,
          [controller, account, binding].map((manifest) => JSON.stringify(manifest)).join('\n---\n'),
        );
        new Include(shop, 'include', { url });
      },
    ],
    [
      'whose binding is patched to its account',
      (shop) => {
        raw(shop, 'controller', controller);
        raw(shop, 'account', account);
        const patched = raw(shop, 'binding', { ...binding, subjects: [] });
        patched.addJsonPatch(JsonPatch.replace('/subjects', binding.subjects));
      },
    ],
  ])('%s keeps the token that a binding of the app gives a use to', (_name, make) => {
    const { app, shop } = shopApp();
    make(shop);
    const objects = objectsOf(app);
    expect(at(one(objects, 'Deployment', 'ctl'), `spec.template.spec.${TOKEN}`)).toBeUndefined();
    expect(at(one(objects, 'ServiceAccount', 'ctl'), TOKEN)).toBeUndefined();
    const told = app.synthesize().decisions.filter(({ path }) => path.endsWith(TOKEN));
    expect(told.map(({ action, object }) => `${action} ${object.kind}`).sort()).toEqual([
      'did not write Deployment',
      'did not write ServiceAccount',
    ]);
  });

  test('says which construct it is at', () => {
    const { app, shop } = shopApp();
    raw(shop, 'raw', controller);
    const told = app.synthesize().decisions;
    expect(told.find(({ path }) => path.endsWith('readOnlyRootFilesystem'))).toMatchObject({
      action: 'wrote',
      container: 'c',
      control: 'read-only-root-filesystem',
      origin: { construct: 'shop/raw' },
    });
  });

  test('that cannot be rendered is told once, by its own error', () => {
    const { app, shop } = shopApp();
    const broken = raw(shop, 'binding', binding);
    broken.toJson = () => {
      throw new Error('no such thing');
    };
    expect(() => app.synthYaml()).toThrow('no such thing');
  });
});

test('constructs know their own facts, so that nothing is said of them', () => {
  const { app, shop } = webApp();
  new SecureDeployment(shop, 'cart', WEB);
  expect(app.synthesize().decisions).toEqual([]);
});

test('a second synthesis says the same', () => {
  const { app, shop } = shopApp();
  raw(shop, 'controller', controller);
  raw(shop, 'binding', binding);
  const first = app.synthesize();
  const second = app.synthesize();
  expect(second.decisions).toEqual(first.decisions);
  expect(second.files).toEqual(first.files);
});

describe('what is written into a third-party object', () => {
  const chart = (shop: Chart, app: string): void => {
    const url = join(folder(), 'chart.yaml');
    writeFileSync(
      url,
      [
        { ...controller, metadata: { name: app, namespace: 'shop' } },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: app, namespace: 'shop' }, data: { a: 'b' } },
        {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: app, namespace: 'shop' },
          stringData: { password: 'hunter22' },
        },
      ]
        .map((manifest) => JSON.stringify(manifest))
        .join('\n---\n'),
    );
    new Include(shop, app, { url });
  };

  test('is told field by field, with what stood there, and no secret', () => {
    const { app, shop } = shopApp({ imagePullSecrets: ['pull'] });
    chart(shop, 'vendor');
    const { changes } = app.synthesize();
    const of = changes.find(({ object }) => object.kind === 'Deployment');
    expect(of?.origin.construct).toMatch(/^shop\/vendor/);
    const told = (path: string) => of?.changes.find((change) => change.path === path);
    const pod = 'spec.template.spec';
    expect(told(`${pod}.containers[0].securityContext.readOnlyRootFilesystem`)).toEqual({
      path: `${pod}.containers[0].securityContext.readOnlyRootFilesystem`,
      container: 'c',
      before: 'absent',
      after: 'true',
      by: 'read-only-root-filesystem',
    });
    expect(told(`${pod}.imagePullSecrets`)).toMatchObject({
      before: 'absent',
      after: '[{"name":"pull"}]',
      by: 'imagePullSecrets',
    });
    expect(told(`${pod}.volumes`)).toMatchObject({ by: 'scratch' });
    expect(told(`${pod}.containers[0].volumeMounts`)).toMatchObject({ by: 'scratch', container: 'c' });
    expect(JSON.stringify(changes)).not.toContain('hunter22');
  });

  test('is in the report, object by object', () => {
    const report = join(folder(), 'report.json');
    const { app, shop } = shopApp({ outdir: folder() });
    chart(shop, 'vendor');
    process.env.BULWARK_REPORT = report;
    try {
      expect(() => app.synth()).toThrow();
    } finally {
      delete process.env.BULWARK_REPORT;
    }
    const written: unknown = JSON.parse(readFileSync(report, 'utf8'));
    expect(at(written, 'changes.0')).toMatchObject({
      object: { kind: 'Deployment', namespace: 'shop', name: 'vendor' },
      construct: expect.stringContaining('vendor'),
      fields: expect.arrayContaining([
        {
          path: 'spec.template.spec.automountServiceAccountToken',
          container: null,
          before: 'absent',
          after: 'false',
          by: expect.any(String),
        },
      ]),
    });
  });

  test('is nothing where constructs wrote it', () => {
    const { app, shop } = webApp();
    new SecureDeployment(shop, 'cart', WEB);
    expect(app.synthesize().changes).toEqual([]);
  });

  test('is told for each item of a list', () => {
    const { app, shop } = shopApp();
    raw(shop, 'list', { apiVersion: 'v1', kind: 'List', items: [controller, account] });
    const kinds = app.synthesize().changes.map(({ object }) => object.kind);
    expect(kinds.sort()).toEqual(['Deployment', 'ServiceAccount']);
  });
});
