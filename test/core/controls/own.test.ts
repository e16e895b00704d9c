import type { OwnControl, PlainObject } from 'bulwark';
import {
  clusters,
  compilePolicy,
  controlProblems,
  evaluate,
  harden,
  messageOf,
  objectControl,
  podControl,
  reportOf,
  restricted,
  setControl,
} from 'bulwark';

const TODAY = '2026-11-21';

const about = {
  category: 'workload',
  severity: 'medium',
  title: 'Every workload has a cost centre',
  why: 'Nobody pays for what nobody knows.',
  fix: 'metadata: { labels: { cost-centre: cc-1 } }',
  refs: {},
} as const;

const costCentre = objectControl({
  ...about,
  id: 'acme/cost-centre',
  kinds: ['Deployment'],
  params: { label: 'cost-centre' },
  check(manifest, report, { params }) {
    const labels = Object(Object(manifest.metadata).labels);
    const found = labels[params.label];
    if (found === undefined) report({ path: 'metadata.labels', found, needs: `the label ${params.label}` });
  },
  harden(manifest, { params }) {
    const metadata = Object(manifest.metadata);
    manifest.metadata = { ...metadata, labels: { [params.label]: 'cc-0', ...Object(metadata.labels) } };
  },
  writes: [{ field: 'metadata.labels', harmless: 'a label that nothing selects' }],
  examples: {
    good: [{ objects: [deployment({ 'cost-centre': 'cc-1' })] }],
    bad: [{ objects: [deployment({})] }],
  },
});

function deployment(labels: PlainObject): PlainObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', labels },
    spec: {},
  };
}

function compiled(controls: readonly OwnControl[], options: Parameters<typeof restricted>[0] = {}) {
  const { profile, ...policy } = restricted({ ...options, controls });
  return compilePolicy({ ...policy, profile: { ...profile, controls: [] } }, clusters.kind());
}

const findingsOf = (controls: readonly OwnControl[], options?: Parameters<typeof restricted>[0]) =>
  evaluate([{ manifest: deployment({}) }], compiled(controls, options), TODAY).findings.filter(
    ({ control }) => control.startsWith('acme/'),
  );

test('a control of an organisation is in force like those of Bulwark', () => {
  const [finding] = findingsOf([costCentre]);
  expect(finding).toMatchObject({
    control: 'acme/cost-centre',
    verdict: 'fail',
    severity: 'medium',
    waivable: true,
  });
  expect(finding && messageOf(finding)).toContain("control: 'acme/cost-centre'");
  expect(findingsOf([costCentre], { without: ['acme/cost-centre'] })).toEqual([]);
});

test('it takes parameters, locks and waivers', () => {
  const params = { 'acme/cost-centre': { label: 'team' } };
  expect(findingsOf([costCentre], { params })[0]?.needs).toBe('the label team');
  expect(findingsOf([costCentre], { locked: ['acme/cost-centre'] })[0]).toMatchObject({ waivable: false });
  const waiver = {
    control: 'acme/cost-centre',
    reason: 'moves to another account soon',
    owner: 'team-shop',
    expires: '2027-02-01',
    target: { kind: 'Deployment', namespace: 'shop', name: 'web' },
  } as const;
  const controls = compiled([costCentre], { waivers: [waiver] });
  const judgement = evaluate([{ manifest: deployment({}) }], controls, TODAY);
  expect(judgement.suppressed.map(({ control }) => control)).toEqual(['acme/cost-centre']);
  expect(reportOf(judgement, controls, TODAY).suppressed[0]?.control).toBe('acme/cost-centre');
});

test('a waiver of a control that nobody handed in is invalid', () => {
  const waivers = [
    {
      control: 'acme/other',
      reason: 'moves to another account soon',
      owner: 'team-shop',
      expires: '2027-02-01',
      target: { kind: 'Deployment', namespace: 'shop', name: 'web' },
    } as const,
  ];
  const { findings } = evaluate([{ manifest: deployment({}) }], compiled([costCentre], { waivers }), TODAY);
  expect(findings.map(({ control }) => control)).toContain('waiver-invalid');
});

test('it hardens', () => {
  expect(harden(deployment({}), compiled([costCentre]), { repair: true })).toMatchObject({
    metadata: { labels: { 'cost-centre': 'cc-0' } },
  });
});

const BOOM = {
  check: () => {
    throw new TypeError('x is undefined');
  },
  examples: { good: [], bad: [] },
};

