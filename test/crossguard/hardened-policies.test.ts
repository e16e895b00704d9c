import { restricted } from '../../lib';
import { controlOf } from '../../lib/core/controls';
import { compilePolicy } from '../../lib/core/engine/compiled-policy';
import { evaluate } from '../../lib/core/engine/evaluate';
import { messageForList } from '../../lib/core/engine/message';
import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import { type HardenedPoliciesOptions, hardenedPolicies, type StackWaiver } from '../../lib/crossguard';
import { objectsIn } from '../../lib/stack/judge';
import {
  cluster,
  isStackPolicy,
  of,
  type Resource,
  TODAY,
  URN,
  unknownCheckingProxy,
  unknownStringValue,
  violationsOf,
  web,
} from './support';

describe('the pack', () => {
  const { policies, enforcementLevel } = hardenedPolicies({ today: TODAY });

  test('has a policy for every control in force, with its why, its fix and how bad it is', () => {
    const compiled = compilePolicy(restricted(), cluster);
    const own = ['schema', 'validation', 'waivers'];
    const ids = policies.map(({ name }) => name).filter((name) => !own.includes(name));
    expect(ids).toHaveLength(compiled.size);
    expect(new Set(ids).size).toBe(ids.length);
    for (const policy of policies) {
      const control = controlOf(policy.name);
      if (control === undefined) continue;
      expect(policy).toMatchObject({
        description: control.why,
        displayName: control.title,
        severity: control.severity,
      });
      expect(isStackPolicy(policy)).toBe(control.on === 'set');
    }
    expect(enforcementLevel).toBe('mandatory');
  });

  test('has no policy for a control that is not in force', () => {
    const policy = restricted({ without: ['no-latest-tag'] });
    expect(hardenedPolicies({ policy }).policies.map(({ name }) => name)).not.toContain('no-latest-tag');
  });

  test('refuses a day that is none, and controls that do not exist', () => {
    expect(() => hardenedPolicies({ today: 'tomorrow' })).toThrow("today is 'tomorrow'");
    expect(() =>
      hardenedPolicies({ policy: { ...restricted(), locked: [JSON.parse('"no-such"')] } }),
    ).toThrow('no-such');
  });
});

