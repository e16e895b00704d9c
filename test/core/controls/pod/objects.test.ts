import { controlOf } from '../../../../lib/core/controls';
import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { problemsOf } from '../harness';

const leaf = new (class Leaf {})();
const metadata = { name: 'x', namespace: 'shop' };

/** What a control finds in one object: `path`, or `path?` where it cannot be decided. */
function found(id: string, object: PlainObject): string[] {
  const control = controlOf(id);
  if (control === undefined) throw new Error(`no control ${id}`);
  return problemsOf(control, { objects: [{ metadata, ...object }] }).map(
    ({ path, unknown }) => `${path}${unknown === true ? '?' : ''}`,
  );
}

describe('no-ephemeral-containers', () => {
  const all = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };
  test.each<[PlainObject, string[]]>([
    [all, ['rules[0]']],
    [{ ...all, verbs: leaf }, ['rules[0]?']],
    [{ ...all, verbs: [leaf, 'get'] }, ['rules[0]?']],
    [{ ...all, verbs: [leaf, 'patch'] }, ['rules[0]']],
    [{ ...all, resources: leaf, verbs: ['get'] }, []],
    [{ ...all, apiGroups: leaf }, ['rules[0]?']],
    [{ ...all, apiGroups: null }, []],
    [{ ...all, resources: ['pods/*', 'pods'] }, []],
  ])('%j', (rule, expected) => {
    const role = { kind: 'ClusterRole', rules: [rule] };
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    expect(found('no-ephemeral-containers', { ...role, apiVersion })).toEqual(expected);
    expect(found('no-ephemeral-containers', { ...role, apiVersion: 'example.com/v1' })).toEqual([]);
  });

  test('rules that cannot be seen', () => {
    const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', rules: leaf };
    expect(found('no-ephemeral-containers', role)).toEqual(['rules[0]?']);
  });
});

describe('no-ssh-server', () => {
  test.each<[unknown, string[]]>([
    [[{ port: '22' }], ['spec.ports[0].port']],
    [[{ port: '80', targetPort: '8080' }], []],
    [[{ port: 2222, targetPort: 22 }], ['spec.ports[0].port', 'spec.ports[0].targetPort']],
    [[null, { port: 80, targetPort: leaf }], ['spec.ports[1].targetPort']],
    [leaf, ['spec.ports']],
  ])('%j', (ports, expected) => {
    const service = { apiVersion: 'v1', kind: 'Service', spec: { ports } };
    expect(found('no-ssh-server', service)).toEqual(expected);
    expect(found('no-ssh-server', { ...service, apiVersion: 'serving.knative.dev/v1' })).toEqual([]);
    expect(found('no-ssh-server', { ...service, kind: 'ConfigMap' })).toEqual([]);
  });
});

describe('agent-sandbox-limits-and-egress', () => {
  const image = `agent@sha256:${'0123456789abcdef'.repeat(4)}`;
  const labels = { matchLabels: { app: 'proxy' } };
  const expression = { matchExpressions: [{ key: 'app', operator: 'Exists' }] };

  function template(peer: unknown, cpu: unknown = '1', list = 'containers'): PlainObject {
    const container = { name: 'agent', image, resources: { limits: { cpu, memory: '1Gi' } } };
    return {
      apiVersion: 'extensions.agents.x-k8s.io/v1alpha1',
      kind: 'SandboxTemplate',
      spec: {
        networkPolicy: { egress: [{ to: peer === undefined ? [] : [peer] }] },
        podTemplate: { spec: { [list]: [container] } },
      },
    };
  }

  test.each<[unknown, boolean]>([
    [{ podSelector: labels }, true],
    [{ podSelector: expression }, true],
    [{ podSelector: {} }, true],
    [{ namespaceSelector: labels }, true],
    [{ namespaceSelector: {}, podSelector: labels }, true],
    [{ namespaceSelector: expression, podSelector: {} }, true],
    [{ ipBlock: { cidr: '10.0.0.0/8' } }, true],
    [{ ipBlock: { cidr: '10.0.0.0/7' } }, false],
    [{ ipBlock: { cidr: '::/0' } }, false],
    [{ ipBlock: { cidr: leaf } }, false],
    [{ namespaceSelector: {}, podSelector: {} }, false],
    [{ namespaceSelector: { matchLabels: {}, matchExpressions: [] } }, false],
    [{}, false],
    [leaf, false],
    [undefined, false],
  ])('peer %j', (peer, scoped) => {
    const expected = scoped ? [] : ['spec.networkPolicy.egress[0].to'];
    expect(found('agent-sandbox-limits-and-egress', template(peer))).toEqual(expected);
  });

  test.each<[unknown, boolean]>([
    ['500m', true],
    ['0.5', true],
    [2, true],
    ['0', false],
    ['0.0', false],
    [0, false],
    [true, false],
    [null, false],
    [leaf, false],
  ])('limit %j', (cpu, limited) => {
    const peer = { podSelector: labels };
    const path = 'spec.podTemplate.spec.initContainers[0].resources.limits.cpu';
    const expected = limited ? [] : [path];
    expect(found('agent-sandbox-limits-and-egress', template(peer, cpu, 'initContainers'))).toEqual(expected);
    expect(found('agent-sandbox-limits-and-egress', template(peer, cpu, 'ephemeralContainers'))).toEqual([]);
  });
});
