import { isAbsent, isOpaque, isPlain } from '../../manifest/plain';
import { isLongRunning, type Pod } from '../../manifest/pod';
import { podControl, type Report, reportPod } from '../control';
import { amountAt, amountOf, checkAmount, checkEqual, fillRequests, hasResources } from './shared/amounts';

const RESOURCE = 'ephemeral-storage';
const MEBI = 2 ** 20;

/** The bytes that a volume may hold on disk, and undefined where that cannot be seen. */
function diskBytes(volume: unknown): number | undefined {
  const source = isPlain(volume) ? volume.emptyDir : volume;
  if (!isPlain(source)) return isOpaque(source) ? undefined : 0;
  if (isOpaque(source.sizeLimit) || isOpaque(source.medium)) return undefined;
  return source.medium === 'Memory' ? 0 : (amountOf(source.sizeLimit) ?? 0);
}

/** The same of all volumes. An emptyDir without a size is the business of `emptydir-size-limit`. */
function scratchBytes(pod: Pod): number | undefined {
  const { volumes } = pod.spec;
  if (!Array.isArray(volumes)) return isAbsent(volumes) ? 0 : undefined;
  let bytes = 0;
  for (const volume of volumes) {
    const size = diskBytes(volume);
    if (size === undefined) return undefined;
    bytes += size;
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
  const scratch = scratchBytes(pod);
  let least = scratch ?? 0;
  const logs = amountOf(logBudget) ?? 0;
  for (const container of pod.containers) if (isLongRunning(container)) least += logs;
  if (scratch !== undefined && limit >= least) return;
  const needs = `limits of ${Math.ceil(least / MEBI)}Mi together: the sizes of the emptyDirs, and ${logBudget} of logs a container`;
  const found = `${RESOURCE} limits of ${Math.floor(limit / MEBI)}Mi together`;
  reportPod(report, pod, 'containers', found, needs, { finding: 'room', unknown: scratch === undefined });
}

/**
 * Init containers count for both amounts. The limits of a pod together have to hold its emptyDirs on disk and its
 * logs (`ClusterProfile.logBudget`), because the kubelet evicts a pod that writes more.
 */
export const ephemeralStorageRequestsAndLimits = podControl({
  id: 'ephemeral-storage-requests-and-limits',
  title:
    'Every container has requests and limits for ephemeral storage, with room for its scratch volumes and logs',
  category: 'workload',
  severity: 'medium',
  why: 'A container that fills the disk of its node with logs or temporary files causes the eviction of other pods on the node.',
  fix: 'resources: { requests: { ephemeral-storage: 256Mi }, limits: { ephemeral-storage: 256Mi } }',
  code: "resources: { ephemeralStorage: '256Mi' }",
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
    checkAmount(pod, report, 'limits', RESOURCE, cluster);
    checkAmount(pod, report, 'requests', RESOURCE, cluster);
    checkEqual(pod, report, RESOURCE, { cluster });
    checkRoom(pod, report, cluster.logBudget);
  },
  harden(pod, { cluster }) {
    fillRequests(pod, RESOURCE, cluster);
  },
  writes: [
    {
      field: 'resources.requests.ephemeral-storage',
      harmless: 'It is the limit, which the API server takes where nothing is said.',
    },
  ],
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
