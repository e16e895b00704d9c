import { definitionNames, definitionOf, type FieldType } from '../../../lib/core/manifest/field-types';
import table from '../../../lib/core/manifest/kinds.generated.json';
import {
  builtinKinds,
  groupOf,
  isBuiltinGroup,
  KindRegistry,
  kubernetesMinor,
  NEWEST_MINOR,
  OLDEST_MINOR,
  servedAt,
} from '../../../lib/core/manifest/registry';

test.each<[string, string, string, 'Cluster' | 'Namespaced', string | undefined]>([
  ['v1', 'Pod', 'pods', 'Namespaced', 'spec'],
  ['v1', 'PodTemplate', 'podtemplates', 'Namespaced', 'template.spec'],
  ['v1', 'ReplicationController', 'replicationcontrollers', 'Namespaced', 'spec.template.spec'],
  ['apps/v1', 'ReplicaSet', 'replicasets', 'Namespaced', 'spec.template.spec'],
  ['apps/v1', 'Deployment', 'deployments', 'Namespaced', 'spec.template.spec'],
  ['apps/v1', 'StatefulSet', 'statefulsets', 'Namespaced', 'spec.template.spec'],
  ['apps/v1', 'DaemonSet', 'daemonsets', 'Namespaced', 'spec.template.spec'],
  ['batch/v1', 'Job', 'jobs', 'Namespaced', 'spec.template.spec'],
  ['batch/v1', 'CronJob', 'cronjobs', 'Namespaced', 'spec.jobTemplate.spec.template.spec'],
  ['v1', 'Namespace', 'namespaces', 'Cluster', undefined],
  ['v1', 'Node', 'nodes', 'Cluster', undefined],
  ['v1', 'PersistentVolume', 'persistentvolumes', 'Cluster', undefined],
  ['v1', 'Service', 'services', 'Namespaced', undefined],
  ['v1', 'Endpoints', 'endpoints', 'Namespaced', undefined],
  ['networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', 'Namespaced', undefined],
  ['networking.k8s.io/v1', 'IngressClass', 'ingressclasses', 'Cluster', undefined],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles', 'Cluster', undefined],
  ['rbac.authorization.k8s.io/v1', 'Role', 'roles', 'Namespaced', undefined],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'customresourcedefinitions', 'Cluster', undefined],
  ['apiregistration.k8s.io/v1', 'APIService', 'apiservices', 'Cluster', undefined],
  ['policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', 'Namespaced', undefined],
  ['policy/v1', 'Eviction', 'pods/eviction', 'Namespaced', undefined],
  ['apps/v1', 'DeploymentList', 'deployments', 'Namespaced', undefined],
])('%s %s is %s, %s, with its pod at %s', (apiVersion, kind, plural, scope, path) => {
  expect(builtinKinds.kindOf(apiVersion, kind)?.plural).toBe(plural);
  expect(builtinKinds.scopeOf(apiVersion, kind)).toBe(scope);
  expect(builtinKinds.podSpecPath(apiVersion, kind)?.join('.')).toBe(path);
});

test('exactly nine kinds carry a pod', () => {
  expect(table.kinds.filter((kind) => kind.podSpec !== undefined)).toHaveLength(9);
});

// From the deprecation guide and the release notes of Kubernetes.
test.each<[string, string, number, number]>([
  ['apps/v1', 'Deployment', 27, 37],
  ['flowcontrol.apiserver.k8s.io/v1beta2', 'FlowSchema', 27, 28],
  ['flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', 27, 31],
  ['flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 29, 37],
  ['networking.k8s.io/v1alpha1', 'ClusterCIDR', 27, 28],
  ['admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 30, 37],
  ['resource.k8s.io/v1', 'ResourceClaim', 34, 37],
  ['resource.k8s.io/v1alpha2', 'ResourceClass', 27, 30],
])('%s %s is served from 1.%i to 1.%i', (apiVersion, kind, first, last) => {
  const info = builtinKinds.kindOf(apiVersion, kind);
  for (let minor = OLDEST_MINOR; minor <= NEWEST_MINOR; minor += 1) {
    expect([minor, info !== undefined && servedAt(info, minor)]).toEqual([
      minor,
      minor >= first && minor <= last,
    ]);
  }
});

test('versions out of the tables count as the nearest one', () => {
  expect(servedAt({ since: 27, until: 28 }, 20)).toBe(true);
  expect(servedAt({ since: 35 }, 99)).toBe(true);
  expect(servedAt({ since: 27, until: 36 }, 99)).toBe(false);
});

test('every kind of the table has its definition, and every definition those that it names', () => {
  const named = (type: FieldType): string[] => {
    if (type.form === 'list' || type.form === 'map') return named(type.of);
    return type.form === 'definition' ? [type.name] : [];
  };
  const missing = definitionNames().flatMap((name) =>
    [...(definitionOf(name)?.fields.values() ?? [])]
      .flatMap((field) => named(field.type))
      .filter((used) => definitionOf(used) === undefined),
  );
  expect(missing).toEqual([]);
  expect(table.kinds.filter(({ type }) => definitionOf(type) === undefined)).toEqual([]);
  expect(table.kinds.length).toBeGreaterThan(250);
});

test('a name of an object prototype is no definition', () => {
  expect(definitionOf('constructor')).toBeUndefined();
  expect(definitionOf('core.v1.PodSpec')?.fields.get('constructor')).toBeUndefined();
});

test('another version of a kind answers for its scope only', () => {
  expect(builtinKinds.kindOf('batch/v1beta1', 'CronJob')).toBeUndefined();
  expect(builtinKinds.scopeOf('batch/v1beta1', 'CronJob')).toBe('Namespaced');
  expect(builtinKinds.podSpecPath('batch/v1beta1', 'CronJob')).toBeUndefined();
});

test('a registry grows without changing the one it comes from', () => {
  const widget = {
    group: 'example.com',
    version: 'v1',
    kind: 'Widget',
    plural: 'widgets',
    namespaced: false,
  };
  const grown = builtinKinds.withKinds([widget]);
  expect(grown.scopeOf('example.com/v1', 'Widget')).toBe('Cluster');
  expect(grown.podSpecPath('apps/v1', 'Deployment')).toEqual(['spec', 'template', 'spec']);
  expect(builtinKinds.kindOf('example.com/v1', 'Widget')).toBeUndefined();
  const again = grown.withKinds([{ ...widget, namespaced: true }]);
  expect(again.scopeOf('example.com/v1', 'Widget')).toBe('Namespaced');
  expect(again.versionsOf('example.com', 'Widget')).toHaveLength(1);
  expect(new KindRegistry([]).scopeOf('v1', 'Pod')).toBeUndefined();
});

test('groups and versions', () => {
  expect([groupOf('v1'), groupOf('apps/v1')]).toEqual(['', 'apps']);
  expect(['', 'apps', 'extensions', 'example.com'].map(isBuiltinGroup)).toEqual([true, true, true, false]);
  expect(['1.36', 'v1.36', '1.36.3', 'latest', '2.0', '1', ''].map(kubernetesMinor)).toEqual([
    36,
    36,
    36,
    37,
    undefined,
    undefined,
    undefined,
  ]);
});
