import { clusters } from '../../../lib/core/cluster/presets';
import { compilePolicy } from '../../../lib/core/engine/compiled-policy';
import { isPlain, objectAt, type PlainObject } from '../../../lib/core/manifest/plain';
import { userIdOf } from '../../../lib/core/manifest/user-id';
import { restricted } from '../../../lib/core/policy/policy';
import { hardenProps } from '../../../lib/pulumi/transforms/harden-props';

const compiled = compilePolicy(restricted(), clusters.kubeadm({ priorityClass: undefined }));
const POD = { containers: [{ name: 'app', image: 'registry.example.com/app:1' }] };

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value;
  for (const step of path)
    current = typeof current === 'object' && current !== null ? Reflect.get(current, step) : undefined;
  return current;
}

describe('what is hardened', () => {
  test.each<[string, PlainObject, readonly (string | number)[]]>([
    ['kubernetes:core/v1:Pod', { spec: POD }, ['spec']],
    ['kubernetes:core/v1:Pod', { apiVersion: 'v1', kind: 'Pod', spec: POD }, ['spec']],
    ['kubernetes:apps/v1:Deployment', { spec: { template: { spec: POD } } }, ['spec', 'template', 'spec']],
    ['kubernetes:apps/v1:StatefulSet', { spec: { template: { spec: POD } } }, ['spec', 'template', 'spec']],
    [
      'kubernetes:batch/v1:CronJob',
      { spec: { jobTemplate: { spec: { template: { spec: POD } } } } },
      ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
    ],
    ['kubernetes:core/v1:PodTemplate', { template: { spec: POD } }, ['template', 'spec']],
    ['kubernetes:core/v1:PodList', { items: [{ spec: POD }] }, ['items', 0, 'spec']],
    [
      'kubernetes:core/v1:List',
      { apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Pod', spec: POD }] },
      ['items', 0, 'spec'],
    ],
  ])('%s', (type, props, path) => {
    const before = JSON.stringify(props);
    const hardened = hardenProps(type, props, compiled, { name: 'web' });
    expect(at(hardened, ...path, 'automountServiceAccountToken')).toBe(false);
    expect(at(hardened, ...path, 'containers', 0, 'securityContext', 'capabilities', 'drop')).toEqual([
      'ALL',
    ]);
    expect(JSON.stringify(props)).toBe(before);
  });

  test('the items of a list say no more of what they are than before', () => {
    const hardened = hardenProps('kubernetes:core/v1:PodList', { items: [{ spec: POD }] }, compiled);
    expect(Object.keys(Object(at(hardened, 'items', 0))).sort()).toEqual(['spec']);
  });

  test('unsafe values that a transform can always fix are replaced', () => {
    const container = {
      ...POD.containers[0],
      securityContext: { capabilities: { drop: ['NET_RAW'] }, procMount: 'Unmasked' },
    };
    const hardened = hardenProps('kubernetes:core/v1:Pod', { spec: { containers: [container] } }, compiled);
    const context = at(hardened, 'spec', 'containers', 0, 'securityContext');
    expect(context).toMatchObject({ capabilities: { drop: expect.arrayContaining(['ALL']) } });
    expect(at(context, 'procMount')).not.toBe('Unmasked');
  });
});

describe('what is left alone', () => {
  class DeferredValues {}
  test.each<[string, string, PlainObject]>([
    ['another provider', 'aws:s3/bucket:Bucket', { kind: 'Pod', apiVersion: 'v1', spec: POD }],
    [
      'a patch',
      'kubernetes:apps/v1:DeploymentPatch',
      { apiVersion: 'apps/v1', kind: 'Deployment', spec: { template: { spec: POD } } },
    ],
    ['a patch that does not say of what', 'kubernetes:core/v1:PodPatch', { spec: POD }],
    ['a Helm Release', 'kubernetes:helm.sh/v3:Release', { chart: 'nginx', spec: POD }],
    ['a component of YAML', 'kubernetes:yaml:ConfigGroup', { yaml: 'kind: Pod', spec: POD }],
    ['a component of Helm', 'kubernetes:helm.sh/v4:Chart', { chart: 'nginx' }],
    ['a component of Kustomize', 'kubernetes:kustomize/v2:Directory', { directory: '.' }],
    ['the provider itself', 'pulumi:providers:kubernetes', { namespace: 'shop' }],
    [
      'a kind that is known later',
      'kubernetes:example.com/v1:Thing',
      { apiVersion: 'example.com/v1', kind: new DeferredValues(), spec: POD },
    ],
    [
      'a kind that nobody knows',
      'kubernetes:example.com/v1:Thing',
      { apiVersion: 'example.com/v1', kind: 'Thing', spec: POD },
    ],
    [
      'a ConfigMap',
      'kubernetes:core/v1:ConfigMap',
      { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } },
    ],
  ])('%s', (_, type, props) => {
    expect(hardenProps(type, props, compiled, { name: 'web' })).toBeUndefined();
  });

  test('a custom resource whose kind ends with Patch is no patch', () => {
    const kinds = [
      {
        group: 'example.com',
        version: 'v1',
        kind: 'PodPatch',
        plural: 'podpatches',
        namespaced: true,
        podSpec: ['spec'],
      },
    ];
    const custom = compilePolicy(restricted(), clusters.kubeadm(), compiled.registry.withKinds(kinds));
    const props = { apiVersion: 'example.com/v1', kind: 'PodPatch', spec: POD };
    const hardened = hardenProps('kubernetes:example.com/v1:PodPatch', props, custom);
    expect(at(hardened, 'spec', 'automountServiceAccountToken')).toBe(false);
  });

  test('every field that no control knows, by identity', () => {
    const status = { seen: true };
    const metadata = { name: 'web', annotations: { a: 'b' } };
    const props = { metadata, spec: POD, status, extra: [1] };
    const hardened = hardenProps('kubernetes:core/v1:Pod', props, compiled);
    expect(hardened?.metadata).toBe(metadata);
    expect(hardened?.status).toBe(status);
    expect(hardened?.extra).toBe(props.extra);
    expect(hardened).not.toHaveProperty('kind');
    expect(hardened).not.toHaveProperty('apiVersion');
  });

  test('opaque leaves, and what is around them is hardened all the same', () => {
    const image = new DeferredValues();
    const value = Promise.resolve('x');
    const spec = { containers: [{ name: 'app', image, env: [{ name: 'X', value }] }] };
    const hardened = hardenProps('kubernetes:core/v1:Pod', { spec }, compiled);
    expect(at(hardened, 'spec', 'containers', 0, 'image')).toBe(image);
    expect(at(hardened, 'spec', 'containers', 0, 'env', 0, 'value')).toBe(value);
    expect(at(hardened, 'spec', 'containers', 0, 'securityContext', 'readOnlyRootFilesystem')).toBe(true);
  });

  test('a control that is suppressed', () => {
    const suppressions = [{ control: 'read-only-root-filesystem', reason: 'a test', optOut: true }] as const;
    const hardened = hardenProps('kubernetes:core/v1:Pod', { spec: POD }, compiled, { suppressions });
    expect(at(hardened, 'spec', 'containers', 0, 'securityContext')).toMatchObject({ privileged: false });
    expect(
      at(hardened, 'spec', 'containers', 0, 'securityContext', 'readOnlyRootFilesystem'),
    ).toBeUndefined();
  });
});