describe('what it finds', () => {
  test('is what the engine finds, message by message', async () => {
    const resource = web({ securityContext: { privileged: true }, extra: 1 });
    const compiled = compilePolicy(restricted(), cluster);
    const objects = objectsIn(resource.props, compiled).map((manifest) => ({
      manifest,
      origin: { construct: 'web' },
    }));
    const expected = evaluate(objects, compiled, TODAY).findings.map(messageForList);
    const found = await violationsOf([resource]);
    expect(found.map(({ message }) => message).sort()).toEqual(expected.sort());
    expect(expected.length).toBeGreaterThan(10);
    expect(found.every(({ urn }) => urn === URN)).toBe(true);
    for (const { policy, message } of found) {
      if (controlOf(policy) !== undefined)
        expect(message.startsWith(`${policy} at web (Deployment shop/web`)).toBe(true);
    }
  });

  test('waits for what a preview does not know yet', async () => {
    const unknown = await violationsOf([web({ image: unknownStringValue })]);
    expect(of(unknown, 'no-latest-tag')).toEqual([]);
    expect(of(unknown, 'readiness-probe')).toHaveLength(1);
    const whole = await violationsOf([{ ...web(), props: { ...web().props, spec: unknownStringValue } }]);
    expect(whole.map(({ policy }) => policy)).not.toContain('no-privileged-containers');
  });

  test('judges the inputs, not what the cluster made of them', async () => {
    const on = { kind: 'Deployment', namespace: 'shop', name: 'web' };
    const reason = 'the probe comes with the next release';
    const waivers = [
      { control: 'readiness-probe', reason, owner: 'shop', expires: '2027-02-01', on },
    ] as const;
    const live = web({ readinessProbe: { tcpSocket: { port: 80 } } });
    const found = await violationsOf([web()], { waivers }, [live]);
    expect(of(found, 'readiness-probe')).toEqual([]);
    expect(of(found, 'waivers')).toEqual([]);
  });

  test('judges outputs where inputs were not seen', async () => {
    const { policies } = hardenedPolicies({ today: TODAY });
    const live = {
      ...web(),
      props: { ...web().props, status: { replicas: 'many' }, __fieldManager: 'pulumi' },
    };
    const found = await violationsOf([], {}, [live]);
    expect(policies.length).toBeGreaterThan(100);
    expect(of(found, 'network-policy-for-every-pod')).toHaveLength(1);
    expect(of(found, 'validation')).toEqual([]);
  });

  test('a name that the provider made goes by the name of the resource', async () => {
    const metadata = { name: 'web-1a2b3c4d', annotations: { 'pulumi.com/autonamed': 'true' } };
    expect(of(await violationsOf([web({}, metadata)]), 'no-latest-tag')).toEqual([
      expect.stringContaining('Deployment shop/web,'),
    ]);
  });

  test('the namespace of the provider counts', async () => {
    const props: PlainObject = { ...web().props, metadata: { name: 'web' } };
    const provider = {
      type: 'pulumi:providers:kubernetes',
      name: 'own',
      urn: 'urn',
      props: { namespace: 'shop' },
    };
    expect(of(await violationsOf([{ ...web(), props }]), 'no-default-namespace')).toHaveLength(1);
    expect(of(await violationsOf([{ ...web(), props, provider }]), 'no-default-namespace')).toEqual([]);
  });

  test.each<[string, Partial<Resource>]>([
    ['patches', { type: 'kubernetes:apps/v1:DeploymentPatch' }],
    ['resources of other providers', { type: 'aws:s3/bucket:Bucket' }],
  ])('nothing in %s', async (_, other) => {
    expect(await violationsOf([{ ...web(), ...other }])).toEqual([]);
  });

  test('that nobody sees what a Helm Release makes; a waiver by URN suppresses it', async () => {
    const release = {
      type: 'kubernetes:helm.sh/v3:Release',
      name: 'r',
      urn: 'urn:r',
      props: { chart: 'nginx' },
    };
    expect(await violationsOf([release])).toEqual([
      {
        policy: 'no-unseen-objects',
        message: expect.stringMatching(/helm\.v4\.Chart.*target: \{ kind: 'Release', name: 'r' \}/),
        urn: 'urn:r',
      },
    ]);
    const waiver = {
      control: 'no-unseen-objects',
      reason: 'looked at what the chart renders, version by version',
      owner: 'team-shop',
      expires: '2027-02-01',
    } as const;
    const waivers: StackWaiver[] = [
      { ...waiver, target: { urn: 'urn:r' } },
      { ...waiver, target: { kind: 'Release', name: 'r' } },
    ];
    for (const one of waivers) expect(await violationsOf([release], { waivers: [one] })).toEqual([]);
  });
});

