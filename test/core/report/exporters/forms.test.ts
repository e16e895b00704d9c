import { clusters } from '../../../../lib/core/cluster/presets';
import { isPlain, type PlainObject } from '../../../../lib/core/manifest/plain';
import {
  annotate,
  gatekeeperMatches,
  kyvernoExceptions,
  skipPatches,
  trivyData,
  trivyIgnore,
} from '../../../../lib/core/report/exporters';
import { readYaml } from '../../../../lib/core/yaml';
import { DB, exportedWith, optOut, TIDY, WEB, waiver } from './exported-suppressions';

const SUPPRESSED = [
  [WEB, waiver('liveness-probe', '2027-01-01', 'it never hangs, or so they say')],
  [WEB, waiver('image-pinned-to-digest', '2027-06-30', 'the release job writes it')],
  [DB, optOut('cpu-limits', 'the node is its own: "quoted" # text')],
] as const;

const suppressions = exportedWith(SUPPRESSED);

const object = ({ apiVersion, kind, namespace, name }: typeof WEB, more: PlainObject = {}): PlainObject => ({
  apiVersion,
  kind,
  metadata: { name, namespace, ...more },
});

const yaml = (text: string | undefined): unknown => readYaml(text ?? '', 'test').documents[0]?.value;

describe('trivyIgnore', () => {
  test('is YAML with an entry a check and file', () => {
    expect(yaml(trivyIgnore(suppressions, ({ name }) => `${name}.yaml`))).toEqual({
      misconfigurations: [
        { id: 'KSV-0011', paths: ['db.yaml'], statement: 'the node is its own: "quoted" # text' },
        { id: 'KSV-0039', statement: expect.stringContaining('no output can pass') },
        { id: 'KSV-0040', statement: expect.stringContaining('no output can pass') },
      ],
    });
  });

  test('ends when the first waiver does', () => {
    const text = trivyIgnore(exportedWith([[WEB, waiver('cpu-limits', '2027-01-01')]]));
    expect(yaml(text)).toMatchObject({
      misconfigurations: [{ id: 'KSV-0011', expired_at: '2027-01-01T00:00:00Z' }, {}, {}],
    });
  });
});

describe('trivyData', () => {
  test.each([
    [['registry.example.com/shop', 'registry.example.com/tools/'], ['registry.example.com']],
    [
      ['library', 'Mirror.example.com:5000/x', 'localhost/x'],
      ['docker.io', 'localhost', 'mirror.example.com:5000'],
    ],
  ])('%j gives the hosts %j', (registries, hosts) => {
    expect(yaml(trivyData(clusters.kind({ registries })))).toEqual({
      ksv0125: { trusted_registries: hosts },
    });
  });

  test('there is none where any registry is allowed', () => {
    expect(trivyData(clusters.kind())).toBeUndefined();
  });
});

describe('annotate', () => {
  const [web, db, other] = annotate(
    [object(WEB, { annotations: { a: 'b' } }), object(DB), object(TIDY)],
    suppressions,
  );
  const annotations = (of: PlainObject | undefined) => isPlain(of?.metadata) && of.metadata.annotations;

  test('writes what each object is exempt from', () => {
    expect(annotations(web)).toEqual({
      a: 'b',
      'checkov.io/skip1': 'CKV_K8S_43=the release job writes it',
      'checkov.io/skip2': 'CKV_K8S_8=it never hangs, or so they say',
      'kube-score/ignore': 'pod-probes',
    });
    expect(annotations(db)).toEqual({
      'checkov.io/skip1': 'CKV_K8S_11=the node is its own: "quoted" # text',
      'kube-score/ignore': 'container-resources',
    });
  });

  test('leaves objects without suppressions, and its input, alone', () => {
    expect(other).toEqual(object(TIDY));
    const input = object(WEB);
    annotate([input], suppressions);
    expect(input).toEqual(object(WEB));
  });

  test('another namespace is another object', () => {
    const elsewhere = object({ ...WEB, namespace: 'test' });
    expect(annotate([elsewhere], suppressions)).toEqual([elsewhere]);
  });
});

