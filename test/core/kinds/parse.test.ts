import { clusters } from '../../../lib/core/cluster/presets';
import { compilePolicy } from '../../../lib/core/engine/compiled-policy';
import { readKinds } from '../../../lib/core/kinds/declaration';
import { restricted } from '../../../lib/core/policy/policy';

const problemsOf = (text: string): string[] => readKinds(text, 'kinds.yaml').problems;

test('a path alone is that of a template', () => {
  const { records, problems } = readKinds(
    '- { group: example.com, kind: A, pods: [spec.template] }',
    'kinds.yaml',
  );
  expect(problems).toEqual([]);
  expect(records).toMatchObject([
    { group: 'example.com', kind: 'A', pods: [{ path: 'spec.template', shape: 'template' }] },
  ]);
});

const wrong: [string, string][] = [
  ['group: example.com', 'found {"group":"example.com"}; needs a list of kinds'],
  ['- 1', 'kind 1: found 1; needs an object'],
  ['- { group: example.com, pods: [] }', 'kind 1, kind: found nothing; needs the kind'],
  ['- { kind: A, pods: [] }', 'kind 1, group: found nothing; needs the API group'],
  [
    '- { group: apps, kind: Deployment, pods: [] }',
    'kind 1, group: found "apps"; needs a group that is not of Kubernetes itself',
  ],
  ['- { group: batch, kind: Job, pods: [] }', 'kind 1, group: found "batch"'],
  ['- { group: networking.k8s.io, kind: Ingress, pods: [] }', 'kind 1, group: found "networking.k8s.io"'],
  ['- { group: "", kind: Pod, pods: [] }', 'kind 1, group: found ""; needs the API group'],
  ['- { group: example.com, kind: A }', 'kind 1, pods: found nothing; needs a list of places'],
  ['- { group: example.com, kind: A, pods: no }', 'kind 1, pods: found false'],
  [
    '- { group: example.com, kind: A, pods: [spec..template] }',
    'kind 1, pods[0]: found "spec..template"; needs a path',
  ],
  ['- { group: example.com, kind: A, pods: [7] }', 'kind 1, pods[0]: found 7; needs the path'],
  [
    '- { group: example.com, kind: A, pods: [{ path: spec, shape: whole }] }',
    'pods[0].shape: found "whole"; needs template',
  ],
  ['- { group: example.com, kind: A, pods: [{ path: spec, tkes: [] }] }', "there is no field 'pods[0].tkes'"],
  [
    '- { group: example.com, kind: A, pods: [{ path: spec, trusted: true }] }',
    "there is no field 'pods[0].trusted'",
  ],
  ['- { group: example.com, kind: A, pods: [], patterns: [spec] }', "there is no field 'patterns'"],
  [
    '- { group: example.com, kind: A, pods: [], scope: Global }',
    'scope: found "Global"; needs Namespaced or Cluster',
  ],
  [
    '- { group: example.com, kind: A, pods: [], unseen: spec }',
    'unseen: found "spec"; needs a list of strings',
  ],
  [
    '- { group: example.com, kind: A, pods: [{ path: a, containers: [{ list: x }] }] }',
    'pods[0].containers[0]: found {"list":"x"}',
  ],
  ['a: [', 'kinds.yaml: document 0, line 1'],
];
test.each(wrong)('%s is refused', (text, problem) => {
  expect(problemsOf(text).join('\n')).toContain(problem);
});

test('everything that is wrong is said at once', () => {
  expect(problemsOf('- { group: apps, kind: A, pods: [] }\n- { group: example.com }\n')).toHaveLength(3);
});

test('a policy with kinds that cannot be read makes no engine', () => {
  const policy = restricted({ kinds: [{ group: 'apps', kind: 'Deployment', pods: [] }] });
  expect(() => compilePolicy(policy, clusters.kubeadm())).toThrow('the policy has kinds that cannot be read');
});
