import { controlOf } from '../../../../lib/core/controls';
import { isOpaque, type PlainObject } from '../../../../lib/core/manifest/plain';
import { applyControl, problemsOf } from '../harness';

/** A leaf that the core cannot look into, such as an Output. */
export class Leaf {}

function known(id: string): NonNullable<ReturnType<typeof controlOf>> {
  const control = controlOf(id);
  if (control === undefined) throw new Error(`no control ${id}`);
  return control;
}

/** What a control finds in objects, as `fail path` or `unknown path`, with the container where there is one. */
export function verdicts(id: string, objects: readonly PlainObject[], params?: PlainObject): string[] {
  return problemsOf(known(id), { objects, params }).map(({ path, found, unknown, container }) => {
    const verdict = unknown === true || isOpaque(found) ? 'unknown' : 'fail';
    return container === undefined ? `${verdict} ${path}` : `${verdict} ${path} (${container})`;
  });
}

/** Objects after the `harden` of a control. */
export function applied(
  id: string,
  objects: readonly PlainObject[],
  repair: boolean,
  params?: PlainObject,
): PlainObject[] {
  return applyControl(known(id), { objects, params }, repair);
}

/** A workload of a kind with a pod spec. */
export function workload(kind: string, podSpec: PlainObject, spec: PlainObject = {}): PlainObject {
  const labels = { 'app.kubernetes.io/instance': 'web' };
  const template = { metadata: { labels }, spec: podSpec };
  const metadata = { name: 'web', namespace: 'shop' };
  switch (kind) {
    case 'Pod':
      return { apiVersion: 'v1', kind, metadata: { ...metadata, labels }, spec: podSpec };
    case 'CronJob':
      return { apiVersion: 'batch/v1', kind, metadata, spec: { jobTemplate: { spec: { template } } } };
    case 'Job':
      return { apiVersion: 'batch/v1', kind, metadata, spec: { template } };
    default:
      return {
        apiVersion: 'apps/v1',
        kind,
        metadata,
        spec: { selector: { matchLabels: labels }, template, ...spec },
      };
  }
}
