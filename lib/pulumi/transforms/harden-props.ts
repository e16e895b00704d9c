import type { Beside } from '../../core/companions/companions';
import type { CompiledPolicy } from '../../core/engine/compiled-policy';
import type { Account } from '../../core/engine/decisions';
import { type HardenOptions, hardenDraft, hardenDraftAndTell } from '../../core/engine/harden';
import { listContent, typedItem } from '../../core/manifest/lists';
import { clone, isPlain, objectAt, type PlainObject, put } from '../../core/manifest/plain';
import type { Suppression } from '../../core/policy/waiver';
import { inspect } from '../../stack/resource';
import { same } from '../raw/same';

/** What else there is to know of a resource when its props are hardened. */
export interface HardenPropsOptions {
  /** The name of the resource, for the user ID of a workload whose object has no name of its own. @default none */
  readonly name?: string;
  /** The namespace that the provider gives to objects that name none. @default none */
  readonly namespace?: string;
  /** What is suppressed on the object: a control that is suppressed changes nothing. @default none */
  readonly suppressions?: readonly Suppression[];
  /** What is beside the object, as far as it is known. @default nothing is known */
  readonly beside?: Beside;
  /** Takes what was changed in an object, and what of it should be checked. @default nobody asks */
  readonly take?: (account: Account) => void;
}

/**
 * Hardens the props of any resource of `@pulumi/kubernetes`, as `bulwark harden` does manifests: safe defaults are
 * filled in, and unsafe values replaced where a transform can always do that. Values that are known later stay as they
 * are. Pure and idempotent; never loosens; touches no field that no control knows.
 * @param type the type token, such as `kubernetes:apps/v1:Deployment`
 * @returns the hardened props, whose untouched fields are the given ones; undefined where nothing changes
 */
export function hardenProps(
  type: string,
  props: PlainObject,
  compiled: CompiledPolicy,
  options: HardenPropsOptions = {},
): PlainObject | undefined {
  const { name = '', namespace, suppressions = [], beside, take } = options;
  const inspection = inspect({ type, name, props, namespace }, compiled.registry);
  if (inspection.what !== 'object') return undefined;
  const { manifest } = inspection;
  const draft = clone(manifest);
  hardenAll(draft, compiled, { repair: true, suppressions, ...(beside !== undefined && { beside }) }, take);
  const changed: PlainObject = {};
  for (const [key, value] of Object.entries(draft)) {
    const given = key === 'metadata' ? withGivenNames(value, props) : value;
    if (key === 'apiVersion' || key === 'kind' || same(given, props[key])) continue;
    put(changed, key, given);
  }
  return Object.keys(changed).length === 0 ? undefined : { ...props, ...changed };
}

/** Hardens an object; of a list each item. */
function hardenAll(
  draft: PlainObject,
  compiled: CompiledPolicy,
  options: HardenOptions,
  take: HardenPropsOptions['take'],
): void {
  const content = listContent(draft, compiled.registry);
  if (content === undefined) {
    if (take === undefined) hardenDraft(draft, compiled, options);
    else take(hardenDraftAndTell(draft, clone(draft), compiled, options));
    return;
  }
  draft.items = content.items.map((item) => {
    if (!isPlain(item)) return item;
    const typed = { ...typedItem(item, content) };
    hardenAll(typed, compiled, options, take);
    // What the list says of its items need not be said in each of them.
    for (const key of ['apiVersion', 'kind']) if (!(key in item)) delete typed[key];
    return typed;
  });
}

/** The metadata without the names that only stood in: Pulumi and the provider go on naming the object. */
function withGivenNames(hardened: unknown, props: PlainObject): unknown {
  if (!isPlain(hardened)) return hardened;
  const given = objectAt(props, 'metadata');
  const metadata = { ...hardened };
  for (const key of ['name', 'namespace']) {
    if (given !== undefined && key in given) metadata[key] = given[key];
    else delete metadata[key];
  }
  return Object.keys(metadata).length === 0 && given === undefined ? props.metadata : metadata;
}
