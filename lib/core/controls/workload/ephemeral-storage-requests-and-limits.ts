import { isPlain, objectsAt } from '../../manifest/plain';
import { isLongRunning, type Pod } from '../../manifest/pod';
import { podControl, type Report, reportPod } from '../control';
import { amountAt, amountOf, checkAmount, checkEqual, fillRequests, hasResources } from './amounts';
import { hidesSomething } from './draft';

const RESOURCE = 'ephemeral-storage';
const MEBI = 2 ** 20;

/** The bytes that all emptyDirs on disk may hold; those without a size are the business of `emptydir-size-limit`. */
function scratchBytes(pod: Pod): number {
  let bytes = 0;
  for (const volume of objectsAt(pod.spec, 'volumes')) {
    if (isPlain(volume.emptyDir) && volume.emptyDir.medium !== 'Memory')
      bytes += amountOf(volume.emptyDir.sizeLimit) ?? 0;
  }
  return bytes;
}

/** The limits of the containers together, which the kubelet compares with all that the pod writes. */
function limitBytes(pod: Pod): number | undefined {
  let bytes = 0;
  for (const container of pod.containers) {
    if (!hasResources(container) || !isLongRunning(container)) continue;
    const limit = amountOf(amountAt(container, 'limits', RESOURCE));
    if (limit === undefined) return undefined;
    bytes += limit;
  }
  return bytes;
}

/** Reports limits under what the pod's own scratch volumes and logs may fill. Missing limits are reported elsewhere. */
function checkRoom(pod: Pod, report: Report, logBudget: string): void {
  const limit = limitBytes(pod);
  if (limit === undefined) return;
  const logs = amountOf(logBudget) ?? 0;
  const least = scratchBytes(pod) + logs * pod.containers.filter(isLongRunning).length;
  const unknown = hidesSomething(pod.spec.volumes);
  if (limit >= least && !unknown) return;
  const needs = `limits of ${Math.ceil(least / MEBI)}Mi together: the sizes of the emptyDirs, and ${logBudget} of logs a container`;
  const found = `${RESOURCE} limits of ${Math.floor(limit / MEBI)}Mi together`;
  reportPod(report, pod, 'containers', found, needs, { finding: 'room', unknown });
}

/**
 * Init containers count for both amounts. The limits of a pod together have to hold its emptyDirs on disk and its
 * logs (`ClusterProfile.logBudget`), because the kubelet evicts a pod that writes more.
 */
export const ephemeralStorageRequestsAndLimits = podControl({
  id: 'ephemeral-storage-requests-and-limits',
  title: 'Every container requests and limits local storage, with room for its scratch volumes and logs',
  category: 'workload',
  severity: 'medium',
  why: 'A container that fills the disk of its node with logs or temporary files gets every pod there evicted.',
  fix: "scratch: { '/tmp': '64Mi' }, resources: { storage: '256Mi' }",
  breaks: 'The kubelet evicts a pod that writes more than its limit.',
  refs: {
    kubeScore: [
      'container-ephemeral-storage-request-and-limit',
      'container-ephemeral-storage-request-equals-limit',
    ],
    kyverno: ['require-emptydir-requests-and-limits'],
    gatekeeper: ['ephemeralstoragelimit'],
  },
  check(pod, report, { cluster }) {
    checkAmount(pod, report, 'limits', RESOURCE);
    checkAmount(pod, report, 'requests', RESOURCE);
    checkEqual(pod, report, RESOURCE);
    checkRoom(pod, report, cluster.logBudget);
  },
  apply(pod) {
    fillRequests(pod, RESOURCE);
  },
  examples: {
    good: [
      {
        spec: { volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }] },
        container: { resources: { limits: { [RESOURCE]: '128Mi' }, requests: { [RESOURCE]: '128Mi' } } },
      },
      {
        note: 'a volume in memory is no storage',
        spec: { volumes: [{ name: 'cache', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } }] },
        container: { resources: { limits: { [RESOURCE]: '64Mi' }, requests: { [RESOURCE]: '64Mi' } } },
      },
    ],
    bad: [
      {},
      { container: { resources: { limits: { [RESOURCE]: '128Mi' } } } },
      { container: { resources: { requests: { [RESOURCE]: '128Mi' } } } },
      { container: { resources: { limits: { [RESOURCE]: '1Gi' }, requests: { [RESOURCE]: '128Mi' } } } },
      {
        note: 'volumes and logs together need 114Mi',
        spec: { volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }] },
        container: { resources: { limits: { [RESOURCE]: '96Mi' }, requests: { [RESOURCE]: '96Mi' } } },
      },
    ],
  },
});
