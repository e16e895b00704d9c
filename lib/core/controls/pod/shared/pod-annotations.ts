import { isAbsent, isPlain } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import type { Report } from '../../control';

/** Takes an annotation that is set, and its path. */
type Visit = (key: string, value: unknown, path: string) => void;

/** Visits the annotations of a pod; reports those that cannot be looked into instead of passing them over. */
export function podAnnotations(pod: Pod, report: Report, visit: Visit): void {
  const { annotations } = pod.metadata;
  if (isAbsent(annotations)) return;
  const base = `${pod.metadataPath}.annotations`;
  if (!isPlain(annotations)) {
    report({ path: base, found: annotations, needs: 'annotations' });
    return;
  }
  for (const key of Object.keys(annotations)) {
    if (!isAbsent(annotations[key])) visit(key, annotations[key], `${base}["${key}"]`);
  }
}
