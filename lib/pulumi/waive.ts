import type { Resource } from '@pulumi/pulumi';
import { EDITS } from '../blueprints/edit-shape';
import { addEdits, type Edit } from '../blueprints/edits';
import { addSuppressions, noteSuppressions } from '../blueprints/suppressions';
import { checkArgument } from '../core/check-input';
import { BulwarkError } from '../core/errors';
import type { Suppression, Waiver } from '../core/policy/waiver';
import { WAIVER, WAIVERS } from '../core/policy/waiver-shape';
import { contextOf, hasAppBelow } from './app/app-context';
import { checkResource } from './call';
import { mainObjectOf } from './components/kubernetes-object';
import { quiet, quietly, tooLate } from './errors';
import { pathOf } from './marks';
import { holdsRaw, isRaw } from './raw/raw';

/**
 * Suppresses findings of one control on a resource and everything below it: a component of ours, any other component, a
 * resource of `@pulumi/kubernetes`, a chart. What is wrong with the waiver itself (expired, too short a reason, unused…)
 * is reported when that is judged: by the app, by `hardenStack`, by `bulwark synth --pulumi`.
 * @throws InvalidInputError where the app has been rendered already
 */
export function waive(resource: Resource, ...waivers: readonly Waiver[]): void {
  quietly(() => {
    checkResource('waive', resource);
    checkArgument(`waive(${pathOf(resource)})`, 'waivers', waivers, WAIVERS);
    suppressBelow(resource, waivers);
  });
}

/** Attaches suppressions to a resource, and tells its app that they are there. */
export function suppress(resource: Resource, suppressions: readonly Suppression[]): void {
  if (suppressions.length === 0) return;
  // No app judges it, so none has to know.
  if (isRaw(resource)) {
    addSuppressions(resource, suppressions);
    return;
  }
  const { rendering } = contextOf(resource);
  if (rendering.isRendered) throw tooLate(pathOf(resource), 'a waiver was given');
  addSuppressions(resource, suppressions);
  // What is above an app is judged with the objects of that app, and what is above others with those.
  rendering.declare(() => (hasAppBelow(resource) || holdsRaw(resource) ? [] : suppressions));
}

/** The same, where they are no part of what the resource itself says of a workload: puts them into the model, too. */
export function suppressBelow(resource: Resource, suppressions: readonly Suppression[]): void {
  suppress(resource, suppressions);
  if (isRaw(resource)) return;
  noteSuppressions(contextOf(resource).model, resource, pathOf(resource), suppressions);
}

/**
 * Sets fields that the types do not offer, on the rendered object, after everything else. The object is judged all the
 * same, so the waiver has to name the control that the edit breaks. An edit whose path leads nowhere is an error when
 * the app is judged.
 * @param resource a component with an object of its own name, or the resource of an object that a component made
 * @throws BulwarkError where the resource has no object of its own
 */
export function override(resource: Resource, edits: readonly Edit[], waiver: Waiver): void {
  quietly(() => {
    checkResource('override', resource);
    checkArgument(`override(${pathOf(resource)})`, 'edits', edits, EDITS);
    checkArgument(`override(${pathOf(resource)})`, 'waiver', waiver, WAIVER);
  });
  const object = mainObjectOf(resource);
  if (object === undefined) {
    throw quiet(
      new BulwarkError(`override: ${pathOf(resource)} has no object of its own`, [
        'Fix: name a SecureDeployment, or the resource of one object that a component made',
      ]),
    );
  }
  quietly(() => suppressBelow(object, [waiver]));
  addEdits(object, edits);
}
