import fc from 'fast-check';
import { clusters } from '../../../lib/core/cluster/presets';
import { compilePolicy } from '../../../lib/core/engine/compiled-policy';
import { harden } from '../../../lib/core/engine/harden';
import { notHardenable } from '../../../lib/core/engine/hardenable';
import { isPlain, objectAt, objectsAt, type PlainObject } from '../../../lib/core/manifest/plain';
import { CONTAINER_LISTS } from '../../../lib/core/manifest/pod';
import { evaluatePod, findPods, type Level, type PodInput } from '../../../lib/core/pod-security';
import { restricted } from '../../../lib/core/policy/policy';
import { writeYaml } from '../../../lib/core/yaml';
import { arbitraryCarrier } from '../pod-security/arbitrary-pods';
import { apiRefuses } from './api-rules';
import { needsDecision } from './decisions';

const compiled = compilePolicy(restricted(), clusters.kubeadm());
const repaired = (manifest: PlainObject): PlainObject => harden(manifest, compiled, { repair: true });
const runs = { numRuns: 1500 };

/** A manifest of any kind that carries a generated pod, in a namespace. */
const carriers: fc.Arbitrary<PlainObject> = arbitraryCarrier.map((manifest) => {
  const metadata = isPlain(manifest.metadata) ? manifest.metadata : {};
  return { ...manifest, metadata: { ...metadata, name: 'subject', namespace: 'shop' } };
});

function podOf(manifest: PlainObject): PodInput | undefined {
  return findPods(manifest)[0]?.pod;
}

function rejections(manifest: PlainObject, level: Level, version: string): readonly string[] | undefined {
  const pod = podOf(manifest);
  return pod === undefined ? undefined : evaluatePod(pod, { level, version }).rejectedBy;
}

describe('hardening third-party manifests', () => {
  test('twice is the same as once, byte for byte', () => {
    fc.assert(
      fc.property(carriers, (manifest) => {
        const once = repaired(manifest);
        expect(writeYaml(repaired(once))).toBe(writeYaml(once));
      }),
      runs,
    );
  });

  test('changes nothing of what it is given', () => {
    fc.assert(
      fc.property(carriers, (manifest) => {
        const before = JSON.stringify(manifest);
        repaired(manifest);
        expect(JSON.stringify(manifest)).toBe(before);
      }),
      runs,
    );
  });

  test('passes restricted, or says which check needs a decision', () => {
    let passed = 0;
    let reported = 0;
    fc.assert(
      fc.property(carriers, (manifest) => {
        if (podOf(manifest) === undefined) return;
        const hardened = repaired(manifest);
        const left = notHardenable(hardened, compiled);
        const rejected = rejections(hardened, 'restricted', 'v1.36') ?? [];
        expect(left.length === 0).toBe(rejected.length === 0);
        if (rejected.length === 0) passed += 1;
        else reported += 1;
      }),
      runs,
    );
    expect(Math.min(passed, reported)).toBeGreaterThan(runs.numRuns / 20);
  });

  test('a pod without a cause for a decision always passes', () => {
    let judged = 0;
    fc.assert(
      fc.property(carriers, (manifest) => {
        const pod = podOf(manifest);
        if (pod === undefined || needsDecision(pod)) return;
        judged += 1;
        expect(rejections(repaired(manifest), 'restricted', 'v1.36')).toEqual([]);
      }),
      runs,
    );
    expect(judged).toBeGreaterThan(runs.numRuns / 20);
  });

  test.each(['v1.0', 'v1.18', 'v1.21', 'v1.24', 'v1.30', 'v1.34', 'v1.36', 'latest'])(
    'never turns a passing check into a failing one, at %s',
    (version) => {
      fc.assert(
        fc.property(carriers, fc.constantFrom<Level>('baseline', 'restricted'), (manifest, level) => {
          const before = rejections(manifest, level, version);
          if (before === undefined) return;
          const after = rejections(repaired(manifest), level, version) ?? [];
          expect(after.filter((check) => !before.includes(check))).toEqual([]);
        }),
        { numRuns: 400 },
      );
    },
  );

  test('yields nothing that the API server refuses and did not refuse before', () => {
    fc.assert(
      fc.property(carriers, (manifest) => {
        const before = podOf(manifest);
        const after = podOf(repaired(manifest));
        if (before === undefined || after === undefined) return;
        const refused = apiRefuses(before);
        expect(apiRefuses(after).filter((rule) => !refused.includes(rule))).toEqual([]);
      }),
      runs,
    );
  });
});

/** Paths of leaves, with their values. */
function leaves(value: unknown, path = ''): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, `${path}[${index}]`));
  if (isPlain(value)) return Object.entries(value).flatMap(([key, item]) => leaves(item, `${path}.${key}`));
  return value === undefined || value === null ? [] : [[path, value]];
}

describe('hardening what is our own', () => {
  test('fills what is absent and changes no explicit value', () => {
    fc.assert(
      fc.property(carriers, (manifest) => {
        const after = new Map(leaves(harden(manifest, compiled)));
        for (const [path, value] of leaves(manifest)) expect([path, after.get(path)]).toEqual([path, value]);
      }),
      runs,
    );
  });
});

describe('fields that no control knows', () => {
  const unknown = fc.dictionary(fc.stringMatching(/^x[A-Za-z]{1,8}$/), fc.jsonValue(), {
    minKeys: 1,
    maxKeys: 3,
  });

  test('are kept everywhere, also where values are repaired', () => {
    fc.assert(
      fc.property(carriers, unknown, (manifest, extra) => {
        const spec = podSpecOf(manifest);
        if (spec === undefined) return;
        const owners = [spec, objectAt(spec, 'securityContext'), ...containersOf(spec)];
        for (const owner of owners) if (owner !== undefined) Object.assign(owner, structuredClone(extra));
        const after = podSpecOf(repaired(manifest));
        for (const [key, value] of Object.entries(extra)) {
          expect(after?.[key]).toEqual(value);
          for (const container of containersOf(after ?? {})) expect(container[key]).toEqual(value);
        }
      }),
      { numRuns: 400 },
    );
  });
});

function podSpecOf(manifest: PlainObject): PlainObject | undefined {
  const info = compiled.registry.kindOf(String(manifest.apiVersion), String(manifest.kind));
  let owner: PlainObject | undefined = manifest;
  for (const key of info?.podSpec ?? []) owner = objectAt(owner, key);
  return owner;
}

function containersOf(spec: PlainObject): PlainObject[] {
  return CONTAINER_LISTS.flatMap((list) => objectsAt(spec, list));
}
