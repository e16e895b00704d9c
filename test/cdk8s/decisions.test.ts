import { writeFileSync } from 'node:fs';
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

  test('says which construct it stands at', () => {
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
