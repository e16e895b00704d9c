import type { PlainObject } from '../../../lib/core/manifest/plain';
import { builtinKinds } from '../../../lib/core/manifest/registry';
import {
  checkObjectMetadata,
  checkPodSpec,
  checkSchema,
  type SchemaProblem,
} from '../../../lib/core/manifest/schema-check';

class Leaf {}

function deployment(container: PlainObject, spec: PlainObject = {}): PlainObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', ...container }], ...spec },
      },
    },
  };
}

function check(manifest: PlainObject, kubernetes = '1.36'): string[] {
  return checkSchema(manifest, { kubernetes }).map(({ type, path, needs }) => `${type} ${path}: ${needs}`);
}

const C = 'spec.template.spec.containers[0]';
const S = 'spec.template.spec';

describe('a Deployment', () => {
  test.each<[string, PlainObject]>([
    ['bare', deployment({})],
    [
      'resources as text and numbers',
      deployment({ resources: { limits: { cpu: 0.5, memory: '1Gi', 'example.com/gpu': 1 } } }),
    ],
    [
      'a port by number and by name',
      deployment({
        livenessProbe: { httpGet: { port: 80 } },
        readinessProbe: { tcpSocket: { port: 'http' } },
      }),
    ],
    ['null and undefined are absent', deployment({ image: null, args: undefined, securityContext: null })],
    ['null in a map', { ...deployment({}), metadata: { name: 'web', labels: { app: null } } }],
    ['an empty status', { ...deployment({}), status: {} }],
    [
      'leaves that are not known yet',
      deployment({ image: new Leaf(), tty: new Leaf(), resources: { limits: { cpu: new Leaf() } } }),
    ],
    ['an integer beyond 32 bits', deployment({ securityContext: { runAsUser: 5_000_000_000 } })],
    ['a big integer', deployment({ securityContext: { runAsUser: 10001n } })],
  ])('passes: %s', (_, manifest) => expect(check(manifest)).toEqual([]));

  test.each<[PlainObject, string]>([
    [
      deployment({ imagePullPolcy: 'Always' }),
      `unknown-field ${C}.imagePullPolcy: a field of Container (did you mean imagePullPolicy?)`,
    ],
    [
      deployment({ securityContext: { runasuser: 1 } }),
      `unknown-field ${C}.securityContext.runasuser: a field of SecurityContext (did you mean runAsUser?)`,
    ],
    [deployment({ 'x y': 1 }), `unknown-field ${C}["x y"]: a field of Container`],
    [deployment({ constructor: 1 }), `unknown-field ${C}.constructor: a field of Container`],
    [deployment({ image: 1 }), `wrong-type ${C}.image: a string`],
    [deployment({ env: [{ name: 'A', value: 8080 }] }), `wrong-type ${C}.env[0].value: a string`],
    [deployment({ env: { A: 'b' } }), `wrong-type ${C}.env: a list`],
    [deployment({ tty: 'true' }), `wrong-type ${C}.tty: true or false`],
    [
      deployment({ ports: [{ containerPort: '80' }] }),
      `wrong-type ${C}.ports[0].containerPort: an integer of 32 bits`,
    ],
    [
      deployment({ ports: [{ containerPort: 1.5 }] }),
      `wrong-type ${C}.ports[0].containerPort: an integer of 32 bits`,
    ],
    [
      deployment({ ports: [{ containerPort: 2 ** 31 }] }),
      `wrong-type ${C}.ports[0].containerPort: an integer of 32 bits`,
    ],
    [deployment({ ports: [{}] }), `missing ${C}.ports[0].containerPort: an integer of 32 bits`],
    [
      deployment({ ports: [{ containerPort: null }] }),
      `missing ${C}.ports[0].containerPort: an integer of 32 bits`,
    ],
    [
      deployment({ securityContext: { runAsUser: '1000' } }),
      `wrong-type ${C}.securityContext.runAsUser: an integer`,
    ],
    [deployment({ securityContext: [] }), `wrong-type ${C}.securityContext: an object (SecurityContext)`],
    [deployment({ securityContext: new Leaf() }), `opaque ${C}.securityContext: an object (SecurityContext)`],
    [deployment({ args: new Leaf() }), `opaque ${C}.args: a list`],
    [
      deployment({ resources: { limits: { cpu: '1 core' } } }),
      `wrong-type ${C}.resources.limits.cpu: a quantity, such as 500m or 1Gi`,
    ],
    [
      deployment({ resources: { limits: { cpu: true } } }),
      `wrong-type ${C}.resources.limits.cpu: a quantity, such as 500m or 1Gi`,
    ],
    [deployment({ resources: { limits: ['1'] } }), `wrong-type ${C}.resources.limits: a map`],
    [
      deployment({ livenessProbe: { httpGet: { port: 1.5 } } }),
      `wrong-type ${C}.livenessProbe.httpGet.port: an integer or a string`,
    ],
    [deployment({}, { containers: undefined }), `missing ${S}.containers: a list`],
    [deployment({}, { containers: [null] }), `wrong-type ${S}.containers[0]: an object (Container)`],
    [deployment({}, { nodeSelector: { zone: 1 } }), `wrong-type ${S}.nodeSelector.zone: a string`],
    [
      { ...deployment({}), metadata: { annotations: { 'example.com/a': 1 } } },
      'wrong-type metadata.annotations["example.com/a"]: a string',
    ],
    [
      { ...deployment({}), metadata: { creationTimestamp: 'today' } },
      'wrong-type metadata.creationTimestamp: a time, such as 2026-01-31T12:00:00Z',
    ],
    [
      { ...deployment({}), status: { replica: 1 } },
      'unknown-field status.replica: a field of DeploymentStatus (did you mean replicas?)',
    ],
  ])('%#: %j', (manifest, problem) => expect(check(manifest)).toEqual([problem]));

  test('all problems come at once, each with its path', () => {
    expect(check(deployment({ image: 1, tty: 1 }, { hostnetwork: true }))).toHaveLength(3);
  });
});

