import {
  HardenedApp,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  SecureDeployment,
} from 'bulwark/cdk8s';
import { ApiObject, Chart } from 'cdk8s';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { at, errorOf, found, IMAGE, objectsOf, one, shopApp, TODAY, WEB, webApp } from './support';

const pod = (name: string, spec: PlainObject = {}, labels: PlainObject = {}): PlainObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'shop', labels },
  spec: { containers: [{ name: 'a', image: IMAGE }], ...spec },
});

function raw(scope: Chart, id: string, manifest: PlainObject): ApiObject {
  const { apiVersion, kind, ...rest } = manifest;
  return new ApiObject(scope, id, { apiVersion: String(apiVersion), kind: String(kind), ...rest });
}

describe('objects that no construct of ours made', () => {
  test('are hardened', () => {
    const { app, shop } = shopApp();
    raw(shop, 'raw', pod('raw'));
    const hardened = one(objectsOf(app), 'Pod', 'raw');
    expect(at(hardened, 'spec.containers.0.securityContext.capabilities')).toEqual({ drop: ['ALL'] });
    expect(at(hardened, 'spec.automountServiceAccountToken')).toBe(false);
  });

  test.each([
    ['a List', 'v1', 'List', (items: PlainObject[]) => items],
    ['a List in a List', 'v1', 'List', (items: PlainObject[]) => [{ apiVersion: 'v1', kind: 'List', items }]],
    [
      'a PodList whose items name no kind',
      'v1',
      'PodList',
      (items: PlainObject[]) => items.map(({ kind: _, apiVersion: __, ...rest }) => rest),
    ],
  ])('%s is taken apart, hardened and judged', (_, apiVersion, kind, wrap) => {
    const { app, shop } = shopApp();
    raw(shop, 'list', { apiVersion, kind, items: wrap([pod('one'), pod('two', { hostPID: true })]) });
    const objects = objectsOf(app);
    expect(objects.filter((object) => String(object.kind).endsWith('List'))).toEqual([]);
    expect(at(one(objects, 'Pod', 'one'), 'spec.containers.0.securityContext.privileged')).toBe(false);
    expect(found(app)).toContain('no-host-pid');
  });

  test('an integer of 64 bits keeps its digits as a BigInt, and is found where JavaScript has rounded it', () => {
    const topic = (size: unknown): ReturnType<typeof shopApp>['app'] => {
      const { app, shop } = shopApp();
      raw(shop, 'topic', { apiVersion: 'kafka.strimzi.io/v1beta2', kind: 'KafkaTopic', spec: { size } });
      return app;
    };
    expect(topic(9223372036854775807n).synthYaml()).toContain('size: 9223372036854775807\n');
    expect(found(topic(9223372036854775807n))).not.toContain('inexact-number');
    expect(found(topic(2 ** 63))).toContain('inexact-number');
  });

  test('an item of a list that is no object is an error', () => {
    const { app, shop } = shopApp();
    raw(shop, 'list', { apiVersion: 'v1', kind: 'List', items: ['x'] });
    expect(errorOf(() => app.synthYaml()).message).toContain('shop/list: items[0] of the list is no object');
  });

  test('the namespace that charts write on objects of the cluster is left out', () => {
    const { app, shop } = shopApp();
    raw(shop, 'class', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast' },
      provisioner: 'a.b/c',
    });
    expect(at(one(objectsOf(app), 'StorageClass', 'fast'), 'metadata')).toEqual({ name: 'fast' });
  });

  test('kinds that nobody knows are kept as they are, and told', () => {
    const { app, shop } = shopApp();
    raw(shop, 'x', { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 't' }, spec: { on: 1 } });
    expect(at(one(objectsOf(app), 'Thing', 't'), 'spec')).toEqual({ on: 1 });
    expect(app.synthesize().judgement.unjudged.map((ref) => ref.kind)).toEqual(['Thing']);
  });
});

