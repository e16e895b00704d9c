import fc from 'fast-check';
import { clusters } from '../../../lib/core/cluster/presets';
import { compilePolicy } from '../../../lib/core/engine/compiled-policy';
import { evaluate } from '../../../lib/core/engine/evaluate';
import { readKinds } from '../../../lib/core/kinds/declaration';
import { searchContainers } from '../../../lib/core/kinds/search';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { restricted } from '../../../lib/core/policy/policy';
import { growth } from '../../support/work';

const CONTAINER = { name: 'a', image: 'b' };

/** Places where a container hides, and the path at which it is found; undefined where nothing is one. */
const places: [string, PlainObject, string | undefined][] = [
  [
    'a template',
    { spec: { template: { spec: { containers: [CONTAINER] } } } },
    'spec.template.spec.containers[0]',
  ],
  ['no list at all', { containers: CONTAINER }, 'containers'],
  ['a map', { spec: { containers: { main: { image: 'b' } } } }, 'spec.containers.main'],
  ['init containers', { spec: { initContainers: [CONTAINER] } }, 'spec.initContainers[0]'],
  ['ephemeral ones', { spec: { ephemeralContainers: [CONTAINER] } }, 'spec.ephemeralContainers[0]'],
  ['any name that ends so', { spec: { extraInitContainers: [CONTAINER] } }, 'spec.extraInitContainers[0]'],
  ['one container', { spec: { container: { image: 'b' } } }, 'spec.container'],
  ['steps', { spec: { steps: [{ image: 'b', script: 'x' }] } }, 'spec.steps[0]'],
  ['a script', { spec: { templates: [{ script: { image: 'b' } }] } }, 'spec.templates[0].script'],
  ['sidecars', { spec: { sidecars: [{ image: 'b' }] } }, 'spec.sidecars[0]'],
  ['items', { items: [{ spec: { containers: [CONTAINER] } }] }, 'items[0].spec.containers[0]'],
  [
    'status',
    { status: { template: { spec: { containers: [CONTAINER] } } } },
    'status.template.spec.containers[0]',
  ],
  ['odd keys', { spec: { 'a/b': { containers: [CONTAINER] } } }, 'spec["a/b"].containers[0]'],
  [
    'a key that JavaScript knows',
    { spec: JSON.parse('{"__proto__": {"containers": [{"image": "b"}]}}') },
    'spec.__proto__.containers[0]',
  ],
  ['an image that is no text', { spec: { containers: [{ image: { name: 'b' } }] } }, 'spec.containers[0]'],
  [
    'an image that comes later',
    { spec: { containers: [{ name: 'a', command: ['x'] }] } },
    'spec.containers[0]',
  ],
  ['beside a command', { spec: { runner: { image: 'b', command: ['x'] } } }, 'spec.runner'],
  ['beside a security context', { spec: { image: 'b', securityContext: {} } }, 'spec'],
  [
    'YAML in a string',
    { spec: { manifest: 'spec:\n  containers:\n  - name: a\n    image: b\n' } },
    'spec.manifest',
  ],
  ['JSON in a string', { data: { pod: '{"spec":{"containers":[{"image":"b"}]}}' } }, 'data.pod'],
  ['flow YAML in a string', { data: { pod: '{spec: {containers: [{image: b}]}}' } }, 'data.pod'],
  ['a string in a string', { data: { a: JSON.stringify({ b: 'containers:\n- image: b\n' }) } }, 'data.a'],
  [
    'a template in a string',
    { data: { a: '{{ if .x }}\ncontainers:\n- image: {{ .y }}\n{{ end }}' } },
    'data.a',
  ],
  ['several documents in a string', { data: { a: 'a: 1\n---\ncontainers:\n- image: b\n' } }, 'data.a'],
  ['carriage returns in a string', { data: { a: 'a: 1\r\ncontainers:\r\n- image: b\r\n' } }, 'data.a'],
  ['an image alone', { spec: { image: 'b', replicas: 2 } }, undefined],
  ['containers without one', { spec: { containers: 3, other: { containers: ['a', 'b'] } } }, undefined],
  ['prose', { spec: { text: 'The image: of containers: is what we build.' } }, undefined],
  [
    'PromQL',
    { spec: { expr: 'sum(container_memory{image!="", container!="POD"}) by (container)' } },
    undefined,
  ],
  [
    'Rego',
    { spec: { rego: 'containers := input.spec.containers[_]\nimage := containers.image' } },
    undefined,
  ],
  ['metadata', { metadata: { annotations: { a: 'containers:\n- image: b\n' } } }, undefined],
];

test.each(places)('containers are found in %s', (_where, body, path) => {
  expect(searchContainers(body, { strict: true })?.path).toBe(path);
});

test('an object that is too large is known to nobody', () => {
  const spec = { list: Array.from({ length: 200_001 }, (_, index) => index) };
  expect(searchContainers({ spec })).toEqual({
    path: expect.stringContaining('spec.list['),
    what: 'too large',
  });
});