test.each<[string, PlainObject, string, string[]]>([
  ['before', { procMount: 'Default' }, '1.27', []],
  [
    'a field of a later version',
    { restartPolicyRules: [] },
    '1.33',
    [`not-served ${C}.restartPolicyRules: Kubernetes 1.34 or newer; this is for 1.33`],
  ],
  ['the same where it is served', { restartPolicyRules: [] }, '1.34', []],
  ['the same in the newest', { restartPolicyRules: [] }, 'latest', []],
])('versions: %s', (name, container, kubernetes, expected) => {
  const manifest = name === 'before' ? deployment({ securityContext: container }) : deployment(container);
  expect(check(manifest, kubernetes)).toEqual(expected);
});

test('a field that is gone', () => {
  const manifest = deployment({}, { workloadRef: { name: 'a', podGroup: 'b' } });
  expect(check(manifest, '1.35')).toEqual([]);
  expect(check(manifest)).toEqual([
    `not-served ${S}.workloadRef: something that Kubernetes 1.36 still has; 1.35 was the last`,
  ]);
});

test.each<[string, string, string, string[]]>([
  ['batch/v1beta1', 'CronJob', '1.36', ['not-served apiVersion: batch/v1, which Kubernetes 1.36 serves']],
  [
    'flowcontrol.apiserver.k8s.io/v1beta3',
    'FlowSchema',
    '1.36',
    ['not-served apiVersion: flowcontrol.apiserver.k8s.io/v1, which Kubernetes 1.36 serves'],
  ],
  [
    'networking.k8s.io/v1alpha1',
    'ClusterCIDR',
    '1.29',
    ['not-served apiVersion: something that Kubernetes 1.29 still has; 1.28 was the last'],
  ],
  [
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicy',
    '1.27',
    ['not-served apiVersion: admissionregistration.k8s.io/v1alpha1, which Kubernetes 1.27 serves'],
  ],
  [
    'admissionregistration.k8s.io/v1alpha1',
    'ValidatingAdmissionPolicy',
    '1.32',
    ['not-served apiVersion: admissionregistration.k8s.io/v1, which Kubernetes 1.32 serves'],
  ],
  [
    'apps/v1',
    'Deploymnet',
    '1.36',
    ['not-served kind: a kind of apps/v1 in Kubernetes 1.36 (did you mean Deployment?)'],
  ],
  [
    'extensions/v1beta1',
    'Ingress',
    '1.36',
    ['not-served kind: a kind of extensions/v1beta1 in Kubernetes 1.36'],
  ],
  ['example.com/v1', 'Widget', '1.36', ['unknown-kind kind: a kind of Kubernetes; example.com/v1 is none']],
])('%s %s at %s', (apiVersion, kind, kubernetes, expected) => {
  expect(check({ apiVersion, kind, metadata: { name: 'a' }, spec: { any: 1 } }, kubernetes)).toEqual(
    expected,
  );
});