describe('names', () => {
  const userOf = (props: PlainObject, options: { name?: string; namespace?: string }): unknown =>
    at(
      hardenProps('kubernetes:core/v1:Pod', props, compiled, options),
      'spec',
      'securityContext',
      'runAsUser',
    );

  test('an object that Pulumi names goes by the name of its resource, and gets no name from us', () => {
    const props = { metadata: { namespace: 'shop', labels: { a: 'b' } }, spec: POD };
    expect(userOf(props, { name: 'web' })).toBe(userIdOf('shop', 'web'));
    const hardened = hardenProps('kubernetes:core/v1:Pod', props, compiled, { name: 'web' });
    expect(objectAt(hardened, 'metadata')).toEqual(props.metadata);
  });

  test('a name of its own counts, and the namespace of the provider where there is none', () => {
    expect(userOf({ metadata: { name: 'own' }, spec: POD }, { name: 'web', namespace: 'shop' })).toBe(
      userIdOf('shop', 'own'),
    );
    const hardened = hardenProps('kubernetes:core/v1:Pod', { spec: POD }, compiled, {
      name: 'web',
      namespace: 'shop',
    });
    expect(isPlain(hardened) && 'metadata' in hardened).toBe(false);
  });

  test('a name that is known later stays what it is', () => {
    const name = Promise.resolve('web');
    const hardened = hardenProps('kubernetes:core/v1:Pod', { metadata: { name }, spec: POD }, compiled, {
      name: 'web',
    });
    expect(at(hardened, 'metadata', 'name')).toBe(name);
  });
});
