import { clusters } from '../../../../lib/core/cluster/presets';
import { limitRange } from '../../../../lib/core/controls/namespace/limit-range';
import { noDefaultNamespace } from '../../../../lib/core/controls/namespace/no-default-namespace';
import { noSystemNamespaces } from '../../../../lib/core/controls/namespace/no-system-namespaces';
import { objectCountQuota } from '../../../../lib/core/controls/namespace/object-count-quota';
import { podSecurityAdmissionEnforced } from '../../../../lib/core/controls/namespace/pod-security-admission-enforced';
import { podSecurityBaselineEnforced } from '../../../../lib/core/controls/namespace/pod-security-baseline-enforced';
import { podSecurityRestrictedEnforced } from '../../../../lib/core/controls/namespace/pod-security-restricted-enforced';
import { resourceQuota } from '../../../../lib/core/controls/namespace/resource-quota';
import { isOpaque, type PlainObject } from '../../../../lib/core/manifest/plain';
import { findingsOf, Leaf, object, problemsIn } from '../cases';
import { applyContext } from '../harness';

function namespace(name: string, fields: PlainObject = {}): PlainObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...fields } };
}

function quota(hard: unknown, fields: PlainObject = {}): PlainObject {
  return object('v1', 'ResourceQuota', 'quota', { spec: { hard, ...fields } });
}

test.each([resourceQuota, objectCountQuota, limitRange])('$id asks every namespace apart', (control) => {
  const found = findingsOf(control, [namespace('a'), namespace('b'), quota({})]);
  expect(found).toEqual(['a: metadata.name', 'b: metadata.name']);
  expect(findingsOf(control, [quota({})])).toEqual([]);
});

describe('resource-quota', () => {
  const sums = { 'limits.cpu': '4', 'limits.memory': '4Gi', 'requests.cpu': '4', 'requests.memory': '4Gi' };
  test.each<[string, PlainObject, PlainObject, string[]]>([
    ['numbers', namespace('shop'), quota({ ...sums, 'limits.cpu': 4 }), []],
    ['null', namespace('shop'), quota({ ...sums, 'limits.cpu': null }), ['quota: limits.cpu']],
    [
      'an empty text',
      namespace('shop'),
      quota({ ...sums, 'requests.memory': '' }),
      ['quota: requests.memory'],
    ],
    ['empty scopes', namespace('shop'), quota(sums, { scopes: [], scopeSelector: null }), []],
    ['a scope selector', namespace('shop'), quota(sums, { scopeSelector: {} }), ['shop: metadata.name']],
    ['an opaque scope', namespace('shop'), quota(sums, { scopes: new Leaf() }), ['shop: metadata.name']],
    [
      'another word than refused',
      namespace('shop', { annotations: { 'bulwark.dev/cpu-limits': 'yes' } }),
      quota({ ...sums, 'limits.cpu': null }),
      ['quota: limits.cpu'],
    ],
    [
      'refused CPU limits spare no other sum',
      namespace('shop', { annotations: { 'bulwark.dev/cpu-limits': 'refused' } }),
      quota({}),
      ['quota: requests.cpu', 'quota: requests.memory', 'quota: limits.memory'],
    ],
  ])('%s', (_what, owner, object, found) => {
    expect(findingsOf(resourceQuota, [owner, object])).toEqual(found);
  });

  test('a value that is not known yet is unknown', () => {
    const found = problemsIn(resourceQuota, [
      namespace('shop'),
      quota({ ...sums, 'limits.cpu': new Leaf() }),
    ]);
    expect(found.map(({ problem }) => isOpaque(problem.found))).toEqual([true]);
    const whole = problemsIn(resourceQuota, [namespace('shop'), quota(new Leaf())]);
    expect(whole.map(({ problem }) => isOpaque(problem.found))).toEqual([true, true, true, true]);
  });
});

test('limit-range takes the entries of all ranges, and needs one that is complete', () => {
  const both = { cpu: '1', memory: '1Gi' };
  const range = (limits: PlainObject[]): PlainObject =>
    object('v1', 'LimitRange', 'limits', { spec: { limits } });
  const part = { type: 'Container', default: both, defaultRequest: both };
  const whole = { ...part, max: both, min: both };
  expect(
    findingsOf(limitRange, [namespace('shop'), range([part]), range([{ type: 'Pod', max: both }, whole])]),
  ).toEqual([]);
  expect(
    findingsOf(limitRange, [namespace('shop'), range([part, { type: 'Container', max: both, min: both }])]),
  ).toEqual(['limits: max.cpu', 'limits: max.memory', 'limits: min.cpu', 'limits: min.memory']);
});

