import type { Change, Leaving } from '../controls/control';
import type { ObjectRef } from '../manifest/identity';
import type { Origin } from '../manifest/manifest-set';
import { append, type PlainObject } from '../manifest/plain';
import { CONTAINER_LISTS, type Container, type ContainerList, type Pod } from '../manifest/pod';
import { type Difference, differencesOf, pathText, type Step } from './changes';
import type { CompiledPolicy } from './compiled-policy';
import { changesOf, type FieldChange, type ObjectChanges } from './field-changes';
import { type KindWrites, type Written, writesFor } from './writers';

/** Something that you should check in the program: a field that was written and may stop a pod, or that was left. */
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
export interface Account extends ObjectChanges {
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

/** Tells what changed between two versions, by which control, and what of it should be checked. */
export function accountOf(versions: Versions, compiled: CompiledPolicy): Account {
  const differences = differencesOf(versions.before, versions.after);
  const writes = writesFor(versions.ref, compiled);
  const used = new Map<string, number>();
  const pods = podPlaces(versions);
  const changes: FieldChange[] = [];
  const decisions: Decision[] = versions.left.map(([leaving, control]) => ({
    control,
    object: versions.ref,
    path: leaving.path,
    ...(leaving.container !== undefined && { container: leaving.container }),
    action: 'did not write',
    reason: leaving.reason,
  }));
  for (const difference of differences) {
    const place = placeOf(difference, pods);
    const owner = ownerOf(place, writes, versions);
    if (owner !== undefined) used.set(owner.armed.control.id, owner.order);
    const container = place.container?.name;
    const control = owner?.armed.control.id ?? '';
    append(changes, changesOf(difference, versions.before, { by: control, container }));
    const reason =
      owner === undefined ? UNSTATED : reasonOf(owner, () => changeOf(difference, place, versions));
    if (reason === undefined) continue;
    decisions.push({
      control,
      object: versions.ref,
      path: place.inObject,
      ...(container !== undefined && { container }),
      action: difference.after === undefined ? 'removed' : 'wrote',
      reason,
    });
  }
  const inOrder = [...used].sort(([, a], [, b]) => a - b);
  const controls = inOrder.map(([id]) => id);
  return { object: versions.ref, changed: differences.length > 0, controls, changes, decisions };
}

interface Place {
  /** The path as a pod control calls it; undefined where no pod is concerned. */
  readonly inPod: string | undefined;
  readonly inObject: string;
  /** The pod that it lies in, and the container before it was hardened. */
  readonly pod?: PodPlace;
  readonly container?: Container;
}

/** A pod before and after, with the steps to its parts. */
interface PodPlace {
  readonly pod: Pod;
  readonly hardened: Pod | undefined;
  readonly spec: readonly string[];
  readonly metadata: readonly string[];
}

function podPlaces({ pods, hardenedPods }: Versions): PodPlace[] {
  return pods.map((pod, index) => ({
    pod,
    hardened: hardenedPods[index],
    spec: pod.path.split('.'),
    metadata: pod.metadataPath.split('.'),
  }));
}

/** Where a difference lies: in a container, in the pod spec, in the pod's metadata, or in the object. */
function placeOf({ path }: Difference, pods: readonly PodPlace[]): Place {
  const inObject = pathText(path);
  for (const pod of pods) {
    if (isBelow(path, pod.spec)) return placeInSpec(path.slice(pod.spec.length), inObject, pod);
    if (isBelow(path, pod.metadata)) {
      const inPod = pathText(['metadata', ...path.slice(pod.metadata.length)]);
      return { inPod, inObject, pod };
    }
  }
  return { inPod: pods.length === 0 ? undefined : inObject, inObject };
}

function placeInSpec(inSpec: readonly Step[], inObject: string, pod: PodPlace): Place {
  const [list, index] = inSpec;
  const container = containerAt(pod.pod, list, index);
  return container === undefined
    ? { inPod: pathText(inSpec), inObject, pod }
    : { inPod: pathText(inSpec.slice(2)), inObject, pod, container };
}

/** A difference as a control is asked about it. */
function changeOf({ before, after }: Difference, { pod, container }: Place, versions: Versions): Change {
  const change: Change = { object: versions.before, hardenedObject: versions.after, before, after };
  if (pod === undefined) return change;
  const { hardened } = pod;
  const ofPod = { ...change, pod: pod.pod, ...(hardened !== undefined && { hardened }) };
  if (container === undefined) return ofPod;
  const now = hardened === undefined ? undefined : containerAt(hardened, container.list, container.index);
  return { ...ofPod, container, ...(now !== undefined && { hardenedContainer: now }) };
}

/** Whether a path leads through some steps. */
function isBelow(path: readonly Step[], steps: readonly string[]): boolean {
  for (let index = 0; index < steps.length; index += 1) if (path[index] !== steps[index]) return false;
  return true;
}

function containerAt(pod: Pod, list: Step | undefined, index: Step | undefined): Container | undefined {
  if (typeof list !== 'string' || !isContainerList(list)) return undefined;
  return pod.containers.find((container) => container.list === list && container.index === index);
}

function isContainerList(list: string): list is ContainerList {
  return CONTAINER_LISTS.some((known) => known === list);
}

/** The control that says most exactly that it writes a field, the first of several, with what it says of it. */
function ownerOf({ inPod, inObject }: Place, writes: KindWrites, versions: Versions): Written | undefined {
  const fits = ({ armed, write }: Written): boolean =>
    versions.runs(armed.control.id) && !(write.onlyOurs === true && armed.context.repair);
  const ofPod = inPod === undefined ? undefined : writes.pods.find(inPod, fits);
  const ofObject = writes.objects.find(inObject, fits);
  if (ofPod === undefined || ofObject === undefined) return ofPod ?? ofObject;
  return ofObject.write.field.length > ofPod.write.field.length ? ofObject : ofPod;
}

function reasonOf({ write, armed }: Written, change: () => Change): string | undefined {
  if (write.mayStop === undefined) return undefined;
  const more = write.when?.(change(), armed.context) ?? true;
  if (more === false) return undefined;
  return typeof more === 'string' ? more : write.mayStop;
}