test('depth and width cost no more than their sum', () => {
  const deep = (depth: number): PlainObject => {
    let body: PlainObject = { containers: [CONTAINER] };
    for (let level = 0; level < depth; level += 1) body = { a: body };
    return body;
  };
  const wide = (lines: number): PlainObject => ({ spec: { text: 'image: b\n'.repeat(lines) } });
  expect(searchContainers(deep(20_000))?.what).toBe('container');
  expect(searchContainers(wide(100_000))).toBeUndefined();
  const { times, where } = growth(
    () => searchContainers(deep(1_000)),
    () => searchContainers(deep(2_000)),
  );
  expect({ where, linear: times < 2.2 }).toEqual({ where, linear: true });
});

test('a string of many spaces is read once', () => {
  // What reads it again from each space would still be at it when Jest gives up.
  expect(searchContainers({ spec: { other: `${' '.repeat(2_000_000)}containers` } })).toBeUndefined();
});

const keys = fc.constantFrom(
  'spec',
  'a',
  'template',
  'items',
  'x-y',
  'data',
  'jobs',
  'containerd',
  '__proto__',
  'toString',
);

/** A body with a container somewhere in it. */
const hiding = fc
  .tuple(
    fc.array(fc.oneof(keys, fc.constant('[]'), fc.constant('text')), { maxLength: 8 }),
    fc.constantFrom('containers', 'initContainers', 'steps', 'sidecars', 'myContainers'),
    keys,
  )
  .map(([steps, list, first]) => {
    let value: unknown = { [list]: [CONTAINER] };
    let strings = 0;
    for (const step of steps) {
      if (step === '[]') value = [value];
      else if (step !== 'text') value = Object.fromEntries([[step, value]]);
      else if (strings < 2) {
        value = Object.fromEntries([['text', JSON.stringify(value)]]);
        strings += 1;
      }
    }
    return Object.fromEntries([[first, value]]);
  });

const compiled = (kinds: string) =>
  compilePolicy(restricted({ kinds: readKinds(kinds, 'kinds.yaml').records }), clusters.kubeadm());

const unknownIn = (body: PlainObject, kinds: string): string[] => {
  const manifest = {
    ...body,
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name: 'w', namespace: 'n' },
  };
  return evaluate([{ manifest }], compiled(kinds), '2026-11-21')
    .findings.filter(({ control }) => control === 'unknown-kind')
    .map(({ fix }) => fix);
};

test('no declaration makes an object harmless that holds a container', () => {
  fc.assert(
    fc.property(hiding, (body) => {
      expect(unknownIn(body, '- { group: example.com, kind: Widget, pods: [] }')).toHaveLength(1);
      expect(unknownIn(body, '- { group: example.com, kind: "*", pods: [] }')).toHaveLength(1);
    }),
    { numRuns: 100 },
  );
});

test('the line that the message prints is one, and with it the pods are judged', () => {
  const shapes: PlainObject[] = [
    {},
    { spec: { template: { spec: { containers: [CONTAINER] } } } },
    { spec: { jobs: [{ template: { spec: { containers: [CONTAINER] } } }] } },
    { spec: { roles: { 'a/b': { template: { spec: { containers: [CONTAINER] } } } } } },
    { spec: { containers: [CONTAINER], initContainers: [CONTAINER] } },
    { spec: { steps: [CONTAINER] } },
    { spec: { runner: { image: 'b', command: ['x'] } } },
    { containers: [CONTAINER] },
  ];
  for (const body of shapes) {
    const [fix = ''] = unknownIn(body, '[]');
    const line = fix.slice(fix.indexOf('- { '));
    expect(readKinds(line, 'line').problems).toEqual([]);
    expect([body, unknownIn(body, line)]).toEqual([body, []]);
  }
});

test('a declared place hides nothing next to it', () => {
  const declared = '- { group: example.com, kind: Widget, pods: [spec.template] }';
  const template = { spec: { containers: [CONTAINER] } };
  expect(unknownIn({ spec: { template } }, declared)).toEqual([]);
  expect(unknownIn({ spec: { template, other: { containers: [CONTAINER] } } }, declared)).toHaveLength(1);
  expect(
    unknownIn(
      { spec: { template: { spec: { ...template.spec, more: { containers: [CONTAINER] } } } } },
      declared,
    ),
  ).toHaveLength(1);
  const script = { spec: { containers: [{ ...CONTAINER, args: ['containers:\n- image: b\n'] }] } };
  expect(unknownIn({ spec: { template: script } }, declared)).toEqual([]);
});

test('what is passed over is only what is judged', () => {
  const spec = { containers: [{ ...CONTAINER, odd: { containers: [CONTAINER] } }] };
  const judged = new Map<string, 'container' | 'pod'>([['spec.containers[0]', 'container']]);
  expect(searchContainers({ spec }, { judged })?.path).toBe('spec.containers[0].odd.containers[0]');
});