describe('where objects stand', () => {
  const at = (apiVersion: string, kind: string, space: unknown): PlainObject => ({
    apiVersion,
    kind,
    metadata: { name: 'x', namespace: space },
  });
  test.each<[string, PlainObject, number, number]>([
    ['a Deployment without a namespace', at('apps/v1', 'Deployment', undefined), 1, 0],
    ['null', at('apps/v1', 'Deployment', null), 1, 0],
    ['an empty text', at('apps/v1', 'Deployment', ''), 1, 0],
    ['a namespace that is not known yet', at('apps/v1', 'Deployment', new Leaf()), 1, 1],
    ['a cluster-scoped kind', at('rbac.authorization.k8s.io/v1', 'ClusterRole', undefined), 0, 0],
    [
      'a cluster-scoped kind that names a namespace',
      at('rbac.authorization.k8s.io/v1', 'ClusterRole', 'default'),
      0,
      0,
    ],
    ['an unknown kind without a namespace', at('example.com/v1', 'Widget', undefined), 0, 0],
    ['an unknown kind in default', at('example.com/v1', 'Widget', 'default'), 1, 0],
    ['a system namespace', at('v1', 'ConfigMap', 'kube-node-lease'), 0, 1],
  ])('%s', (_what, manifest, byDefault, bySystem) => {
    expect(findingsOf(noDefaultNamespace, [manifest])).toHaveLength(byDefault);
    expect(findingsOf(noSystemNamespaces, [manifest])).toHaveLength(bySystem);
  });
});

describe('Pod Security labels', () => {
  const prefix = 'pod-security.kubernetes.io/';
  const harden = (labels: unknown, repair: boolean): PlainObject => {
    const manifest = namespace('shop', { labels });
    const cluster = clusters.kind({ kubernetes: '1.34' });
    podSecurityAdmissionEnforced.harden?.(manifest, applyContext(undefined, [], { cluster, repair }));
    return manifest;
  };
  const full = {
    [`${prefix}enforce`]: 'restricted',
    [`${prefix}enforce-version`]: 'v1.34',
    [`${prefix}audit`]: 'restricted',
    [`${prefix}audit-version`]: 'v1.34',
    [`${prefix}warn`]: 'restricted',
    [`${prefix}warn-version`]: 'v1.34',
  };

  test('apply fills all six, with the version of the cluster', () => {
    expect(harden(undefined, false)).toEqual(namespace('shop', { labels: full }));
  });

  test('on third-party manifests it enforces nothing new', () => {
    const { [`${prefix}enforce`]: _level, [`${prefix}enforce-version`]: _version, ...rest } = full;
    expect(harden({ team: 'web' }, true)).toEqual(namespace('shop', { labels: { team: 'web', ...rest } }));
  });

  test('explicit values and labels that cannot be read stay', () => {
    const labels = { [`${prefix}enforce`]: 'baseline', [`${prefix}warn-version`]: 'latest' };
    expect(harden(labels, true)).toEqual(namespace('shop', { labels: { ...full, ...labels } }));
    const leaf = new Leaf();
    expect(harden(leaf, false)).toEqual(namespace('shop', { labels: leaf }));
  });

  test.each(['v1.36.0', '1.36', 'latest', 'v1.036', 'v2.1', '', 7, null, new Leaf()])(
    '%p is no pinned version',
    (version) => {
      const manifest = namespace('shop', { labels: { ...full, [`${prefix}audit-version`]: version } });
      expect(findingsOf(podSecurityAdmissionEnforced, [manifest])).toEqual(['shop: audit-version']);
    },
  );

  test.each<[unknown, number, number]>([
    ['restricted', 0, 0],
    ['baseline', 0, 1],
    ['privileged', 1, 1],
    ['Restricted', 1, 1],
    [null, 1, 1],
    [new Leaf(), 1, 1],
  ])('enforce: %p', (level, baseline, restricted) => {
    const manifest = namespace('shop', { labels: { [`${prefix}enforce`]: level } });
    expect(findingsOf(podSecurityBaselineEnforced, [manifest])).toHaveLength(baseline);
    expect(findingsOf(podSecurityRestrictedEnforced, [manifest])).toHaveLength(restricted);
  });
});
