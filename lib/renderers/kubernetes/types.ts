import type { Controller } from '../../model/workload';

/** The API version of each kind that keeps pods. */
const API_VERSIONS: Readonly<Record<Exclude<Controller['kind'], 'Other'>, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  Pod: 'v1',
};

/** The API version and the kind of a workload's object. */
export function typeOf(controller: Controller): { readonly apiVersion: string; readonly kind: string } {
  if (controller.kind === 'Other') return { apiVersion: controller.apiVersion, kind: controller.of };
  return { apiVersion: API_VERSIONS[controller.kind], kind: controller.kind };
}
