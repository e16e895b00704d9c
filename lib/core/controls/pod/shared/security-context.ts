import { ensureObject, isAbsent, isOpaque, isPlain, listAt, type PlainObject } from '../../../manifest/plain';
import type { Container, Pod } from '../../../manifest/pod';
import { type HardenContext, type Report, reportContainer, reportPod } from '../../control';
import { settle } from '../../draft';

/** Stands for a field of something that is not an object: opaque, so that it passes nothing and is `unknown`. */
const UNREADABLE: unique symbol = Symbol('inside a value of a wrong type');

/**
 * A field of an object; undefined where the object or the field is absent.
 * Where the object cannot be read, an opaque value, which is no good value of any field.
 */
export function inside(owner: unknown, key: string): unknown {
  if (isPlain(owner)) return owner[key] ?? undefined;
  if (isAbsent(owner)) return undefined;
  return isOpaque(owner) ? owner : UNREADABLE;
}

/** A field of the securityContext of a pod spec or of a container; see `inside`. */
export function fieldOf(spec: PlainObject, field: string): unknown {
  return inside(spec.securityContext, field);
}

/** What a container runs with: its own value, else that of the pod. */
export function effective(container: Container, field: string): unknown {
  return fieldOf(container.spec, field) ?? fieldOf(container.pod.spec, field);
}

/** A field of securityContext that containers inherit from the pod. */
export interface Inherited {
  /** Its name, for paths. */
  readonly field: string;
  /** Reads it out of a pod spec or a container; undefined where it is absent. */
  read(spec: PlainObject): unknown;
  good(value: unknown): boolean;
  readonly needs: string;
  /** Whether a bad value of the pod counts also where every container overrides it. */
  readonly podCounts: boolean;
}

/** Reports every container that sets or inherits no good value; what is inherited is reported once, at the pod. */
export function checkInherited(pod: Pod, report: Report, rule: Inherited): void {
  const shared = rule.read(pod.spec);
  const path = `securityContext.${rule.field}`;
  let counts = rule.podCounts;
  for (const container of pod.containers) {
    const own = rule.read(container.spec);
    if (own === undefined && shared !== undefined) counts = true;
    else if (!rule.good(own)) reportContainer(report, container, path, own, rule.needs);
  }
  if (counts && shared !== undefined && !rule.good(shared)) reportPod(report, pod, path, shared, rule.needs);
}

/** Reports the pod and every container where a field is set to something that is not good; absent is good. */
export function checkEach(pod: Pod, report: Report, rule: Omit<Inherited, 'podCounts'>): void {
  const path = `securityContext.${rule.field}`;
  const shared = rule.read(pod.spec);
  if (shared !== undefined && !rule.good(shared)) reportPod(report, pod, path, shared, rule.needs);
  for (const container of pod.containers) {
    const own = rule.read(container.spec);
    if (own !== undefined && !rule.good(own)) reportContainer(report, container, path, own, rule.needs);
  }
}

/** Whether a draft pod shows all its containers: those on which a control is suppressed are left out of the view. */
export function isWhole(pod: Pod): boolean {
  const [first] = pod.containers;
  if (first === undefined) return listAt(pod.spec, 'containers').length === 0;
  return first.pod.containers.length === pod.containers.length;
}

/** Sets a field of securityContext where it is absent; leaves alone a securityContext that cannot be read. */
export function fillField(spec: PlainObject, field: string, value: unknown): void {
  if (fieldOf(spec, field) === undefined) ensureObject(spec, 'securityContext')[field] = value;
}

/** As `fillField`, and in repair replaces what is neither safe nor opaque. */
export function settleField(
  spec: PlainObject,
  field: string,
  value: unknown,
  safe: (found: unknown) => boolean,
  context: HardenContext,
): void {
  fillField(spec, field, value);
  if (isPlain(spec.securityContext)) settle(spec.securityContext, field, value, safe, context);
}

/** Whether a container is privileged, or may be. */
export function mayBePrivileged(container: Container): boolean {
  const privileged = fieldOf(container.spec, 'privileged');
  return privileged !== undefined && privileged !== false;
}