describe('kyvernoExceptions', () => {
  test('is one an object, for it and its pods', () => {
    const [web, db] = kyvernoExceptions(suppressions);
    expect(web).toMatchObject({
      kind: 'PolicyException',
      metadata: {
        name: 'deployment-web',
        namespace: 'shop',
        labels: { 'cleanup.kyverno.io/ttl': '2027-01-01' },
        annotations: { 'bulwark/require-pod-probes': 'it never hangs, or so they say' },
      },
      spec: {
        exceptions: [
          { policyName: 'require-image-checksum', ruleNames: ['*'] },
          { policyName: 'require-pod-probes', ruleNames: ['*'] },
          { policyName: 'resolve-image-to-digest', ruleNames: ['*'] },
        ],
        match: {
          any: [
            { resources: { kinds: ['Deployment'], names: ['web'], namespaces: ['shop'] } },
            { resources: { kinds: ['ReplicaSet', 'Pod'], names: ['web-*'], namespaces: ['shop'] } },
          ],
        },
      },
    });
    expect(db).toMatchObject({ metadata: { name: 'statefulset-db' } });
    expect(db).not.toHaveProperty('metadata.labels');
  });

  // A clean-up on the day of one waiver would take away what has no end, too.
  test('an exception goes away by itself only where all of its suppressions end', () => {
    const [mixed] = kyvernoExceptions(
      exportedWith([
        [WEB, waiver('liveness-probe', '2027-01-01')],
        [WEB, optOut('image-pinned-to-digest')],
      ]),
    );
    expect(mixed).toHaveProperty('metadata.name', 'deployment-web');
    expect(mixed).not.toHaveProperty('metadata.labels');
  });

  test.each([
    ['Deployment', ['ReplicaSet', 'Pod']],
    ['StatefulSet', ['Pod']],
    ['DaemonSet', ['Pod']],
    ['ReplicaSet', ['Pod']],
    ['CronJob', ['Job', 'Pod']],
    ['Job', ['Pod']],
  ])('what a %s makes is exempt with it: %j', (kind, kinds) => {
    const [exception] = kyvernoExceptions(exportedWith([[{ ...WEB, kind }, optOut('liveness-probe')]]));
    const any = [[kind], kinds].map((each) => ({ resources: { kinds: each } }));
    expect(exception).toMatchObject({ spec: { match: { any } } });
  });

  test('a pod is exempt alone', () => {
    const [exception] = kyvernoExceptions(
      exportedWith([[{ ...WEB, kind: 'Pod' }, optOut('liveness-probe')]]),
    );
    expect(exception).toHaveProperty('spec.match.any.length', 1);
  });

  test('an object of no namespace and without policies', () => {
    const [tidy, ...rest] = kyvernoExceptions(
      exportedWith([
        [TIDY, optOut('cpu-limits')],
        [DB, optOut('no-ssh-server')],
      ]),
    );
    expect(rest).toEqual([]);
    expect(tidy).not.toHaveProperty('metadata.namespace');
    expect(tidy).toHaveProperty('spec.match.any.1.resources', { kinds: ['Job', 'Pod'], names: ['tidy-*'] });
  });
});

test('gatekeeperMatches: all workloads but those that are exempt', () => {
  const matches = gatekeeperMatches(exportedWith([...SUPPRESSED, [WEB, optOut('cpu-limits')]]));
  const but = (...values: string[]) => ({
    labelSelector: { matchExpressions: [{ key: 'app.kubernetes.io/instance', operator: 'NotIn', values }] },
  });
  expect(matches).toEqual({
    containerlimits: but('db', 'web'),
    containerresources: but('db', 'web'),
    imagedigests: but('web'),
    requiredprobes: but('web'),
  });
});

test('gatekeeperMatches: an object that is not called after its workload is found by the label that it carries', () => {
  const service = { ...WEB, apiVersion: 'v1', kind: 'Service', name: 'web-external' };
  const labels = { 'app.kubernetes.io/instance': 'web' };
  const exempt = exportedWith(
    [[service, optOut('no-load-balancer-services')]],
    [object(service, { labels })],
  );
  expect(gatekeeperMatches(exempt)).toEqual({
    'block-loadbalancer-services': {
      labelSelector: {
        matchExpressions: [{ key: 'app.kubernetes.io/instance', operator: 'NotIn', values: ['web'] }],
      },
    },
  });
});

test('skipPatches: one for each object with a name that is exempt', () => {
  const given = [
    object(WEB),
    object(DB),
    object(TIDY),
    object({ ...WEB, name: 'other' }),
    object({ ...WEB, name: '' }),
  ];
  const exempt = exportedWith([...SUPPRESSED, [TIDY, optOut('cpu-limits')]]);
  expect(skipPatches(given, exempt, 'checkov')).toEqual([
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'web',
        namespace: 'shop',
        annotations: expect.objectContaining({ 'checkov.io/skip1': expect.any(String) }),
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'db', namespace: 'data', annotations: expect.any(Object) },
    },
    { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'tidy', annotations: expect.any(Object) } },
  ]);
  const [score] = skipPatches([object(WEB)], exempt, 'kubeScore');
  expect(JSON.stringify(score)).toContain('kube-score/ignore');
});