describe('everything that is wrong is in one error, with the path of its construct', () => {
  const { app, shop } = webApp();
  raw(shop, 'twin', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { ports: [{ port: 80 }], selector: { app: 'nobody' } },
  });
  raw(shop, 'typo', {
    ...pod('typo'),
    spec: { containers: [{ name: 'a', image: IMAGE, imagePulPolicy: 'Always' }] },
  });
  raw(shop, 'named', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'Not_A_Name', labels: { 'bad key!': 'x' } },
  });
  const account = new LeastPrivilegeServiceAccount(new IsolatedNamespace(app, 'other'), 'ghost');
  new SecureDeployment(shop, 'haunted', { ...WEB, account });
  raw(shop, 'same-pods', {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'other', namespace: 'shop' },
    spec: {
      serviceName: 'web',
      selector: { matchLabels: { 'app.kubernetes.io/instance': 'web' } },
      template: {
        metadata: { labels: { 'app.kubernetes.io/instance': 'web' } },
        spec: { containers: [{ name: 'a', image: IMAGE }] },
      },
    },
  });
  const { messages } = errorOf(() => app.synthYaml());

  test.each([
    ['duplicate-object', 'shop/twin'],
    ['service-selects-pods', 'shop/twin'],
    ['schema', 'shop/typo'],
    ['invalid-name', 'shop/named'],
    ['dangling-reference', 'shop/haunted/Resource'],
    ['selector-collision', 'shop/same-pods'],
    ['selector-collision', 'shop/web/Resource'],
  ])('%s at %s', (rule, path) => {
    expect(messages.filter((text) => text.startsWith(`${rule} at ${path} `))).not.toEqual([]);
  });

  test('no message says undefined or [object Object], and each says what fixes it', () => {
    for (const text of messages) {
      expect(text).not.toMatch(/undefined|\[object/);
      expect(text).toContain('Fix: ');
    }
  });
});

test('validations of constructs count, all of them', () => {
  const { app, shop, web } = webApp();
  shop.node.addValidation({ validate: () => ['first'] });
  web.node.addValidation({ validate: () => ['second', 'third'] });
  expect(errorOf(() => app.synthYaml()).messages).toEqual([
    'shop: first',
    'shop/web: second',
    'shop/web: third',
  ]);
});

test('what cannot be rendered is told with its path, all at once', () => {
  const { app, shop } = shopApp();
  for (const id of ['a', 'b'])
    raw(shop, id, { apiVersion: 'v1', kind: 'ConfigMap', data: { now: new Date(0) } });
  const { messages } = errorOf(() => app.synthYaml());
  expect(messages).toHaveLength(2);
  expect(messages[0]).toContain('shop/a');
  expect(messages[1]).toContain('shop/b');
});

test('validations, findings and what cannot be rendered are told at once', () => {
  const { app, shop } = shopApp();
  new SecureDeployment(shop, 'web', { ...WEB, image: 'web:latest' });
  shop.node.addValidation({ validate: () => ['company rule: no'] });
  const both = errorOf(() => app.synthYaml());
  expect(both.title).toMatch(/^\d+ problems; nothing was written$/);
  expect(both.messages[0]).toBe('shop: company rule: no');
  expect(both.messages.slice(1).join('\n')).toMatch(/no-latest-tag at shop\/web/);
  raw(shop, 'a', { apiVersion: 'v1', kind: 'ConfigMap', data: { now: new Date(0) } });
  shop.node.addValidation({
    validate: () => {
      throw new Error('no such folder\n::error::');
    },
  });
  const { messages } = errorOf(() => app.synth());
  expect(messages[0]).toMatch(/^shop: found a validation that fails itself: no such folder\\u000a::error::;/);
  expect(messages.filter((text) => /'shop\/a'|^no-latest-tag|company rule/.test(text))).toHaveLength(2);
});

test('an object of an app with one chart only is judged like any other', () => {
  const app = new HardenedApp({ today: TODAY });
  new SecureDeployment(new Chart(app, 'plain', { disableResourceNameHashes: true }), 'web', WEB);
  expect(found(app)).toContain('no-default-namespace');
});