test('an object that does not say what it is', () => {
  expect(check({})).toEqual(['missing apiVersion: a string', 'missing kind: a string']);
  expect(check({ apiVersion: 1, kind: new Leaf() })).toEqual([
    'wrong-type apiVersion: a string',
    'opaque kind: a string',
  ]);
});

test('a custom resource that the registry knows is checked for its metadata', () => {
  const info = { group: 'example.com', version: 'v1', kind: 'Widget', plural: 'widgets', namespaced: true };
  const widget = {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { labels: { a: 1 } },
    spec: { any: 1 },
  };
  const problems = checkSchema(widget, { kubernetes: '1.36', registry: builtinKinds.withKinds([info]) });
  expect(problems.map(({ path }) => path)).toEqual(['metadata.labels.a']);
});

test.each<[string, PlainObject, string[]]>([
  ['Secret data', { apiVersion: 'v1', kind: 'Secret', data: { a: 'aGk=', b: '', c: 'aG\nk=' } }, []],
  [
    'Secret data in clear',
    { apiVersion: 'v1', kind: 'Secret', data: { a: 'hi!' } },
    ['wrong-type data.a: text in base64'],
  ],
  [
    'a quota',
    { apiVersion: 'v1', kind: 'ResourceQuota', spec: { hard: { pods: 10, 'limits.cpu': 'x' } } },
    ['wrong-type spec.hard["limits.cpu"]: a quantity, such as 500m or 1Gi'],
  ],
  ['any value', { apiVersion: 'apps/v1', kind: 'ControllerRevision', revision: 1, data: { a: [1] } }, []],
  ['a List', { apiVersion: 'v1', kind: 'List', items: [{}, 'a'] }, ['wrong-type items[1]: an object']],
  [
    'a typed list',
    { apiVersion: 'v1', kind: 'PodList', items: [{ spec: { containers: [{}] } }] },
    ['missing items[0].spec.containers[0].name: a string'],
  ],
  [
    'a status may lack fields',
    { apiVersion: 'apps/v1', kind: 'DaemonSet', status: { conditions: [{}] } },
    [],
  ],
])('%s', (_, manifest, expected) => expect(check(manifest)).toEqual(expected));

test('fields may be missing in a status alone', () => {
  const manifest = {
    apiVersion: 'v1',
    kind: 'Pod',
    status: { conditions: [{}] },
    spec: { containers: [{}] },
  };
  expect(check(manifest)).toEqual(['missing spec.containers[0].name: a string']);
});

test('a version that is none is an error', () => {
  expect(() => check(deployment({}), 'newest')).toThrow(RangeError);
});

test('pod specs and metadata alone', () => {
  const paths = (problems: SchemaProblem[]): string[] => problems.map(({ type, path }) => `${type} ${path}`);
  expect(
    paths(checkPodSpec({ containers: [{ name: 'a', securityContext: { privileged: 'no' } }] }, 'spec')),
  ).toEqual(['wrong-type spec.containers[0].securityContext.privileged']);
  expect(paths(checkPodSpec([], 'spec'))).toEqual(['wrong-type spec']);
  expect(paths(checkPodSpec(new Leaf(), 'spec'))).toEqual(['opaque spec']);
  expect(checkPodSpec(undefined, 'spec')).toEqual([]);
  expect(paths(checkObjectMetadata({ annotations: { a: true } }, 'metadata'))).toEqual([
    'wrong-type metadata.annotations.a',
  ]);
});
