import { clusters } from '../../../lib/core/cluster/presets';
import { compilePolicy } from '../../../lib/core/engine/compiled-policy';
import { evaluate } from '../../../lib/core/engine/evaluate';
import { messageOf } from '../../../lib/core/engine/message';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { restricted } from '../../../lib/core/policy/policy';
import { engineFor, hardPod, pod, TODAY } from './fixtures';

const metadata = (name: string): PlainObject => ({ name, namespace: 'shop' });

function deployment(name: string, label: string, selector: PlainObject = { app: label }): PlainObject {
  const containers = [{ name: 'app', image: 'app:v1' }];
  const template = { metadata: { labels: { app: label } }, spec: { containers } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(name),
    spec: { selector: { matchLabels: selector }, template },
  };
}

const limitRange: PlainObject = {
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: metadata('limits'),
  spec: { limits: [{ type: 'Container', max: { memory: '1Gi', cpu: '1' }, min: { memory: '16Mi' } }] },
};

const service = (port: number, targetPort: unknown): PlainObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata('web'),
  spec: { selector: { 'app.kubernetes.io/instance': 'web' }, ports: [{ port, targetPort }] },
});

interface Case {
  readonly rule: string;
  readonly objects: readonly PlainObject[];
  readonly path: string;
  readonly found: RegExp;
}

const cases: [string, Case][] = [
  [
    'an unknown field',
    { rule: 'schema', objects: [{ ...pod('web'), spek: {} }], path: 'spek', found: /spek/ },
  ],
  [
    'a wrong type',
    { rule: 'schema', objects: [pod('web', { hostPID: 'true' })], path: 'spec.hostPID', found: /"true"/ },
  ],
  [
    'a missing field',
    {
      rule: 'invalid-object',
      objects: [{ ...deployment('a', 'a'), spec: {} }],
      path: 'spec.selector',
      found: /nothing/,
    },
  ],
  [
    'two objects with one identity',
    {
      rule: 'duplicate-object',
      objects: [pod('web'), pod('web')],
      path: 'metadata.name',
      found: /second object/,
    },
  ],
  [
    'a bad name',
    { rule: 'invalid-name', objects: [pod('Bad_Name')], path: 'metadata.name', found: /Bad_Name/ },
  ],
  [
    'a bad namespace',
    {
      rule: 'invalid-name',
      objects: [{ ...pod('web'), metadata: { name: 'web', namespace: '../x' } }],
      path: 'metadata.namespace',
      found: /\.\.\/x/,
    },
  ],
  [
    'a pod without a spec',
    {
      rule: 'invalid-object',
      objects: [{ apiVersion: 'v1', kind: 'Pod', metadata: metadata('web') }],
      path: 'spec.containers',
      found: /nothing/,
    },
  ],
  [
    'a template without a spec',
    {
      rule: 'invalid-object',
      objects: [{ ...deployment('a', 'a'), spec: { selector: {}, template: { spec: null } } }],
      path: 'spec.template.spec.containers',
      found: /nothing/,
    },
  ],
  [
    'no container',
    {
      rule: 'invalid-object',
      objects: [{ ...pod('web'), spec: { containers: [] } }],
      path: 'spec.containers',
      found: /\[\]/,
    },
  ],
  [
    'no container in a kind of somebody else',
    {
      rule: 'schema',
      objects: [
        {
          ...deployment('web', 'web'),
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Rollout',
          spec: { template: { spec: { containers: [] } } },
        },
      ],
      path: 'spec.template.spec.containers',
      found: /\[\]/,
    },
  ],
  [
    'a bad name of a container',
    {
      rule: 'invalid-name',
      objects: [pod('web', {}, { name: 'A_b' })],
      path: 'spec.containers[0].name',
      found: /A_b/,
    },
  ],
  [
    'two containers with one name',
    {
      rule: 'invalid-name',
      objects: [pod('web', { initContainers: [{ name: 'app', image: 'app:v1' }] })],
      path: 'spec.initContainers[0].name',
      found: /app/,
    },
  ],
  [
    'a bad label',
    {
      rule: 'invalid-name',
      objects: [{ ...pod('web'), metadata: { ...metadata('web'), labels: { ok: 'not good!' } } }],
      path: 'metadata.labels.ok',
      found: /not good!/,
    },
  ],
  [
    'a selector that matches the pods of another workload',
    {
      rule: 'selector-collision',
      objects: [deployment('a', 'x'), deployment('b', 'x')],
      path: 'spec.selector',
      found: /Deployment b/,
    },
  ],
  [
    'more than the LimitRange allows',
    {
      rule: 'limit-range',
      objects: [limitRange, pod('web', {}, { resources: { limits: { memory: '2Gi' } } })],
      path: 'spec.containers[0].resources.limits.memory',
      found: /2Gi/,
    },
  ],
  [
    'less than the LimitRange asks',
    {
      rule: 'limit-range',
      objects: [limitRange, pod('web', {}, { resources: { requests: { memory: '1Mi' } } })],
      path: 'spec.containers[0].resources.requests.memory',
      found: /1Mi/,
    },
  ],
];

