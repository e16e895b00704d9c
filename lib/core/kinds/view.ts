import { definitionOf } from '../manifest/field-types';
import { clone, isAbsent, isPlain, objectAt, type PlainObject, put, stringAt } from '../manifest/plain';
import { CONTAINER_LISTS, type ContainerList, type Pod, podFrom } from '../manifest/pod';
import { FieldRules, fillUnseen } from './fill';
import { type Found, findAt, valueAt } from './paths';
import type { KindRecord, PodPlace } from './record';
import { UNSEEN } from './unseen';

/** A pod of a custom resource, with the pieces of the object that it is made of. */
export interface View {
  readonly pod: Pod;
  readonly rules: FieldRules;
  /** Whether the pod is in the object as it is, so that what is written into it is written into the object. */
  readonly direct: boolean;
  /** Whether all of {@link spec} is the pod spec, so that nothing else can be in it. */
  readonly whole: boolean;
  /** What holds the fields of the pod spec. */
  readonly spec: PlainObject;
  /** What holds those of them that it does not have; undefined where nothing does. */
  readonly above: PlainObject | undefined;
  /** The object that holds the metadata, and their name in it; undefined where the kind takes none. */
  readonly metadata: { readonly owner: PlainObject; readonly key: string } | undefined;
  /** The containers of the object, by the list and the index that they have in the pod. */
  readonly containers: ReadonlyMap<string, PlainObject>;
}

/** Something in place of a pod that is none. */
export interface NoPod {
  readonly path: string;
  readonly found: unknown;
}

/** What an object holds, by the record of its kind. */
export interface Held {
  readonly views: readonly View[];
  readonly missing: readonly NoPod[];
}

/** Labels and annotations of a pod whose kind takes none. */
const HIDDEN_METADATA: PlainObject = Object.freeze({ labels: UNSEEN, annotations: UNSEEN });

/** Among the unseen fields: an operator adds labels of its own to those that the object gives. */
export const MORE_LABELS = 'metadata.labels';

/** The pods that an object carries by the record of its kind, and what stands where there should be one. */
export function heldBy(manifest: PlainObject, record: KindRecord): Held {
  const views: View[] = [];
  const missing: NoPod[] = [];
  for (const place of record.pods) {
    if (place.shape === 'none') continue;
    const found = findAt(manifest, place.path);
    if (found.length === 0 && isNeeded(manifest, place)) missing.push({ path: place.path, found: undefined });
    for (const at of found) {
      const view = viewAt(manifest, record, place, at, missing);
      if (view !== undefined) views.push(view);
      else if (!isEmptyPlace(place, at)) missing.push(noPodAt(place, at));
    }
  }
  return { views, missing };
}

function isNeeded(manifest: PlainObject, { unless, optional }: PodPlace): boolean {
  return optional !== true && !(unless ?? []).some((path) => findAt(manifest, path).length > 0);
}

/** Whether nothing is missing at a place without a pod: it need not have one, as a step of a workflow that only waits. */
function isEmptyPlace(place: PodPlace, { value, path }: Found): boolean {
  if (!isPlain(value)) return false;
  const [spec] = findAt(value, specPath(place), path);
  return spec === undefined ? place.optional === true : isPlain(spec.value);
}

function noPodAt(place: PodPlace, { value, path }: Found): NoPod {
  const spec = specPath(place);
  const [found] = isPlain(value) ? findAt(value, spec, path) : [{ value, path }];
  if (found !== undefined) return { path: found.path, found: found.value };
  return { path: path === '' ? spec : `${path}.${spec}`, found: undefined };
}

function viewAt(
  manifest: PlainObject,
  record: KindRecord,
  place: PodPlace,
  at: Found,
  missing: NoPod[],
): View | undefined {
  const { value: base, path } = at;
  if (!isPlain(base)) return undefined;
  const found = specAt(base, place, path);
  if (found === undefined) return undefined;
  const rules = new FieldRules(place);
  const metadata = metadataAt(base, place, path);
  const parts = {
    manifest,
    kind: record.like ?? stringAt(manifest, 'kind') ?? '',
    path: found.path,
    metadataPath: metadata?.path ?? found.path,
  };
  const own = metadata === undefined ? HIDDEN_METADATA : objectAt(metadata.owner, metadata.key);
  const shared = { rules, spec: found.value, metadata, whole: place.shape === 'template' };
  if (rules.isPlain && place.containers === undefined && place.above === undefined) {
    const pod = podFrom({
      ...parts,
      spec: found.value,
      metadata: metadata === undefined ? clone(HIDDEN_METADATA) : (own ?? {}),
    });
    const containers = new Map<string, PlainObject>();
    noteContainers(found.value, containers);
    return { ...shared, pod, direct: true, above: undefined, containers };
  }
  return piecedView({ manifest, place, at, missing }, parts, shared, own);
}

/** The pod spec of a place; an operator that completes one needs none at all. */
function specAt(
  base: PlainObject,
  place: PodPlace,
  path: string,
): { readonly value: PlainObject; readonly path: string } | undefined {
  const below = specPath(place);
  const [found] = findAt(base, below, path);
  if (found === undefined && place.shape !== 'template') {
    return { value: {}, path: path === '' ? below : `${path}.${below}` };
  }
  return found !== undefined && isPlain(found.value) ? { value: found.value, path: found.path } : undefined;
}

