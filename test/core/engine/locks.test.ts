import fc from 'fast-check';
import { clusters } from '../../../lib/core/cluster/presets';
import { compilePolicy, withOneControl } from '../../../lib/core/engine/compiled-policy';
import { evaluate } from '../../../lib/core/engine/evaluate';
import type { Finding, Judgement } from '../../../lib/core/engine/finding';
import { messageOf } from '../../../lib/core/engine/message';
import { BulwarkError } from '../../../lib/core/errors';
import type { PlainObject } from '../../../lib/core/manifest/plain';
import { dev, type Policy, restricted } from '../../../lib/core/policy/policy';
import type { OptOut, Suppression } from '../../../lib/core/policy/waiver';
import { engineFor, hardPod, TODAY, waiver } from './fixtures';

const HOST_PID = 'no-host-pid';
const bad = (): PlainObject => hardPod('web', { hostPID: true });
const optOut: OptOut = {
  control: HOST_PID,
  reason: 'refused by the workload: pid',
  optOut: true,
};

function errorOf(run: () => unknown): BulwarkError {
  try {
    run();
  } catch (error) {
    if (error instanceof BulwarkError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function findingsOf(judgement: Judgement, ...ids: readonly string[]): Finding[] {
  return judgement.findings.filter(({ control }) => ids.includes(control));
}

describe('what is locked', () => {
  const judged = (suppressions: readonly Suppression[]): Judgement =>
    evaluate([{ manifest: bad(), suppressions }], engineFor({ locked: [HOST_PID] }), TODAY);

  test('is refused by no opt-out, and the finding names what tried', () => {
    const judgement = judged([optOut]);
    expect(judgement.suppressed).toEqual([]);
    const [finding] = findingsOf(judgement, HOST_PID);
    expect(finding).toMatchObject({ waivable: false });
    expect(finding?.lock).toBe(
      'The policy locks this control: nothing suppresses it; not suppressed: refused by the workload: pid',
    );
  });

  test('offers no waiver, neither in the finding nor in what is wrong with one', () => {
    const messages = judged([waiver(HOST_PID), optOut]).findings.map(messageOf);
    const about = messages.filter((message) => message.includes(HOST_PID));
    expect(about).toHaveLength(2);
    for (const message of about) {
      expect(message).toMatch(/locks? (?:it|this control)/);
      expect(message).not.toMatch(/Or waive|at least 20 characters/);
    }
  });

  test('leaves the other controls as they are', () => {
    const judgement = judged([waiver('no-host-ipc')]);
    expect(findingsOf(judgement, 'waiver-unused')).toHaveLength(1);
    expect(messageOf(findingsOf(judgement, 'waiver-unused')[0] ?? fail())).not.toMatch(/lock/);
  });

  const fail = (): never => {
    throw new Error('no finding');
  };

  test('is in force in every profile', () => {
    const id = 'image-pinned-to-digest';
    const tagged = hardPod('web', {}, { image: 'web:local' });
    const run = (policy: Policy): Judgement =>
      evaluate([{ manifest: tagged }], compilePolicy(policy, clusters.kubeadm()), TODAY);
    expect(findingsOf(run(dev()), id)).toEqual([]);
    expect(findingsOf(run(dev({ locked: [id] })), id)).toHaveLength(1);
    expect(findingsOf(run(dev({ locked: [id] })), 'no-latest-tag')).toEqual([]);
  });

  test('any suppressions together suppress nothing', () => {
    const controls = [HOST_PID, 'no-host-ipc', 'no-host-network'] as const;
    const suppression = fc
      .record({ control: fc.constantFrom(...controls), container: fc.constantFrom(undefined, 'app') })
      .chain((fields) =>
        fc.constantFrom<Suppression>(
          { ...waiver(fields.control), ...fields },
          { ...optOut, ...fields },
          { ...waiver(fields.control), target: { kind: 'Pod', namespace: 'shop', name: 'web' } },
        ),
      );
    const compiled = engineFor({ locked: controls });
    const manifest = hardPod('web', { hostPID: true, hostIPC: true, hostNetwork: true });
    const without = findingsOf(evaluate([{ manifest }], compiled, TODAY), ...controls);
    expect(without).toHaveLength(3);
    fc.assert(
      fc.property(fc.array(suppression, { maxLength: 6 }), (suppressions) => {
        const judgement = evaluate([{ manifest, suppressions }], compiled, TODAY);
        expect(judgement.suppressed).toEqual([]);
        expect(findingsOf(judgement, ...controls)).toHaveLength(3);
      }),
      { numRuns: 50 },
    );
  });
});

describe('CPU limits', () => {
  const annotations = { 'bulwark.dev/cpu-limits': 'refused' };
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', annotations } },
    { ...hardPod('web'), metadata: { name: 'web', namespace: 'shop', annotations } },
    {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'quota', namespace: 'shop' },
      spec: { hard: { 'requests.cpu': '4', 'requests.memory': '4Gi', 'limits.memory': '4Gi' } },
    },
    {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'limits', namespace: 'shop' },
      spec: {
        limits: [
          {
            type: 'Container',
            default: { memory: '1Gi' },
            max: { memory: '1Gi' },
            defaultRequest: { cpu: '1', memory: '1Gi' },
            min: { cpu: '1', memory: '1Gi' },
          },
        ],
      },
    },
  ].map((manifest) => ({ manifest }));

  test.each(['cpu-limits', 'resource-quota', 'limit-range'] as const)(
    'that annotations refuse are found where %s is locked',
    (id) => {
      const ours = objects.map((object) => ({ ...object, ours: true }));
      expect(findingsOf(evaluate(ours, engineFor(), TODAY), id)).toEqual([]);
      const [first] = findingsOf(evaluate(ours, engineFor({ locked: [id] }), TODAY), id);
      expect(first).toMatchObject({ control: id, waivable: false });
    },
  );

  test.each(['cpu-limits', 'resource-quota', 'limit-range'] as const)(
    'that annotations of third-party manifests refuse are found by %s',
    (id) => {
      const [first] = findingsOf(evaluate(objects, engineFor(), TODAY), id);
      expect(first).toMatchObject({ control: id, waivable: true });
    },
  );

  test.each([
    ['the former annotation', { 'bulwark/cpu-limits': 'refused' }, 0],
    ['both, alike', { 'bulwark/cpu-limits': 'refused', 'bulwark.dev/cpu-limits': 'refused' }, 0],
    ['both, and they differ', { 'bulwark/cpu-limits': 'no', 'bulwark.dev/cpu-limits': 'refused' }, 1],
  ])('%s', (_, former, differing) => {
    const renamed = objects.map(({ manifest }) => {
      const { metadata } = manifest;
      return {
        manifest: {
          ...manifest,
          metadata: 'annotations' in metadata ? { ...metadata, annotations: former } : metadata,
        },
        ours: true,
      };
    });
    const judgement = evaluate(renamed, engineFor(), TODAY);
    const rule = judgement.findings.filter(({ control }) => control === 'contradicting-annotations');
    expect(rule).toHaveLength(differing * 2);
    expect(findingsOf(judgement, 'cpu-limits', 'resource-quota', 'limit-range').length > 0).toBe(
      differing > 0,
    );
  });
});

