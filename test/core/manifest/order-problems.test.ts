import { formatRef } from '../../../lib/core/manifest/identity';
import { ManifestSet } from '../../../lib/core/manifest/manifest-set';
import { orderProblems } from '../../../lib/core/manifest/order-problems';
import type { PlainObject } from '../../../lib/core/manifest/plain';

function object(apiVersion: string, kind: string, name: string, more: PlainObject = {}): PlainObject {
  return { apiVersion, kind, metadata: { name, namespace: 'shop' }, ...more };
}

function found(...objects: PlainObject[]): string[] {
  const set = new ManifestSet(objects.map((manifest) => ({ manifest })));
  return orderProblems(set).map(
    ({ entry, needs, why }) => `${formatRef(entry.ref)} ${why} ${formatRef(needs.ref)}`,
  );
}

const namespace = object('v1', 'Namespace', 'shop');
const settings = object('v1', 'ConfigMap', 'settings');
const account = object('v1', 'ServiceAccount', 'web');
const pod = (spec: PlainObject): PlainObject =>
  object('v1', 'Pod', 'web', { spec: { containers: [{ name: 'app', image: 'app' }], ...spec } });
const deployment = object('apps/v1', 'Deployment', 'web', {
  spec: { template: { spec: { serviceAccountName: 'web', containers: [{ name: 'app', image: 'app' }] } } },
});
const service = object('v1', 'Service', 'guard');
const definition = object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'widgets.example.com', {
  spec: { group: 'example.com', names: { kind: 'Widget' } },
});
const webhook = (more: PlainObject = {}, rule: PlainObject = {}, version = 'v1'): PlainObject =>
  object(`admissionregistration.k8s.io/${version}`, 'ValidatingWebhookConfiguration', 'guard', {
    webhooks: [
      {
        clientConfig: { service: { name: 'guard', namespace: 'shop' } },
        rules: [
          {
            apiGroups: [''],
            apiVersions: ['v1'],
            operations: ['CREATE'],
            resources: ['configmaps'],
            ...rule,
          },
        ],
        ...more,
      },
    ],
  });

test.each<[string, PlainObject[], string[]]>([
  ['a Namespace before what is in it', [namespace, settings], []],
  ['a Namespace after it', [settings, namespace], ['ConfigMap shop/settings later Namespace shop']],
  ['a Namespace of others', [settings], []],
  [
    'a pod before its account',
    [pod({ serviceAccountName: 'web' }), account],
    ['Pod shop/web later ServiceAccount shop/web'],
  ],
  ['controllers try again', [deployment, account], []],
  [
    'a pod before its priority class',
    [pod({ priorityClassName: 'high' }), object('scheduling.k8s.io/v1', 'PriorityClass', 'high')],
    ['Pod shop/web later PriorityClass high'],
  ],
  [
    'a pod before its runtime class',
    [pod({ runtimeClassName: 'gvisor' }), object('node.k8s.io/v1', 'RuntimeClass', 'gvisor')],
    ['Pod shop/web later RuntimeClass gvisor'],
  ],
  [
    'an object of a kind that the set defines, even after the definition',
    [definition, object('example.com/v1', 'Widget', 'one')],
    ['Widget shop/one definition CustomResourceDefinition widgets.example.com'],
  ],
  ['a definition without objects', [definition, settings], []],
  [
    'an object after a webhook that is asked about it',
    [service, webhook(), settings],
    ['ConfigMap shop/settings webhook ValidatingWebhookConfiguration guard'],
  ],
  ['an object before it', [service, settings, webhook()], []],
  ['a webhook that lets pass', [service, webhook({ failurePolicy: 'Ignore' }), settings], []],
  ['a webhook that lets pass by default', [service, webhook({}, {}, 'v1beta1'), settings], []],
  ['a webhook of others', [webhook(), settings], []],
  ['a webhook for other kinds', [service, webhook({}, { resources: ['secrets'] }), settings], []],
  ['a webhook for other groups', [service, webhook({}, { apiGroups: ['apps'] }), settings], []],
  ['a webhook for changes', [service, webhook({}, { operations: ['UPDATE'] }), settings], []],
  [
    'a webhook for some namespaces',
    [service, webhook({ namespaceSelector: { matchLabels: { a: 'b' } } }), settings],
    [],
  ],
  [
    'a webhook for everything',
    [service, webhook({}, { apiGroups: ['*'], operations: ['*'], resources: ['*/*'] }), settings],
    ['ConfigMap shop/settings webhook ValidatingWebhookConfiguration guard'],
  ],
])('%s', (_, objects, expected) => {
  expect(found(...objects)).toEqual(expected);
});
