import { isAbsent, isPlain, type PlainObject } from '../../../manifest/plain';
import type { Container, Pod } from '../../../manifest/pod';
import { type Report, reportContainer, reportPod } from '../../control';

/** Takes an object of a list, and its index. */
export type Visit = (item: PlainObject, index: number) => void;

const READABLE = 'a list of objects';

/** Visits the objects of a list of the pod spec; reports what cannot be looked into instead of passing it over. */
export function visitPodList(pod: Pod, key: string, report: Report, visit: Visit): void {
  visitList(pod.spec, key, (field, found) => reportPod(report, pod, field, found, READABLE), visit);
}

/** Visits the objects of a list of a container; reports what cannot be looked into instead of passing it over. */
export function visitContainerList(container: Container, key: string, report: Report, visit: Visit): void {
  const hidden = (field: string, found: unknown): void =>
    reportContainer(report, container, field, found, READABLE);
  visitList(container.spec, key, hidden, visit);
}

function visitList(
  owner: PlainObject,
  key: string,
  hidden: (field: string, found: unknown) => void,
  visit: Visit,
): void {
  const list = owner[key];
  if (isAbsent(list)) return;
  if (!Array.isArray(list)) {
    hidden(key, list);
    return;
  }
  for (let index = 0; index < list.length; index += 1) {
    const item: unknown = list[index];
    if (isPlain(item)) visit(item, index);
    else if (!isAbsent(item)) hidden(`${key}[${index}]`, item);
  }
}

/** Reports a field of the pod spec that is anything but absent or false. */
export function denyPodFlag(pod: Pod, report: Report, field: string): void {
  const found = pod.spec[field];
  if (!isAbsent(found) && found !== false) reportPod(report, pod, field, found, 'false, or not set');
}
