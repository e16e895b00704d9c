import type { ApiObject, JsonPatch as Patch } from 'cdk8s';
import { JsonPatch } from 'cdk8s';
import { hardenDraft } from '../core/engine/harden';
import { canonical } from '../core/manifest/canonical';
import { isPlain, type PlainObject } from '../core/manifest/plain';
import { excusesOf } from './excuses';
import { applyEdits, editsOf } from './override';
import { surroundingsOf } from './surroundings';

const RENDERED = Symbol.for('bulwark.rendered');

/**
 * Hooks into the rendering of one object, after everything that cdk8s and its libraries do: hardens what it rendered.
 * The only place that all ways of synthesizing go through is `toJson` of the instance.
 * @param refine changes the rendered object before it is hardened
 */
export function hookRendering(object: ApiObject, refine?: (rendered: PlainObject) => PlainObject): void {
  if (isHooked(object)) return;
  const render = object.toJson.bind(object);
  // A patch that goes through the generated classes loses what they do not know: patches are kept back and applied here.
  const patches: Patch[] = [];
  if (refine !== undefined) {
    object.addJsonPatch = (...more: Patch[]): void => {
      patches.push(...more);
    };
  }
  object.toJson = (): PlainObject => {
    const rendered: unknown = render();
    const draft = isPlain(rendered) ? rendered : {};
    return finish(object, refine === undefined ? draft : refine(draft), patches);
  };
  Object.defineProperty(object, RENDERED, { value: refine === undefined ? 'foreign' : 'ours' });
}

/** Patches, hardens and orders what was rendered, and writes overrides last. */
export function finish(object: ApiObject, rendered: PlainObject, patches: readonly Patch[]): PlainObject {
  const { engine } = surroundingsOf(object);
  const patched: unknown = patches.length === 0 ? rendered : JsonPatch.apply(rendered, ...patches);
  const draft = isPlain(patched) ? patched : rendered;
  hardenDraft(draft, engine, { excuses: excusesOf(object) });
  const edits = editsOf(object);
  return canonical(edits.length === 0 ? draft : applyEdits(draft, edits, object.node.path), engine.registry);
}

/** Whether an object's rendering is ours already. */
export function isHooked(object: ApiObject): boolean {
  return Reflect.get(object, RENDERED) !== undefined;
}

/** Says that an object hardens itself when it renders. */
export function markHooked(object: ApiObject): void {
  Object.defineProperty(object, RENDERED, { value: 'ours' });
}

/** Whether a blueprint of ours made an object, rather than a user's own code. */
export function isOurs(object: ApiObject): boolean {
  return Reflect.get(object, RENDERED) === 'ours';
}
