import fc from 'fast-check';
import { evaluateLevels, evaluatePod } from '../../../lib/core/pod-security';
import { arbitraryMisfit } from './arbitrary-misfits';
import { arbitraryPod, arbitraryVersion } from './arbitrary-pods';
import type { Fields } from './arbitrary-values';
import { podWith } from './good-pod';

type Change = Parameters<typeof podWith>[0];

class Output {}

const REFUSED: readonly (readonly [Change, string])[] = [
  [
    { security: { privileged: 'true' } },
    'spec.containers[0].securityContext.privileged: found the string "true"; needs true or false',
  ],
  [
    { container: { ports: [{ containerPort: 80, hostPort: '80' }] } },
    'spec.containers[0].ports[0].hostPort: found the string "80"; needs an integer of 32 bits',
  ],
  [
    { security: { capabilities: { drop: 'ALL' } } },
    'spec.containers[0].securityContext.capabilities.drop: found the string "ALL"; needs a list',
  ],
  [{ spec: { hostUsers: 'false' } }, 'spec.hostUsers: found the string "false"; needs true or false'],
  [{ pod: { runAsUser: 1.5 } }, 'spec.securityContext.runAsUser: found the number 1.5; needs an integer'],
  [{ annotations: { a: 1 } }, 'metadata.annotations.a: found the number 1; needs a string'],
  [{ spec: { containers: {} } }, 'spec.containers: found an object; needs a list'],
];

const DROPPED: readonly Change[] = [
  { security: { runAsNonroot: true } },
  { spec: { volumes: [{ name: 'v', newSource: {} }] } },
  { spec: { hostnetwork: true } },
  { container: { securitycontext: { privileged: true } } },
];

describe('what cannot be decided', () => {
  it.each(REFUSED)('%j is refused', (change, why) => {
    const { baseline, restricted } = evaluateLevels(podWith(change), 'latest');
    for (const verdict of [baseline, restricted]) {
      expect(verdict).toMatchObject({ allowed: null, rejectedBy: [], reason: why });
    }
  });

  it.each(DROPPED)('%j is no pass', (change) => {
    const { baseline, restricted } = evaluateLevels(podWith(change), 'latest');
    expect([baseline.allowed, restricted.allowed]).toEqual([null, null]);
    expect(restricted.reason).toContain('found a field that the API drops');
  });

  it('says the path of the object that carries the pod', () => {
    const verdict = evaluatePod(podWith({ security: { privileged: 1 } }), {
      level: 'baseline',
      version: 'latest',
      path: 'spec.template',
    });
    expect(verdict.reason).toBe(
      'spec.template.spec.containers[0].securityContext.privileged: found the number 1; needs true or false',
    );
  });

  it('a check that rejects decides, whatever the API drops', () => {
    const verdict = evaluatePod(podWith({ security: { privileged: true, typo: 1 } }), {
      level: 'baseline',
      version: 'latest',
    });
    expect(verdict).toMatchObject({ allowed: false, rejectedBy: ['privileged'] });
    expect(verdict.undecidable).toHaveLength(1);
  });

  const opaque = (change: { [key: string]: unknown }) => ({
    metadata: {},
    spec: { ...podWith({}).spec, ...change },
  });

  it.each([
    ['image', (leaf: unknown) => [{ ...container(), image: leaf }], true],
    ['name', (leaf: unknown) => [{ ...container(), name: leaf }], true],
    ['securityContext', (leaf: unknown) => [{ ...container(), securityContext: leaf }], null],
    ['a container', (leaf: unknown) => [leaf], null],
    ['all containers', (leaf: unknown) => leaf, null],
  ])('an unread %s leaves undecided only the checks that need it', (_, containers, allowed) => {
    const verdict = evaluatePod(opaque({ containers: containers(new Output()) }), {
      level: 'restricted',
      version: 'latest',
    });
    expect(verdict.allowed).toBe(allowed);
  });

  it('an unread leaf does not hide what another check rejects', () => {
    const verdict = evaluatePod(opaque({ hostPID: true, hostUsers: new Output() }), {
      level: 'baseline',
      version: 'latest',
    });
    expect(verdict).toMatchObject({ allowed: false, rejectedBy: ['hostNamespaces'] });
    expect(verdict.undecidable).toEqual([
      'procMount: spec.hostUsers: found a value that is not known yet; needs plain data',
    ]);
  });

  it('an unknown field never makes a pass', () => {
    fc.assert(
      fc.property(arbitraryMisfit, arbitraryVersion, (pod, version) => {
        const spec: Fields = typeof pod.spec === 'object' && !Array.isArray(pod.spec) ? { ...pod.spec } : {};
        const { baseline, restricted } = evaluateLevels(
          { ...pod, spec: { ...spec, unknownField: 1 } },
          version,
        );
        expect(baseline.allowed).not.toBe(true);
        expect(restricted.allowed).not.toBe(true);
      }),
    );
  });

  it('both levels at once are the levels one by one', () => {
    fc.assert(
      fc.property(arbitraryPod, arbitraryVersion, (pod, version) => {
        const both = evaluateLevels(pod, version);
        expect(both.baseline).toEqual(evaluatePod(pod, { level: 'baseline', version }));
        expect(both.restricted).toEqual(evaluatePod(pod, { level: 'restricted', version }));
        expect(evaluatePod(pod, { level: 'privileged', version }).allowed).toBe(true);
      }),
    );
  });
});

function container(): Fields {
  return { name: 'a', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } };
}
