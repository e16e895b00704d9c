import { clusters } from '../../../lib/core/cluster/presets';
import { compilePolicy, withDefinitions } from '../../../lib/core/engine/compiled-policy';
import { evaluate } from '../../../lib/core/engine/evaluate';
import { harden } from '../../../lib/core/engine/harden';
import type { KindDeclaration } from '../../../lib/core/kinds/declaration';
import { recordsOfDefinitions } from '../../../lib/core/kinds/definitions';
import { objectAt, type PlainObject } from '../../../lib/core/manifest/plain';
import { restricted } from '../../../lib/core/policy/policy';

const TEXT = { type: 'string' };
const object = (properties: PlainObject, more: PlainObject = {}): PlainObject => ({
  type: 'object',
  properties,
  ...more,
});
const list = (items: PlainObject): PlainObject => ({ type: 'array', items });
const ANY = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const container = (more: PlainObject = {}): PlainObject => object({ name: TEXT, image: TEXT, ...more });
const WHOLE = object({
  containers: list(container({ securityContext: object({ privileged: { type: 'boolean' } }) })),
  hostNetwork: { type: 'boolean' },
  restartPolicy: TEXT,
  securityContext: object({ runAsNonRoot: { type: 'boolean' } }),
  serviceAccountName: TEXT,
  volumes: list(object({ name: TEXT })),
});

function definition(spec: PlainObject, group = 'example.com', kind = 'Widget'): PlainObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `widgets.${group}` },
    spec: {
      group,
      names: { kind, plural: 'widgets' },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: object({ spec }) } }],
    },
  };
}

const widget = (spec: PlainObject): PlainObject => ({
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: { name: 'w', namespace: 'n' },
  spec,
});

const places: [string, PlainObject, PlainObject[]][] = [
  ['no container', object({ size: TEXT, image: TEXT }), []],
  [
    'a pod template',
    object({ template: object({ spec: WHOLE }) }),
    [{ path: 'spec.template', shape: 'template' }],
  ],
  [
    'a list of them',
    object({ jobs: list(object({ template: object({ spec: WHOLE }) })) }),
    [{ path: 'spec.jobs[].template', shape: 'template' }],
  ],
  [
    'a map of them',
    object({
      roles: { type: 'object', additionalProperties: object({ template: object({ spec: WHOLE }) }) },
    }),
    [{ path: 'spec.roles.*.template', shape: 'template' }],
  ],
  [
    'part of a pod',
    object({ replicas: { type: 'integer' }, containers: list(container()) }),
    [{ path: 'spec', shape: 'partial' }],
  ],
  ['steps', object({ steps: list(container()) }), [{ path: 'spec', shape: 'containers' }]],
  [
    'a container without a name of one',
    object({ agent: container({ command: list(TEXT) }) }),
    [{ path: 'spec.agent', shape: 'partial' }],
  ],
];
test.each(places)('a schema with %s', (_what, spec, pods) => {
  const [record] = recordsOfDefinitions([definition(spec)]);
  expect(record).toMatchObject({
    group: 'example.com',
    kind: 'Widget',
    version: 'v1',
    plural: 'widgets',
    scope: 'Namespaced',
  });
  expect(record?.pods).toHaveLength(pods.length);
  expect(record?.pods).toMatchObject(pods);
  expect(record?.open).toEqual([]);
});

test('a schema of which only some fields are those of a pod takes only those', () => {
  const [record] = recordsOfDefinitions([definition(object({ template: object({ spec: WHOLE }) }))]);
  const takes = record?.pods[0]?.takes ?? [];
  expect(takes).toEqual(
    expect.arrayContaining([
      'hostNetwork',
      'securityContext.runAsNonRoot',
      'containers.image',
      'containers.securityContext.privileged',
    ]),
  );
  expect(takes).not.toContain('enableServiceLinks');
  expect(takes).not.toContain('securityContext');
});

