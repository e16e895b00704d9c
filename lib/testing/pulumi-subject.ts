import { printable } from '../core/printable';
import { judgeableOf, type PulumiRendering } from '../pulumi/render/render';
import type { Subject } from './subject';

/** Whether a value is what `renderPulumi` gives, and not a promise of it. */
export function isPulumiRendering(value: unknown): value is PulumiRendering {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['manifests', 'resources', 'uninspected'].every((field) => Array.isArray(Reflect.get(value, field)))
  );
}

/** Reads a rendered program: its objects with the waivers that hold for them. */
export function readPulumi(rendering: PulumiRendering): Subject {
  const { objects, ...rest } = judgeableOf(rendering) ?? {
    objects: rendering.manifests.map((manifest) => ({ manifest })),
    declared: [],
  };
  const uninspected = rendering.uninspected.map(({ type, name, reason }) =>
    printable(`${name} (${type}) is unknown: ${reason}`),
  );
  return { ...rest, objects, manifests: rendering.manifests, uninspected };
}
