import { isAbsent, isPlain, type PlainObject } from '../../../manifest/plain';
import type { Report } from '../../control';
import { fieldAt } from '../../field';

/** The types that a Service can have. */
const SERVICE_TYPES: readonly unknown[] = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];

/**
 * What a Service selects pods by; undefined where it selects none: no selector (someone else writes its endpoints),
 * or type ExternalName, for which the API ignores it. A selector of a wrong type comes back as it is.
 */
export function selectorOfService(service: PlainObject): unknown {
  if (fieldAt(service, 'spec', 'type') === 'ExternalName') return undefined;
  const selector = fieldAt(service, 'spec', 'selector');
  if (isPlain(selector) && Object.keys(selector).length === 0) return undefined;
  return isAbsent(selector) ? undefined : selector;
}

/** Whether a Service has no address of its own, only those of its pods. */
export function isHeadless(service: PlainObject): boolean {
  return fieldAt(service, 'spec', 'clusterIP') === 'None';
}

/** A selector of a Service as labels, where all values are strings. */
export function labelsOf(selector: unknown): Record<string, string> | undefined {
  if (!isPlain(selector)) return undefined;
  const labels: Record<string, string> = {};
  for (const [key, value] of Object.entries(selector)) {
    if (typeof value !== 'string') return undefined;
    labels[key] = value;
  }
  return labels;
}

/** Reports a Service of one type, and one whose type is none of the API's: it could be anything. */
export function refuseServiceType(
  service: PlainObject,
  refused: 'NodePort' | 'LoadBalancer',
  report: Report,
): void {
  if (service.apiVersion !== 'v1') return;
  const found = fieldAt(service, 'spec', 'type');
  if (isAbsent(found) || (found !== refused && SERVICE_TYPES.includes(found))) return;
  report({ path: 'spec.type', found, needs: 'ClusterIP' });
}