const compiled = (kinds: KindDeclaration[] = []) => compilePolicy(restricted({ kinds }), clusters.kubeadm());
const controlsFor = (objects: PlainObject[], kinds: KindDeclaration[] = []): string[] => [
  ...new Set(
    evaluate(
      objects.map((manifest) => ({ manifest })),
      compiled(kinds),
      '2026-11-21',
    ).findings.map(({ control }) => control),
  ),
];

test('a definition in the set decides: without pods, with pods, or by what is in a field that takes anything', () => {
  const plain = definition(object({ size: TEXT }));
  expect(controlsFor([widget({ size: 'a' })])).toContain('unknown-kind');
  expect(controlsFor([plain, widget({ size: 'a' })])).not.toContain('unknown-kind');
  expect(controlsFor([widget({ size: 'a' }), plain])).not.toContain('unknown-kind');
  const template = {
    spec: { containers: [{ name: 'a', image: 'b', securityContext: { privileged: true } }] },
  };
  const found = controlsFor([
    definition(object({ template: object({ spec: WHOLE }) })),
    widget({ template }),
  ]);
  expect(found).toContain('no-privileged-containers');
  expect(found).not.toContain('unknown-kind');
  const open = definition(object({ size: TEXT, values: ANY }));
  expect(controlsFor([open, widget({ size: 'a' })])).not.toContain('unknown-kind');
  expect(controlsFor([open, widget({ values: { a: 1 } })])).toContain('unknown-kind');
  expect(
    controlsFor([open, widget({ values: { a: 1 } })], [{ group: 'example.com', kind: 'Widget', pods: [] }]),
  ).not.toContain('unknown-kind');
});

test('a definition that says nothing about containers makes none harmless', () => {
  const template = { spec: { containers: [{ name: 'a', image: 'b' }] } };
  expect(controlsFor([definition(object({ size: TEXT })), widget({ template })])).toContain('unknown-kind');
});

test('a definition takes nothing away from what is known of a kind', () => {
  const empty = definition(object({ size: TEXT }), 'argoproj.io', 'Rollout');
  const template = {
    spec: { containers: [{ name: 'a', image: 'b', securityContext: { privileged: true } }] },
  };
  const rollout = { ...widget({ template }), apiVersion: 'argoproj.io/v1', kind: 'Rollout' };
  expect(controlsFor([empty, rollout])).toContain('no-privileged-containers');
});

const unread: [string, PlainObject][] = [
  [
    'without a schema',
    {
      ...definition(object({})),
      spec: { ...objectAt(definition(object({})), 'spec'), versions: [{ name: 'v1' }] },
    },
  ],
  [
    'that keeps unknown fields',
    {
      ...definition(object({})),
      spec: { ...objectAt(definition(object({})), 'spec'), preserveUnknownFields: true },
    },
  ],
  ['that takes anything', definition(ANY)],
];
test.each(unread)('a definition %s decides nothing', (_what, crd) => {
  expect(controlsFor([crd, widget({ a: { b: 1 } })])).toContain('unknown-kind');
});

test('another version than that of the object decides nothing', () => {
  const crd = definition(object({ size: TEXT }));
  expect(controlsFor([crd, { ...widget({ size: 'a' }), apiVersion: 'example.com/v2' }])).toContain(
    'unknown-kind',
  );
});

test('hardening writes only what the schema takes', () => {
  const crd = definition(object({ template: object({ spec: WHOLE }) }));
  const template = { spec: { containers: [{ name: 'a', image: 'b' }] } };
  const made = withDefinitions(compiled(), [{ manifest: crd }]);
  const hardened = harden(widget({ template }), made, { repair: true });
  expect(objectAt(objectAt(hardened, 'spec'), 'template')?.spec).toEqual({
    containers: [{ name: 'a', image: 'b', securityContext: { privileged: false } }],
    securityContext: { runAsNonRoot: true },
  });
});