/** What a pod is put together from. */
interface Source {
  readonly manifest: PlainObject;
  readonly place: PodPlace;
  readonly at: Found;
  /** Takes what stands where a container should, and is none. */
  readonly missing: NoPod[];
}

/** A pod that is put together: a copy, since what is written into it has to be carried back. */
function piecedView(
  source: Source,
  parts: Pick<Pod, 'manifest' | 'kind' | 'path' | 'metadataPath'>,
  shared: Pick<View, 'rules' | 'spec' | 'metadata' | 'whole'>,
  metadata: PlainObject | undefined,
): View | undefined {
  const { rules } = shared;
  const { manifest, place } = source;
  const renamed = new Map<string, string>();
  const above = place.above === undefined ? undefined : valueAt(manifest, place.above);
  const spec: PlainObject = {};
  copyFields(shared.spec, spec, place, rules);
  if (isPlain(above)) {
    for (const name of copyFields(above, spec, place, rules)) {
      renamed.set(`${parts.path}.${name}`, `${place.above}.${name}`);
    }
  }
  const containers = new Map<string, PlainObject>();
  if (place.containers !== undefined) addContainers(spec, source, parts.path, { renamed, containers });
  else noteContainers(shared.spec, containers);
  if (place.shape === 'containers' && containers.size === 0) return undefined;
  const filled = fillUnseen(spec, rules);
  const told = place.trusted === true ? [] : filled;
  const unseen = place.shape === 'template' ? told : [...told, MORE_LABELS];
  const pod = podFrom({ ...parts, spec, metadata: clone(metadata ?? {}), unseen, renamed });
  const owner = isPlain(above) ? above : undefined;
  return { ...shared, pod, direct: false, above: owner, containers };
}

/** Copies the fields of a pod spec that are absent so far; returns their names. */
function copyFields(from: PlainObject, to: PlainObject, place: PodPlace, rules: FieldRules): string[] {
  const copied: string[] = [];
  const only = place.takes !== undefined && specPath(place) === '';
  for (const name of definitionOf('core.v1.PodSpec')?.fields.keys() ?? []) {
    if (isAbsent(from[name]) || !isAbsent(to[name]) || (only && !rules.takes(name))) continue;
    if (place.containers !== undefined && isContainerList(name)) continue;
    put(to, name, clone(from[name]));
    copied.push(name);
  }
  return copied;
}

function isContainerList(name: string): name is ContainerList {
  return CONTAINER_LISTS.some((list) => list === name);
}

interface Notes {
  readonly renamed: Map<string, string>;
  readonly containers: Map<string, PlainObject>;
}

/** The containers of a place that has them elsewhere than in the lists of a pod spec. */
function addContainers(spec: PlainObject, { place, at, missing }: Source, path: string, notes: Notes): void {
  const lists: Partial<Record<ContainerList, unknown[]>> = {};
  const shared =
    place.defaults === undefined || !isPlain(at.value) ? undefined : valueAt(at.value, place.defaults);
  for (const { path: from, list = 'containers' } of place.containers ?? []) {
    for (const found of isPlain(at.value) ? findAt(at.value, from, at.path) : []) {
      lists[list] ??= [];
      const own = clone(found.value);
      const index = lists[list].push(isPlain(own) && isPlain(shared) ? over(shared, own) : own) - 1;
      notes.renamed.set(`${path}.${list}[${index}]`, found.path);
      if (isPlain(found.value)) notes.containers.set(`${list}[${index}]`, found.value);
      else missing.push({ path: found.path, found: found.value });
    }
  }
  Object.assign(spec, lists);
}

/** A container over what holds where it is silent; lists are taken whole. */
function over(shared: PlainObject, own: PlainObject): PlainObject {
  const merged: PlainObject = clone(shared);
  for (const [key, value] of Object.entries(own)) {
    const below = merged[key];
    put(merged, key, isPlain(below) && isPlain(value) ? over(below, value) : value);
  }
  return merged;
}

/** The containers of a pod spec in their own lists. */
function noteContainers(spec: PlainObject, containers: Map<string, PlainObject>): void {
  for (const list of CONTAINER_LISTS) {
    const items = spec[list];
    if (!Array.isArray(items)) continue;
    for (const [index, item] of items.entries()) if (isPlain(item)) containers.set(`${list}[${index}]`, item);
  }
}

function specPath({ spec, shape }: PodPlace): string {
  return spec ?? (shape === 'template' ? 'spec' : '');
}

function metadataAt(
  base: PlainObject,
  { metadata, shape }: PodPlace,
  path: string,
): { readonly owner: PlainObject; readonly key: string; readonly path: string } | undefined {
  const below = metadata === undefined ? (shape === 'template' ? 'metadata' : null) : metadata;
  if (below === null) return undefined;
  const steps = below.split('.');
  const key = steps.pop() ?? below;
  const [owner] = findAt(base, steps.join('.'), path);
  if (owner === undefined || !isPlain(owner.value)) return undefined;
  return { owner: owner.value, key, path: owner.path === '' ? key : `${owner.path}.${key}` };
}
