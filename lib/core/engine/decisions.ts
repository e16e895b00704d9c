import type { Change, HardenContext, Leaving, ObjectControl, PodControl, Write } from '../controls/control';
import type { ObjectRef } from '../manifest/identity';
import type { Origin } from '../manifest/manifest-set';
import type { PlainObject } from '../manifest/plain';
import { CONTAINER_LISTS, type Container, type ContainerList, type Pod } from '../manifest/pod';
import { type Difference, differencesOf, pathText, type Step } from './changes';
import type { ActiveControl, CompiledPolicy } from './compiled-policy';

/** Something that whoever knows the program should check: a field that was written and may stop a pod, or that was left. */
export interface Decision {
  readonly control: string;
  readonly object: ObjectRef;
  /** Path of the field in the object. */
  readonly path: string;
  readonly container?: string;
  readonly action: 'wrote' | 'removed' | 'did not write';
  /** What may stop, or why the field stays; and what to do. */
  readonly reason: string;
}

/** A decision, with where its object comes from. */
export interface PlacedDecision extends Decision {
  readonly origin: Origin;
}

/** What hardening one object came to, beside the object. */
export interface Account {
  /** Whether anything was changed. */
  readonly changed: boolean;
  /** The controls that changed something, in the order in which they run. */
  readonly controls: readonly string[];
  readonly decisions: readonly Decision[];
}

/** An object before and after it was hardened. */
export interface Versions {
  readonly ref: ObjectRef;
  readonly before: PlainObject;
  readonly after: PlainObject;
  /** The pods that it carries, before and after, in one order. */
  readonly pods: readonly Pod[];
  readonly hardenedPods: readonly Pod[];
  /** What the controls left, in the order in which they said so. */
  readonly left: readonly (readonly [Leaving, string])[];
  /** Whether the `harden` of a control ran at all. */
  runs(control: string): boolean;
}

/** What is said where no control states what a change may stop: nothing changes in silence. */
export const UNSTATED = 'no control states what this may stop';

type Writer = ActiveControl<PodControl> | ActiveControl<ObjectControl>;

/** Tells what changed between two versions, by which control, and what of it should be checked. */
export function accountOf(versions: Versions, engine: CompiledPolicy): Account {
  const differences = differencesOf(versions.before, versions.after);
  const writers = [...engine.pod, ...engine.objectControls(versions.ref)].filter(({ control }) =>
    versions.runs(control.id),
  );
  const used = new Set<string>();
  const decisions: Decision[] = versions.left.map(([leaving, control]) => ({
    control,
    object: versions.ref,
    path: leaving.path,
    ...(leaving.container !== undefined && { container: leaving.container }),
    action: 'did not write',
    reason: leaving.reason,
  }));
  for (const difference of differences) {
    const place = placeOf(difference, versions);
    const owner = ownerOf(place, writers);
    if (owner !== undefined) used.add(owner.armed.control.id);
    const reason = owner === undefined ? UNSTATED : reasonOf(owner.write, place.change, owner.armed.context);
    if (reason === undefined) continue;
    const container = place.change.container?.name;
    decisions.push({
      control: owner?.armed.control.id ?? '',
      object: versions.ref,
      path: pathText(difference.path),
      ...(container !== undefined && { container }),
      action: difference.after === undefined ? 'removed' : 'wrote',
      reason,
    });
  }
  const ids = writers.map(({ control }) => control.id);
  return { changed: differences.length > 0, controls: ids.filter((id) => used.has(id)), decisions };
}

interface Place {
  /** The path below what a pod control calls it from; undefined where no pod is concerned. */
  readonly inPod: readonly Step[] | undefined;
  readonly inObject: readonly Step[];
  readonly change: Change;
}

/** Where a difference lies: in a container, in the pod spec, in the pod's metadata, or in the object. */
function placeOf({ path, before, after }: Difference, versions: Versions): Place {
  const change: Change = { object: versions.before, hardenedObject: versions.after, before, after };
  for (const [index, pod] of versions.pods.entries()) {
    const hardened = versions.hardenedPods[index];
    const ofPod = { ...change, pod, ...(hardened !== undefined && { hardened }) };
    const inSpec = below(path, pod.path);
    if (inSpec !== undefined) return { inObject: path, ...placeInSpec(inSpec, ofPod) };
    const inMetadata = below(path, pod.metadataPath);
    if (inMetadata !== undefined)
      return { inPod: ['metadata', ...inMetadata], inObject: path, change: ofPod };
  }
  const inPod = versions.pods.length === 0 ? undefined : path;
  return { inPod, inObject: path, change };
}

function placeInSpec(inSpec: readonly Step[], ofPod: Change & { pod: Pod }): Pick<Place, 'inPod' | 'change'> {
  const [list, index] = inSpec;
  const container = containerAt(ofPod.pod, list, index);
  if (container === undefined) return { inPod: inSpec, change: ofPod };
  const now = ofPod.hardened === undefined ? undefined : containerAt(ofPod.hardened, list, index);
  const change = { ...ofPod, container, ...(now !== undefined && { hardenedContainer: now }) };
  return { inPod: inSpec.slice(2), change };
}

/** The steps below a dotted path, where the path lies on the way. */
function below(path: readonly Step[], base: string): readonly Step[] | undefined {
  const steps = base.split('.');
  return steps.every((step, index) => path[index] === step) ? path.slice(steps.length) : undefined;
}

function containerAt(pod: Pod, list: Step | undefined, index: Step | undefined): Container | undefined {
  if (typeof list !== 'string' || !isContainerList(list)) return undefined;
  return pod.containers.find((container) => container.list === list && container.index === index);
}

function isContainerList(list: string): list is ContainerList {
  return CONTAINER_LISTS.some((known) => known === list);
}

/** The control that says most exactly that it writes a field, the first of several, with what it says of it. */
function ownerOf(
  { inPod, inObject }: Place,
  writers: readonly Writer[],
): { armed: Writer; write: Write } | undefined {
  const [ofPod, ofObject] = [inPod === undefined ? '' : pathText(inPod), pathText(inObject)];
  let best: { armed: Writer; write: Write } | undefined;
  for (const armed of writers) {
    const text = armed.control.on === 'pod' ? ofPod : ofObject;
    for (const write of armed.control.writes ?? []) {
      if (!covers(write.field, text) || (write.onlyOurs === true && armed.context.repair)) continue;
      if (best === undefined || write.field.length > best.write.field.length) best = { armed, write };
    }
  }
  return best;
}

/** Whether a declared field is a path itself, or stands above it. */
export function covers(field: string, path: string): boolean {
  if (!path.startsWith(field)) return false;
  const next = path.charAt(field.length);
  return next === '' || next === '.' || next === '[';
}

function reasonOf(write: Write, change: Change, context: HardenContext): string | undefined {
  if (write.mayStop === undefined) return undefined;
  const more = write.when?.(change, context) ?? true;
  if (more === false) return undefined;
  return typeof more === 'string' ? more : write.mayStop;
}