describe('waivers', () => {
  const rest = {
    control: 'no-latest-tag',
    reason: 'the vendor pins nothing else, see ticket',
    owner: 'shop',
    expires: '2027-02-01',
  } as const;
  const on = { kind: 'Deployment', namespace: 'shop', name: 'web' };

  test.each([
    ['kind, namespace and name', { ...rest, target: on }],
    ['URN', { ...rest, target: { urn: URN } }],
  ])('by %s', async (_, waiver) => {
    const found = await violationsOf([web()], { waivers: [waiver] });
    expect(of(found, 'no-latest-tag')).toEqual([]);
    expect(of(found, 'waivers')).toEqual([]);
    expect(of(found, 'image-pinned-to-digest')).toHaveLength(1);
  });

  test('of the policy count too, and a lock refuses them', async () => {
    const waivers = [{ ...rest, target: on }];
    expect(of(await violationsOf([web()], { policy: restricted({ waivers }) }), 'no-latest-tag')).toEqual([]);
    const locked = await violationsOf([web()], {
      policy: restricted({ waivers, locked: ['no-latest-tag'] }),
    });
    expect(of(locked, 'no-latest-tag')).toHaveLength(1);
    expect(of(locked, 'waivers')).toEqual([expect.stringContaining('locked by the policy')]);
  });

  test.each([
    ['expired', { ...rest, expires: TODAY, target: on }, 'it expired on'],
    ['too long', { ...rest, expires: '2029-01-01', target: on }, 'the policy allows 365'],
    [
      'unused',
      { ...rest, target: { ...on, name: 'cart' } },
      'on Deployment shop/cart, in the waivers of the stack: it suppresses nothing',
    ],
  ])('%s', async (_, waiver, words) => {
    const found = await violationsOf([web()], { waivers: [waiver] });
    expect(of(found, 'waivers')).toEqual([expect.stringContaining(words)]);
    expect(of(found, 'no-latest-tag')).toHaveLength(1);
  });

  const annotated = (text: string) => web({}, { annotations: { 'bulwark.dev/waived': text } });

  test.each<[string, HardenedPoliciesOptions['allowWaivers'], number]>([
    ['an annotation opts a namespace out of CPU limits where the pack allows it', ['cpu-limits'], 0],
    ['and nowhere else', [], 1],
  ])('%s', async (_, allowWaivers, findings) => {
    const annotations = { 'bulwark.dev/cpu-limits': 'refused' };
    const space = (kind: string, name: string, rest: PlainObject): Resource => ({
      type: `kubernetes:core/v1:${kind}`,
      name,
      urn: `urn:pulumi:test::shop::kubernetes:core/v1:${kind}::${name}`,
      props: { apiVersion: 'v1', kind, ...rest },
    });
    const found = await violationsOf(
      [
        space('Namespace', 'shop', { metadata: { name: 'shop', annotations } }),
        space('ResourceQuota', 'quota', {
          metadata: { name: 'quota', namespace: 'shop' },
          spec: { hard: { 'requests.cpu': '4', 'requests.memory': '4Gi', 'limits.memory': '4Gi' } },
        }),
      ],
      { allowWaivers },
    );
    expect(of(found, 'resource-quota')).toHaveLength(findings);
  });

  test.each<[string, HardenedPoliciesOptions['allowWaivers'], number]>([
    ['no-latest-tag', undefined, 1],
    ['no-latest-tag', ['no-latest-tag'], 0],
    ['no-latest-tag', ['image-pinned-to-digest'], 1],
    ['cpu-limits, no-latest-tag until 2027-02-01', ['no-latest-tag'], 0],
    ['no-latest-tag until 2026-11-21', ['no-latest-tag'], 1],
    ['no-latest-tag until then', ['no-latest-tag'], 1],
    ['', ['no-latest-tag'], 1],
  ])(
    'of the program, as its annotation says: %p, of which %p are allowed',
    async (text, allowWaivers, findings) => {
      const found = await violationsOf([annotated(text)], { allowWaivers });
      expect(of(found, 'no-latest-tag')).toHaveLength(findings);
      expect(of(found, 'waivers')).toEqual([]);
    },
  );
});

test('props in CrossGuard are wrapped, so that the wrapping has to be what the tests use', () => {
  const wrapped: unknown = unknownCheckingProxy({ a: unknownStringValue });
  expect(() => isPlain(wrapped) && wrapped.a).toThrow("can't be known during preview");
});

describe('a kind of which nothing is known', () => {
  const custom = (spec: PlainObject): Resource => ({
    type: 'kubernetes:example.com/v1:Widget',
    name: 'w',
    urn: URN.replace('Deployment::web', 'Widget::w'),
    props: { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w', namespace: 'shop' }, spec },
  });

  test('is a violation once, also while something in it is not known yet', async () => {
    for (const spec of [{ size: 1 }, { size: unknownStringValue }]) {
      const found = await violationsOf([custom(spec)]);
      const about = found.filter(({ message }) => message.startsWith('unknown-kind '));
      expect(about).toEqual([expect.objectContaining({ policy: 'validation', urn: custom({}).urn })]);
    }
  });

  test('is none where the policy says what it carries', async () => {
    const policy = restricted({ kinds: [{ group: 'example.com', kind: 'Widget', pods: [] }] });
    const found = await violationsOf([custom({ size: 1 })], { policy });
    expect(found.filter(({ message }) => message.startsWith('unknown-kind '))).toEqual([]);
  });

  test('has its pods judged where the policy says where they are', async () => {
    const policy = restricted({ kinds: [{ group: 'example.com', kind: 'Widget', pods: ['spec.template'] }] });
    const template = { spec: { hostPID: true, containers: [{ name: 'a', image: 'b' }] } };
    const found = await violationsOf([custom({ template })], { policy });
    expect(of(found, 'no-host-pid')).toHaveLength(1);
  });
});