test.each<[string, OwnControl]>([
  ['objects', objectControl({ ...about, ...BOOM, id: 'acme/boom', kinds: [] })],
  ['a set', setControl({ ...about, ...BOOM, id: 'acme/boom' })],
  ['pods', podControl({ ...about, ...BOOM, id: 'acme/boom' })],
])('a check of %s that throws makes what it judged unknown', (_, control) => {
  const spec = { selector: { matchLabels: { a: 'b' } }, template: { spec: { containers: [{ name: 'a' }] } } };
  const manifest = { ...deployment({}), spec };
  const { findings } = evaluate([{ manifest }], compiled([control]), TODAY);
  const found = findings.filter((finding) => finding.control === 'acme/boom');
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ verdict: 'unknown', settled: true });
  expect(found[0]?.found).toContain('x is undefined');
});

describe('a failure is told whatever the object is', () => {
  const throwing = setControl({ ...about, ...BOOM, id: 'acme/boom' });
  const failures = (objects: readonly PlainObject[], control: OwnControl) =>
    evaluate(
      objects.map((manifest) => ({ manifest })),
      compiled([control]),
      TODAY,
    ).findings.filter((finding) => finding.control === 'acme/boom');

  test('where the first object of the set stands for objects that nobody sees', () => {
    const release = { apiVersion: 'kubernetes:helm.sh/v3', kind: 'Release', metadata: { name: 'r' } };
    expect(failures([release, deployment({})], throwing)).toHaveLength(1);
    expect(failures([release], throwing)).toHaveLength(1);
  });

  test('where an operator writes fields of the pod', () => {
    const cluster = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: { name: 'db', namespace: 'shop' },
      spec: { instances: 1 },
    };
    const tekton = {
      apiVersion: 'tekton.dev/v1',
      kind: 'Task',
      metadata: { name: 't', namespace: 'shop' },
      spec: { steps: [{ name: 'a', image: 'x:1' }] },
    };
    const control = podControl({ ...about, ...BOOM, id: 'acme/boom' });
    expect(failures([cluster, tekton], control).length).toBeGreaterThan(0);
  });

  test('where the check answers later', () => {
    const control = objectControl({
      ...about,
      id: 'acme/boom',
      kinds: [],
      check: async (_manifest, report) => {
        await Promise.resolve();
        report({ path: 'kind', found: 1, needs: 'x' });
        throw new Error('later');
      },
      examples: { good: [], bad: [] },
    });
    const [finding] = failures([deployment({})], control);
    expect(finding).toMatchObject({ verdict: 'unknown', settled: true });
    expect(finding?.found).toContain('returns a promise');
  });

  test('whatever is thrown', () => {
    for (const thrown of [undefined, null, 7, Object.create(null), Symbol('x')]) {
      const check = (): never => {
        throw thrown;
      };
      const control = objectControl({
        ...about,
        id: 'acme/boom',
        kinds: [],
        check,
        examples: { good: [], bad: [] },
      });
      expect(failures([deployment({})], control)).toHaveLength(1);
    }
  });
});

test('a control that cannot say whether it is in force is an error that names it', () => {
  const control = objectControl({
    ...about,
    ...BOOM,
    id: 'acme/boom',
    kinds: [],
    active: () => {
      throw new Error('no idea');
    },
  });
  expect(() => compiled([control])).toThrow("the control 'acme/boom' failed when it was asked");
});

test('a harden that throws is an error that names the control', () => {
  const broken = objectControl({
    ...about,
    ...BOOM,
    id: 'acme/boom',
    kinds: [],
    check() {},
    harden: BOOM.check,
    writes: [],
  });
  expect(() => harden(deployment({}), compiled([broken]), { repair: true })).toThrow(
    "the control 'acme/boom' failed while it hardened",
  );
});

test('everything that is wrong with the controls of a policy is said at once', () => {
  const wrong: unknown = [
    { ...costCentre, id: 'cost-centre', severity: 'bad', check: 1 },
    costCentre,
    costCentre,
    { ...costCentre, id: 'acme/x', title: '', refs: undefined, kinds: 'Pod', on: 'thing', harden: {} },
    7,
  ];
  let messages: readonly string[] = [];
  try {
    Reflect.apply(compilePolicy, undefined, [{ ...restricted(), controls: wrong }, clusters.kind()]);
  } catch (error) {
    messages = Reflect.get(Object(error), 'messages');
  }
  expect(messages.join('\n')).toBe(
    [
      "controls[0] (cost-centre): needs an id with the name of its organisation in front, such as 'acme/no-friday-release'",
      'controls[0] (cost-centre): needs severity: one of critical, high, medium, low',
      'controls[0] (cost-centre): needs check: a function',
      "controls[2]: a second control with the id 'acme/cost-centre'",
      'controls[3] (acme/x): needs to be made with podControl, objectControl or setControl',
      'controls[3] (acme/x): needs title: a string',
      'controls[3] (acme/x): needs harden: a function, or nothing',
      'controls[3] (acme/x): needs refs: the ids of the control in other programs; {} where there are none',
      'controls[4]: needs a control, as podControl, objectControl or setControl makes it',
    ].join('\n'),
  );
});

