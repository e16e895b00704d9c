import { clone, isOpaque, isPlain, objectAt, type PlainObject, put } from '../manifest/plain';
import { CONTAINER_LISTS, type Pod } from '../manifest/pod';
import { isUnseen } from './unseen';
import type { View } from './view';

/**
 * Runs something that writes into the pod of a view, and carries what it wrote back into the object: into the pieces that
 * the pod is made of, and only fields that the kind takes.
 */
export function throughView(view: View, write: (pod: Pod) => void): void {
  if (view.direct && view.metadata === undefined) write(view.pod);
  else if (view.direct) throughMetadata(view, write);
  else throughPieces(view, write);
}

/** Makes the metadata that are absent for the time of the writing, so that labels find a place. */
function throughMetadata({ pod, metadata }: View, write: (pod: Pod) => void): void {
  write(pod);
  if (metadata === undefined || objectAt(metadata.owner, metadata.key) !== undefined) return;
  if (Object.keys(pod.metadata).length > 0) put(metadata.owner, metadata.key, pod.metadata);
}

function throughPieces(view: View, write: (pod: Pod) => void): void {
  const { pod, spec, above, rules, containers, metadata } = view;
  const before = { spec: clone(pod.spec), metadata: clone(pod.metadata) };
  write(pod);
  for (const key of keysOf(before.spec, pod.spec)) {
    if (CONTAINER_LISTS.some((list) => list === key)) continue;
    const owner =
      Object.hasOwn(spec, key) || above === undefined || !Object.hasOwn(above, key) ? spec : above;
    carry(before.spec, pod.spec, owner, key, (field) => rules.takes(field), '');
  }
  for (const { list, index, spec: after } of pod.containers) {
    const owner = containers.get(`${list}[${index}]`);
    const items = before.spec[list];
    const old: unknown = Array.isArray(items) ? items[index] : undefined;
    if (owner === undefined || !isPlain(old)) continue;
    for (const key of keysOf(old, after))
      carry(old, after, owner, key, (field) => rules.takes(field), 'containers.');
  }
  if (metadata !== undefined) carryMetadata(before.metadata, pod.metadata, metadata);
}

function carryMetadata(
  before: PlainObject,
  after: PlainObject,
  { owner, key }: NonNullable<View['metadata']>,
): void {
  const changed = keysOf(before, after).filter((name) => !same(before[name], after[name]));
  if (changed.length === 0) return;
  const target = objectAt(owner, key) ?? {};
  for (const name of changed) put(target, name, after[name]);
  if (Object.keys(target).length > 0) put(owner, key, target);
}

/** Carries what changed in a field to its owner in the object, where the kind takes it. */
function carry(
  before: PlainObject,
  after: PlainObject,
  owner: PlainObject,
  key: string,
  takes: (field: string) => boolean,
  prefix: string,
): void {
  const [old, now] = [before[key], after[key]];
  const field = `${prefix}${key}`;
  if (isUnseen(now) || same(old, now) || !takes(field)) return;
  if (!Object.hasOwn(after, key)) {
    delete owner[key];
    return;
  }
  if (!isPlain(now)) {
    put(owner, key, Array.isArray(now) ? now.filter((item) => !isUnseen(item)) : now);
    return;
  }
  const target = objectAt(owner, key) ?? {};
  const base = isPlain(old) ? old : {};
  for (const name of keysOf(base, now)) carry(base, now, target, name, takes, `${field}.`);
  if (Object.keys(target).length > 0) put(owner, key, target);
}

function keysOf(before: PlainObject, after: PlainObject): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}

function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (isOpaque(left) || isOpaque(right)) return false;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => same(item, right[index]));
  }
  if (!isPlain(left) || !isPlain(right)) return false;
  return keysOf(left, right).every(
    (key) => Object.hasOwn(left, key) === Object.hasOwn(right, key) && same(left[key], right[key]),
  );
}
