import { giveScratch } from '../../blueprints/app-wide';
import { changesBySettings, type ObjectChanges } from '../../core/engine/field-changes';
import { refOf } from '../../core/manifest/identity';
import { listContent, typedItem } from '../../core/manifest/lists';
import { clone, isPlain, type PlainObject, put } from '../../core/manifest/plain';
import type { Pod } from '../../core/manifest/pod';
import type { KindRegistry } from '../../core/manifest/registry';
import { inspect } from '../../stack/resource';
import { type GivenByApp, joinDeferred } from './join-pod';
import { deferredFields, lifted } from './lift';
import { same } from './same';

/** Records what is written into an object. */
type Wrote = (changes: ObjectChanges) => void;

/** The props of a raw resource with all that its app gives to its pods; undefined where nothing changes. */
export function joinProps(
  type: string,
  name: string,
  props: PlainObject,
  given: GivenByApp,
  wrote: Wrote,
): PlainObject | undefined {
  const { registry } = given;
  const inspection = inspect({ type, name, props }, registry);
  if (inspection.what !== 'object') return undefined;
  const { manifest } = inspection;
  const now = writeIntoPods(
    type,
    props,
    registry,
    (pod) => {
      joinDeferred(pod, given);
      giveScratch(pod);
    },
    wrote,
  );
  const fields = deferredFields(props, manifest, registry).filter((field) => field !== 'metadata');
  if (fields.length === 0) return now;
  const result: PlainObject = { ...(now ?? props) };
  for (const field of fields) {
    const deferred = lifted(props[field], (value) => {
      const known = { ...props, [field]: value };
      return joinProps(type, name, known, given, wrote)?.[field] ?? value;
    });
    put(result, field, deferred);
  }
  return result;
}

/** The props with something written into each of their pods; undefined where nothing changes. */
export function writeIntoPods(
  type: string,
  props: PlainObject,
  registry: KindRegistry,
  write: (pod: Pod) => void,
  wrote: Wrote,
): PlainObject | undefined {
  const inspection = inspect({ type, name: '', props }, registry);
  if (inspection.what !== 'object') return undefined;
  const draft = clone(inspection.manifest);
  writeAll(draft, registry, write, wrote);
  const changed: PlainObject = {};
  for (const [key, value] of Object.entries(draft)) {
    if (key === 'apiVersion' || key === 'kind' || key === 'metadata' || same(value, props[key])) continue;
    put(changed, key, value);
  }
  return Object.keys(changed).length === 0 ? undefined : { ...props, ...changed };
}

function writeAll(draft: PlainObject, registry: KindRegistry, write: (pod: Pod) => void, wrote: Wrote): void {
  const content = listContent(draft, registry);
  if (content === undefined) {
    wrote({ object: refOf(draft, registry), changes: changesBySettings(draft, registry, write) });
    return;
  }
  draft.items = content.items.map((item) => {
    if (!isPlain(item)) return item;
    const typed = { ...typedItem(item, content) };
    writeAll(typed, registry, write, wrote);
    for (const key of ['apiVersion', 'kind']) if (!(key in item)) delete typed[key];
    return typed;
  });
}