describe('controlProblems', () => {
  test('finds nothing where the examples hold', () => expect(controlProblems(costCentre)).toEqual([]));

  test('names each example that does not hold', () => {
    const { examples, ...rest } = costCentre;
    const swapped: OwnControl = { ...rest, examples: { good: examples.bad, bad: examples.good } };
    expect(controlProblems(swapped)).toEqual([
      'good example 1: it finds something',
      'bad example 1: it finds nothing',
    ]);
    const idle: OwnControl = { ...costCentre, harden: () => undefined };
    expect(controlProblems(idle)).toEqual(['harden fixes no bad example']);
    const restless: OwnControl = {
      ...costCentre,
      harden(manifest: PlainObject) {
        const labels = Object(Object(manifest.metadata).labels);
        const metadata = {
          ...Object(manifest.metadata),
          labels: { 'cost-centre': `${labels['cost-centre']}x` },
        };
        manifest.metadata = metadata;
      },
    };
    expect(controlProblems(restless)).toEqual(['bad example 1: harden changes again what it has changed']);
    expect(controlProblems({ ...costCentre, examples: { good: [], bad: [] } })).toEqual([
      'it has no good example',
      'it has no bad example',
      'harden fixes no bad example',
    ]);
  });
});

describe('a check that writes hides nothing from the controls after it', () => {
  const POD = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      containers: [
        { name: 'web', image: 'registry.example.com/web:v1', securityContext: { privileged: true } },
      ],
    },
  };
  const rest = { ...about, id: 'acme/writes', examples: { good: [], bad: [] } } as const;
  const WRITERS: readonly [string, OwnControl][] = [
    [
      'a field of a pod',
      podControl({ ...rest, check: (pod) => void Object.assign(pod.spec, { containers: [] }) }),
    ],
    ['the containers of a pod', podControl({ ...rest, check: (pod) => void Object(pod.containers).pop() })],
    [
      'a field of an object',
      objectControl({ ...rest, kinds: [], check: (manifest) => void Object.assign(manifest, { spec: {} }) }),
    ],
    ['the set', setControl({ ...rest, check: (set) => void Object(set.entries).pop() })],
    [
      'an object of the set',
      setControl({
        ...rest,
        check: (set) => void Object.assign(Object(set.entries[0]).manifest, { spec: {} }),
      }),
    ],
  ];
  test.each(WRITERS)('%s', (_, control) => {
    const manifest = { ...POD, spec: { containers: POD.spec.containers.map((one) => ({ ...one })) } };
    const { findings } = evaluate(
      [{ manifest }],
      compilePolicy(restricted({ controls: [control] }), clusters.kind()),
      TODAY,
    );
    const found = findings.map(({ control: id }) => id);
    expect(found).toContain('no-privileged-containers');
    expect(findings.find(({ control: id }) => id === 'acme/writes')).toMatchObject({ verdict: 'unknown' });
    expect(manifest).toEqual(POD);
    manifest.spec.containers.pop();
  });
});

describe('a harden that leaves no manifest is an error that names the control', () => {
  const inside: PlainObject = {};
  inside.itself = inside;
  const WRITTEN: readonly [string, (manifest: PlainObject) => unknown, RegExp][] = [
    [
      'another name',
      (manifest) => Object.assign(Object(manifest.metadata), { name: 'other' }),
      /changed the apiVersion/,
    ],
    ['no kind', (manifest) => delete manifest.kind, /changed the apiVersion/],
    [
      'a function',
      (manifest) => Object.assign(manifest, { spec: { run: () => 1 } }),
      /a function to spec\.run,/,
    ],
    [
      'a circle',
      (manifest) => Object.assign(manifest, { spec: [inside] }),
      /inside of itself to spec\[0\]\.itself,/,
    ],
    ['later', () => Promise.resolve(), /returns a promise/],
    [
      'an error that throws',
      () => {
        throw Object.defineProperty(new Error(), 'message', {
          get: () => {
            throw new Error();
          },
        });
      },
      /cannot be shown/,
    ],
  ];
  test.each(WRITTEN)('%s', (_, write, message) => {
    const control = objectControl({
      ...about,
      id: 'acme/boom',
      kinds: [],
      check: () => undefined,
      harden: (manifest) => Object(write(manifest)),
      writes: [{ field: 'spec', harmless: 'it fails' }],
      examples: { good: [], bad: [] },
    });
    const run = (): unknown => harden(deployment({}), compiled([control]));
    expect(run).toThrow(/^the control 'acme\/boom' failed while it hardened/);
    expect(run).toThrow(message);
  });
});
