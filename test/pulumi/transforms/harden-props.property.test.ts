import { Output, output } from '@pulumi/pulumi';
import fc from 'fast-check';
import { clusters } from '../../../lib/core/cluster/presets';
import { compilePolicy } from '../../../lib/core/engine/compiled-policy';
import { isPlain, type PlainObject, stringAt } from '../../../lib/core/manifest/plain';
import { evaluatePod, findPods } from '../../../lib/core/pod-security';
import { restricted } from '../../../lib/core/policy/policy';
import { hardenProps } from '../../../lib/pulumi/transforms/harden-props';
import { arbitraryCarrier } from '../../core/pod-security/arbitrary-pods';

const compiled = compilePolicy(restricted(), clusters.kubeadm({ priorityClass: undefined }));
const runs = { numRuns: 150 };

/** Every fifth scalar or so becomes an Output. */
function withOutputs(value: unknown, chance: () => boolean): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => withOutputs(item, chance));
  if (isPlain(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withOutputs(item, chance)]));
  }
  return chance() ? output(value) : value;
}

/** Props of a resource with a generated pod, with Outputs among its leaves, and its type. */
const resources: fc.Arbitrary<{ type: string; props: PlainObject }> = fc
  .tuple(arbitraryCarrier, fc.infiniteStream(fc.nat(4)))
  .map(([manifest, dice]) => {
    const apiVersion = stringAt(manifest, 'apiVersion') ?? '';
    const type = `kubernetes:${apiVersion === 'v1' ? 'core/v1' : apiVersion}:${manifest.kind}`;
    const chance = (): boolean => dice.next().value === 0;
    const { apiVersion: _, kind: __, ...fields } = manifest;
    const props = withOutputs(fields, chance);
    return { type, props: isPlain(props) ? props : {} };
  });

function outputsIn(value: unknown, found: unknown[] = []): unknown[] {
  if (Array.isArray(value)) for (const item of value) outputsIn(item, found);
  else if (isPlain(value)) for (const item of Object.values(value)) outputsIn(item, found);
  else if (Output.isInstance(value)) found.push(value);
  return found;
}

describe('hardening props with Outputs among their leaves', () => {
  test('twice changes nothing that once did not', () => {
    let changed = 0;
    fc.assert(
      fc.property(resources, ({ type, props }) => {
        const once = hardenProps(type, props, compiled, { name: 'web' });
        if (once === undefined) return;
        changed += 1;
        expect(hardenProps(type, once, compiled, { name: 'web' })).toBeUndefined();
      }),
      runs,
    );
    expect(changed).toBeGreaterThan(runs.numRuns / 2);
  });

  test('puts nothing in place of an Output', () => {
    let seen = 0;
    let kept = 0;
    fc.assert(
      fc.property(resources, ({ type, props }) => {
        const hardened = hardenProps(type, props, compiled, { name: 'web' }) ?? props;
        expect(keepsOutputs(props, hardened)).toBe(true);
        seen += outputsIn(props).length;
        kept += outputsIn(hardened).length;
      }),
      runs,
    );
    expect(seen).toBeGreaterThan(runs.numRuns);
    expect(kept).toBeGreaterThan(seen * 0.9);
  });

  test('turns no passing check into a failing one', () => {
    fc.assert(
      fc.property(arbitraryCarrier, (manifest) => {
        const type = `kubernetes:${manifest.apiVersion}:${manifest.kind}`;
        const hardened = hardenProps(type, manifest, compiled, { name: 'web' }) ?? manifest;
        for (const level of ['baseline', 'restricted'] as const) {
          const before = new Set(rejections(manifest, level));
          for (const check of rejections(hardened, level)) expect(before).toContain(check);
        }
      }),
      runs,
    );
  });
});

/** Whether no Output was replaced by another value; one may go with an unsafe value around it that was fixed. */
function keepsOutputs(given: unknown, hardened: unknown): boolean {
  if (hardened === undefined || outputsIn(given).length === 0) return true;
  if (Array.isArray(given)) {
    if (!Array.isArray(hardened)) return false;
    // Of a list that was fixed, such as that of capabilities, what is left counts.
    if (!given.some(isPlain)) return outputsIn(hardened).every((one) => given.includes(one));
    return given.every((item, index) => keepsOutputs(item, hardened[index]));
  }
  if (!isPlain(given)) return given === hardened;
  return isPlain(hardened) && Object.entries(given).every(([key, item]) => keepsOutputs(item, hardened[key]));
}

function rejections(manifest: PlainObject, level: 'baseline' | 'restricted'): readonly string[] {
  const pod = findPods(manifest)[0]?.pod;
  return pod === undefined ? [] : evaluatePod(pod, { level, version: 'v1.36' }).rejectedBy;
}