test.each(cases)('%s is refused', (_name, { rule, objects, path, found }) => {
  const judgement = evaluate(
    objects.map((manifest) => ({ manifest })),
    engineFor(),
    TODAY,
  );
  const finding = judgement.findings.find(
    (candidate) => candidate.control === rule && candidate.path === path,
  );
  expect(finding).toMatchObject({ verdict: 'fail', waivable: false, found: expect.stringMatching(found) });
});

test('a set without these faults has none of these findings', () => {
  const objects = [deployment('a', 'a'), deployment('b', 'b'), limitRange, hardPod('web')];
  const judgement = evaluate(
    objects.map((manifest) => ({ manifest })),
    engineFor(),
    TODAY,
  );
  const rules = new Set(cases.map(([, { rule }]) => rule));
  expect(judgement.findings.filter((finding) => rules.has(finding.control)).map(messageOf)).toEqual([]);
});

test('the same name in two namespaces is no duplicate', () => {
  const other = { ...pod('web'), metadata: { name: 'web', namespace: 'other' } };
  const judgement = evaluate([{ manifest: pod('web') }, { manifest: other }], engineFor(), TODAY);
  expect(judgement.findings.map((finding) => finding.control)).not.toContain('duplicate-object');
});

test('a reference to nothing is refused where it claims to be ours, and only there', () => {
  const controls = (ours: boolean): string[] =>
    evaluate([{ manifest: hardPod('web'), ours }], engineFor(), TODAY).findings.map(
      (finding) => finding.control,
    );
  expect(controls(true)).toContain('dangling-reference');
  expect(controls(false)).not.toContain('dangling-reference');
});

test('with the AWS VPC network plugin a Service port has to equal the container port', () => {
  const compiled = compilePolicy(restricted(), clusters.kubeadm({ cni: 'aws-vpc' }));
  const web = hardPod('web', {}, { ports: [{ name: 'http', containerPort: 8080 }] });
  const paths = (object: PlainObject, chosen = compiled): string[] =>
    evaluate([{ manifest: object }, { manifest: web }], chosen, TODAY)
      .findings.filter((finding) => finding.control === 'unequal-ports')
      .map((finding) => finding.path);
  expect(paths(service(80, 'http'))).toEqual(['spec.ports[0]']);
  expect(paths(service(80, 8080))).toEqual(['spec.ports[0]']);
  expect(paths(service(8080, 'http'))).toEqual([]);
  expect(paths(service(80, 'http'), engineFor())).toEqual([]);
});

test.each([[null], [[]], [[hardPod('p')]]])(
  'items make a list of an object of any kind, to kubectl: %j',
  (items) => {
    const widget = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: metadata('w'), items };
    const { findings } = evaluate([{ manifest: widget }], engineFor(), TODAY);
    expect(findings.filter(({ control }) => control === 'schema')).toMatchObject([
      { path: 'items', waivable: false },
    ]);
  },
);

test('an integer that JavaScript may have rounded is found in programs, and with all its digits nowhere', () => {
  const topic = (size: unknown): PlainObject => ({
    apiVersion: 'example.com/v1',
    kind: 'Topic',
    metadata: metadata('t'),
    spec: { config: [{ 'flush.messages': size }] },
  });
  const found = (size: unknown, file?: string): string[] =>
    evaluate([{ manifest: topic(size), origin: file === undefined ? {} : { file } }], engineFor(), TODAY)
      .findings.filter(({ control }) => control === 'inexact-number')
      .map(({ path }) => path);
  expect(found(2 ** 53)).toEqual(['spec.config[0]["flush.messages"]']);
  expect(found(-(2 ** 63))).toHaveLength(1);
  expect(found(1e19, 'f.yaml')).toEqual([]);
  expect([2 ** 53 - 1, 1e300, 0.5, 2n ** 53n].flatMap((size) => found(size))).toEqual([]);
});

test('a kind that nobody knows is kept and listed, not passed', () => {
  const manifest = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: metadata('w'), spec: {} };
  const judgement = evaluate([{ manifest }], engineFor(), TODAY);
  expect(judgement.unjudged).toMatchObject([{ kind: 'Widget', name: 'w' }]);
});
