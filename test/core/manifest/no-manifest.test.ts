import { noManifest } from '../../../lib/core/manifest/no-manifest';

const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { hostPID: true } };
const CONTAINERS = { spec: { containers: [{ name: 'a', image: 'x' }] } };

test.each<[string, string, unknown, string | undefined, boolean]>([
  [
    'a kustomization as most are written',
    'base/kustomization.yaml',
    { resources: ['a.yaml'] },
    'a kustomization',
    true,
  ],
  ['one with its kind alone', 'kustomization.yml', { kind: 'Kustomization' }, 'a kustomization', true],
  [
    'one with all, under any name',
    'x.yaml',
    { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' },
    'a kustomization',
    true,
  ],
  [
    'a component',
    'x.yaml',
    { apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind: 'Component' },
    'a kustomization',
    true,
  ],
  ['a chart', 'charts/web/Chart.yaml', { apiVersion: 'v2', name: 'web' }, 'a Helm chart', true],
  ['values', 'values.yaml', { image: 'x', kind: 'DaemonSet' }, 'values of a Helm chart', true],
  ['values of a stage', 'values-prod.yaml', { replicas: 2 }, 'values of a Helm chart', true],
  [
    'values with containers',
    'values.yaml',
    { containers: [{ name: 'a', image: 'x' }] },
    'values of a Helm chart',
    true,
  ],
  ['a Compose file', 'docker-compose.yml', { services: { a: { image: 'x' } } }, 'a Compose file', true],
  ['an override of one', 'docker-compose.override.yml', { services: {} }, 'a Compose file', true],
  ['a workflow', '.github/workflows/ci.yml', { on: 'push', jobs: {} }, 'a workflow of GitHub', true],
  ['a JSON patch', 'patch.yaml', [{ op: 'add', path: '/a', value: 1 }], 'a JSON patch', true],
  ['a kubeconfig', 'config.yaml', { apiVersion: 'v1', kind: 'Config', clusters: [] }, 'a kubeconfig', true],
  [
    'a cluster of kind',
    'c.yaml',
    { apiVersion: 'kind.x-k8s.io/v1alpha4', kind: 'Cluster' },
    'a configuration of kind',
    true,
  ],
  [
    'a configuration of Skaffold',
    'a.yaml',
    { apiVersion: 'skaffold/v4beta11', kind: 'Config' },
    'a configuration of Skaffold',
    true,
  ],
  ['something else', 'mkdocs.yml', { site_name: 'x' }, 'no apiVersion and no kind', false],
  ['a list', 'x.json', [1, 2], 'a list', false],
  ['a word', 'x.yaml', 'hello', 'no object', false],
  ['null', 'x.yaml', null, 'no object', false],
  // What is, or looks like, a manifest.
  ['a pod', 'x.yaml', POD, undefined, false],
  ['a pod under the name of values', 'values.yaml', POD, undefined, false],
  ['a pod under the name of a kustomization', 'kustomization.yaml', POD, undefined, false],
  ['a pod among workflows', '.github/workflows/ci.yml', POD, undefined, false],
  ['a pod in a list', 'values.yaml', [1, POD], undefined, false],
  ['a custom resource', 'Chart.yaml', { apiVersion: 'example.com/v1', kind: 'Thing' }, undefined, false],
  ['an object that lost its head', 'values.yaml', { metadata: {}, ...CONTAINERS }, undefined, false],
  ['one that lost its version', 'x.yaml', { kind: 'Pod', spec: {} }, undefined, false],
  ['one that lost its kind', 'x.yaml', { apiVersion: 'v1', data: {} }, undefined, false],
  ['a kind of a wrong type', 'x.yaml', { kind: 5 }, undefined, false],
  [
    'a kustomization that holds containers',
    'kustomization.yaml',
    { apiVersion: 'kustomize.config.k8s.io/v1', kind: 'Kustomization', ...CONTAINERS },
    undefined,
    false,
  ],
  [
    'a kustomization with items',
    'kustomization.yaml',
    {
      apiVersion: 'kustomize.config.k8s.io/v1',
      kind: 'Kustomization',
      items: [{ apiVersion: 'v1', kind: 'Secret' }],
    },
    undefined,
    false,
  ],
  ['values with a kind and items', 'values.yaml', { kind: 'ConfigMap', items: [POD] }, undefined, false],
  [
    'a configuration that holds them deeper',
    'x.yaml',
    { apiVersion: 'skaffold/v4', kind: 'Config', a: [{ b: { initContainers: [{ image: 'x' }] } }] },
    undefined,
    false,
  ],
])('%s', (_, file, value, what, known) => {
  expect(noManifest(value, file)).toEqual(what === undefined ? undefined : { what, known });
});

test.each(['valuesets.yaml', 'composer.json', 'charts.yaml', 'my-values.yaml'])(
  '%s is no known name',
  (file) => {
    expect(noManifest({ a: 1 }, file)).toMatchObject({ known: false });
  },
);
