import { clusters } from '../cluster/presets';
import type { ClusterProfile } from '../cluster/profile';
import { compilePolicy } from '../engine/compiled-policy';
import { evaluate } from '../engine/evaluate';
import { harden } from '../engine/harden';
import { isPlain, type PlainObject } from '../manifest/plain';
import { type Policy, restricted } from '../policy/policy';
import type { ObjectExample, PodExample } from './control';
import { exampleObjects } from './examples';
import { type OwnControl, ownControlProblems } from './own';

/** A day on which examples are judged: they have no waivers, so any does. */
const DAY = '2026-11-21';

/**
 * What is wrong with a control of your own by its examples, as sentences: a good one in which it finds something, a bad
 * one in which it finds nothing, a `harden` that fixes no bad example or does not come to rest. For a test:
 * `expect(controlProblems(noFridayRelease)).toEqual([])`.
 * @param cluster the cluster of the examples. @default that of kind
 */
export function controlProblems(control: OwnControl, cluster: ClusterProfile = clusters.kind()): string[] {
  const wrong = ownControlProblems([control]);
  if (wrong.length > 0) return wrong;
  const { good, bad } = control.examples;
  const finds = (example: PodExample | ObjectExample, objects: readonly PlainObject[]): boolean =>
    findingsIn(control, objects, example.params, cluster) > 0;
  const problems: string[] = [];
  if (good.length === 0) problems.push('it has no good example');
  if (bad.length === 0) problems.push('it has no bad example');
  for (const [index, example] of good.entries()) {
    if (finds(example, exampleObjects(example)))
      problems.push(`${named('good', index, example)}: it finds something`);
  }
  let fixed = control.harden === undefined;
  for (const [index, example] of bad.entries()) {
    const objects = exampleObjects(example);
    if (!finds(example, objects)) problems.push(`${named('bad', index, example)}: it finds nothing`);
    if (control.harden === undefined) continue;
    const once = hardened(control, objects, example.params, cluster);
    fixed ||= !finds(example, once);
    const twice = hardened(control, once, example.params, cluster);
    if (JSON.stringify(once) !== JSON.stringify(twice))
      problems.push(`${named('bad', index, example)}: harden changes again what it has changed`);
  }
  return fixed ? problems : [...problems, 'harden fixes no bad example'];
}

function named(side: string, index: number, { note }: PodExample | ObjectExample): string {
  return `${side} example ${index + 1}${note === undefined ? '' : ` (${note})`}`;
}

/** A policy with the control alone. */
function alone(control: OwnControl, params: PlainObject | undefined): Policy {
  const { profile, ...policy } = restricted({ controls: [control] });
  const given = isPlain(params) ? { [control.id]: params } : {};
  return { ...policy, params: given, profile: { ...profile, controls: [] } };
}

function findingsIn(
  control: OwnControl,
  objects: readonly PlainObject[],
  params: PlainObject | undefined,
  cluster: ClusterProfile,
): number {
  const compiled = compilePolicy(alone(control, params), cluster, undefined, { trusted: true });
  const { findings } = evaluate(
    objects.map((manifest) => ({ manifest })),
    compiled,
    DAY,
  );
  return findings.filter((finding) => finding.control === control.id).length;
}

function hardened(
  control: OwnControl,
  objects: readonly PlainObject[],
  params: PlainObject | undefined,
  cluster: ClusterProfile,
): PlainObject[] {
  const compiled = compilePolicy(alone(control, params), cluster);
  return objects.map((manifest) => harden(manifest, compiled, { repair: true }));
}