describe('a policy', () => {
  test.each([
    ['restricted', restricted],
    ['dev', dev],
  ])('of %s cannot lock what it leaves out', (_, make) => {
    const policy = make({ locked: [HOST_PID, 'cpu-limits'], without: ['cpu-limits', 'sorted-keys'] });
    const error = errorOf(() => compilePolicy(policy, clusters.kubeadm()));
    expect(error.messages).toEqual([
      "'cpu-limits' is locked and left out: take it out of `locked` or of `without`",
    ]);
  });

  test('cannot lock what finds nothing on its cluster', () => {
    const policy = restricted({ locked: ['user-namespaces', 'images-from-allowed-registries', HOST_PID] });
    const error = errorOf(() => compilePolicy(policy, clusters.kubeadm()));
    expect(error.messages).toHaveLength(2);
    expect(error.message).toMatch(/'user-namespaces' needs nothing on the cluster 'kubeadm'/);
    const cluster = clusters.kubeadm({ userNamespaces: true, registries: ['registry.example.com/'] });
    expect(compilePolicy(policy, cluster).has('user-namespaces')).toBe(true);
  });

  test('keeps its locks when one control runs alone', () => {
    const compiled = compilePolicy(dev({ locked: ['no-latest-tag', HOST_PID] }), clusters.kubeadm());
    expect(withOneControl(compiled, 'no-latest-tag')).toMatchObject({ size: 1 });
    expect(withOneControl(compiled, 'no-latest-tag').isLocked('no-latest-tag')).toBe(true);
    expect(withOneControl(compiled, 'image-pinned-to-digest').size).toBe(0);
    expect(withOneControl(compiled, 'cpu-limits').size).toBe(1);
  });
});

describe('a waiver that suppresses nothing', () => {
  test('says where it is', () => {
    const inPolicy = { ...waiver(HOST_PID), target: { kind: 'Pod', namespace: 'shop', name: 'web' } };
    const here = waiver('no-host-ipc');
    const origin = { construct: 'shop/web/Resource' };
    const judgement = evaluate(
      [{ manifest: hardPod('web'), origin, suppressions: [here] }],
      engineFor({ waivers: [inPolicy] }),
      TODAY,
      { declared: [here], places: new Map([[here, { construct: 'shop/web' }]]) },
    );
    expect(findingsOf(judgement, 'waiver-unused').map(messageOf)).toEqual([
      "waiver-unused: found the waiver of 'no-host-pid' on Pod shop/web, in the policy: it suppresses nothing; needs waivers that are needed only. Fix: remove the waiver.",
      "waiver-unused at shop/web: found the waiver of 'no-host-ipc': it suppresses nothing; needs waivers that are needed only. Fix: remove the waiver.",
    ]);
  });

  test('is no finding for a control that the policy leaves out', () => {
    const suppressions = [waiver(HOST_PID), waiver('image-pinned-to-digest'), waiver('user-namespaces')];
    const policy = dev({ without: [HOST_PID] });
    const judgement = evaluate(
      [{ manifest: bad(), suppressions }],
      compilePolicy(policy, clusters.kubeadm()),
      TODAY,
    );
    expect(findingsOf(judgement, 'waiver-unused')).toEqual([]);
  });
});

test('a namespace keeps its level where that is locked', () => {
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  };
  const objects = [{ manifest: bad(), suppressions: [waiver(HOST_PID)] }, { manifest: namespace }];
  const judgement = evaluate(objects, engineFor({ locked: ['pod-security-restricted-enforced'] }), TODAY);
  const [finding] = findingsOf(judgement, 'waiver-not-admitted');
  expect(finding?.fix).toBe(
    "fix the pod: the policy locks 'pod-security-restricted-enforced', so the namespace keeps its level",
  );
});
