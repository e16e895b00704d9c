import { printable } from '../core/printable';
import { judgeableOf, type PulumiRendering } from '../pulumi/render/render';
import { masked, secretPlaces } from '../pulumi/render/secret-places';
import type { Subject } from './read-subject';

/** Whether a value is what `renderPulumi` gives, and not a promise of it. */
export function isPulumiRendering(value: unknown): value is PulumiRendering {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['manifests', 'resources', 'uninspected'].every((field) => Array.isArray(Reflect.get(value, field)))
  );
}

/** Reads a rendered program: its objects with the waivers that hold for them, and who judges them. */
export function readPulumi(rendering: PulumiRendering): Subject {
  const program = judgeableOf(rendering);
  const uninspected = rendering.uninspected.map(({ type, name, reason }) =>
    printable(`${name} (${type}) is unknown: ${reason}`),
  );
  return {
    program,
    objects: program?.objects ?? rendering.manifests.map((manifest) => ({ manifest })),
    declared: [],
    uninspected,
    snapshot: () =>
      program === undefined
        ? rendering.manifests
        : rendering.resources.map((resource) => {
            const { manifest, name } = resource;
            return masked(manifest, secretPlaces(resource), name).manifest;
          }),
  };
}
