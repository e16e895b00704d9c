import type { ApiObject, JsonPatch as Patch } from 'cdk8s';
import { JsonPatch } from 'cdk8s';
import { type AppWide, giveScratch, joinApp } from '../../blueprints/app-wide';
import { applyEdits, editsOf } from '../../blueprints/edits';
import type { CompiledPolicy } from '../../core/engine/compiled-policy';
import { BulwarkError } from '../../core/errors';
import { append, isPlain, type PlainObject } from '../../core/manifest/plain';
import type { Pod } from '../../core/manifest/pod';
import { isOptOut, type Suppression } from '../../core/policy/waiver';
import { refuseMixedOnce } from '../plus-versions';
import { contextOf, namespaceAbove } from './app-context';
import { type Companions, companionsOf, tellRaw } from './companions';
import { machinery } from './lazy';
import { suppressionsOf } from './suppressions';

const RENDERED = Symbol.for('bulwark.rendered');

/**
 * Hooks into the rendering of one object, after everything that cdk8s and its libraries do: hardens what it rendered.
 * The only place that all ways of synthesizing go through is `toJson` of the instance.
 * @param refine changes the rendered object before it is hardened
 */
export function hookRendering(object: ApiObject, refine?: (rendered: PlainObject) => PlainObject): void {
  hook(object, object.toJson.bind(object), refine);
}

/** The same for an object whose construct says nothing about its own. @param make makes it; fresh each time */
export function renderInstead(object: ApiObject, make: () => PlainObject): void {
  hook(object, make, (rendered) => rendered);
}

function hook(
  object: ApiObject,
  render: () => unknown,
  refine: ((rendered: PlainObject) => PlainObject) | undefined,
): void {
  if (isHooked(object)) return;
  // A patch that goes through the generated classes loses what they do not know: patches are kept back and applied here.
  const patches: Patch[] = [];
  if (refine !== undefined) {
    object.addJsonPatch = (...more: Patch[]): void => {
      append(patches, more);
    };
  }
  const raw = (): PlainObject => {
    const rendered: unknown = render();
    const draft = isPlain(rendered) ? rendered : {};
    if (refine === undefined) return draft;
    refuseMixedOnce(object);
    return refine(draft);
  };
  object.toJson = (): PlainObject => finish(object, raw(), patches);
  if (refine === undefined) tellRaw(object, raw);
  Object.defineProperty(object, RENDERED, { value: refine === undefined ? 'foreign' : 'ours' });
}

/**
 * Hardens what a blueprint made before anything is joined with it. A waiver suppresses what an edit does, and what others
 * add; it does not make what we write ourselves softer, wherever above it is.
 */
export function hardenOwn(object: ApiObject, draft: PlainObject): PlainObject {
  const suppressions = suppressionsOf(object);
  const given = suppressions.filter(isOptOut);
  // Without a waiver the whole is hardened once, in the end.
  if (given.length < suppressions.length)
    machinery().hardenDraft(draft, contextOf(object).compiled, { suppressions: given });
  return draft;
}

/** Patches, hardens and orders what was rendered, and writes overrides last. */
export function finish(object: ApiObject, rendered: PlainObject, patches: readonly Patch[]): PlainObject {
  const { compiled } = contextOf(object);
  const others = isOurs(object) ? undefined : { wide: appWideOf(object), ...companionsOf(object) };
  const patched: unknown = patches.length === 0 ? rendered : patch(object, rendered, patches);
  const draft = isPlain(patched) ? patched : rendered;
  hardenAll(draft, compiled, suppressionsOf(object), others);
  const edits = editsOf(object);
  const { canonical } = machinery();
  return canonical(
    edits.length === 0 ? draft : applyEdits(draft, edits, object.node.path),
    compiled.registry,
  );
}

function patch(object: ApiObject, rendered: PlainObject, patches: readonly Patch[]): unknown {
  try {
    return JsonPatch.apply(rendered, ...patches);
  } catch (error) {
    const [why = 'it cannot be applied'] = (error instanceof Error ? error.message : String(error)).split(
      '\n',
    );
    throw new BulwarkError(`a JSON patch at ${object.node.path} fails`, [why]);
  }
}

/** What the app and the namespace above an object give to its pods; the constructs have it in their own pods already. */
function appWideOf(object: ApiObject): AppWide {
  const { images, imagePullSecrets } = contextOf(object);
  const ofNamespace = namespaceAbove(object)?.imagePullSecrets ?? [];
  return { images, imagePullSecrets: [...new Set([...imagePullSecrets, ...ofNamespace])] };
}

/** What a third-party object gets beside its own: what the app gives to every pod, and a look at what is beside. */
interface OfOthers extends Companions {
  readonly wide: AppWide;
}

/** Hardens an object; of a list each item. */
function hardenAll(
  draft: PlainObject,
  compiled: CompiledPolicy,
  suppressions: readonly Suppression[],
  others: OfOthers | undefined,
): void {
  const { hardenDraft, listContent, typedItem } = machinery();
  const content = listContent(draft, compiled.registry);
  if (content === undefined) {
    if (others === undefined) hardenDraft(draft, compiled, { suppressions });
    else hardenOther(draft, compiled, suppressions, others);
    return;
  }
  if (content.items.length === 0) return;
  draft.items = content.items.map((item) => {
    if (!isPlain(item)) return item;
    const typed = typedItem(item, content);
    hardenAll(typed, compiled, suppressions, others);
    return typed;
  });
}

/** A third-party object: what was written into it is told, and what of that may stop it. */
function hardenOther(
  draft: PlainObject,
  compiled: CompiledPolicy,
  suppressions: readonly Suppression[],
  { wide, beside, take }: OfOthers,
): void {
  const { changesBySettings, clone, hardenDraft, hardenDraftAndTell, writePods } = machinery();
  const { registry } = compiled;
  const join = (pod: Pod): void => joinApp(pod, wide);
  const options = { suppressions, beside };
  if (take === undefined) {
    writePods(draft, registry, join);
    hardenDraft(draft, compiled, options);
    writePods(draft, registry, giveScratch);
    return;
  }
  const given = changesBySettings(draft, registry, join);
  const account = hardenDraftAndTell(draft, clone(draft), compiled, options);
  const made = changesBySettings(draft, registry, giveScratch);
  take({ ...account, changes: [...given, ...account.changes, ...made] });
}

/** Whether an object's rendering is ours already. */
function isHooked(object: ApiObject): boolean {
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
