import { isAbsent, isPlain, listAt, objectsAt, type PlainObject, stringAt } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { podControl, reportPod } from '../control';
import { amountAt, hasResources, isAmount } from './shared/amounts';

/** The emptyDir of a volume; a volume without any source is one too. What hides it where it cannot be seen. */
function emptyDirOf(volume: PlainObject): unknown {
  if (!isAbsent(volume.emptyDir)) return volume.emptyDir;
  for (const key in volume) if (key !== 'name' && !isAbsent(volume[key])) return undefined;
  return {};
}

/** Whether every container that mounts a volume limits its local storage: then the kubelet bounds a volume on disk. */
function bounded(pod: Pod, volume: string | undefined): boolean {
  let mounted = false;
  for (const container of pod.containers) {
    if (!objectsAt(container.spec, 'volumeMounts').some((mount) => mount.name === volume)) continue;
    if (!hasResources(container) || !isAmount(amountAt(container, 'limits', 'ephemeral-storage')))
      return false;
    mounted = true;
  }
  return mounted;
}

/** A volume in memory needs a size of its own: limits of local storage do not count it. */
export const emptydirSizeLimit = podControl({
  id: 'emptydir-size-limit',
  title: 'emptyDir volumes have a size limit',
  category: 'workload',
  severity: 'medium',
  why: 'A volume without a limit can fill the disk of the node, or its memory with medium Memory, and every pod on the node suffers.',
  fix: 'emptyDir: { sizeLimit: 64Mi }',
  code: "scratch: { '/tmp': '64Mi' }",
  breaks: 'The kubelet evicts the pod if the volume exceeds its limit.',
  refs: { kyverno: ['require-emptydir-requests-and-limits', 'add-emptydir-sizelimit'] },
  check(pod, report) {
    const volumes = listAt(pod.spec, 'volumes');
    for (let index = 0; index < volumes.length; index += 1) {
      const volume = volumes[index];
      if (!isPlain(volume)) continue;
      const source = emptyDirOf(volume);
      if (source === undefined) continue;
      const found = isPlain(source) ? (source.sizeLimit ?? undefined) : source;
      if (isAmount(found)) continue;
      const name = stringAt(volume, 'name');
      if (isPlain(source) && isAbsent(found) && isAbsent(source.medium) && bounded(pod, name)) continue;
      const path = `volumes[${index}].emptyDir.sizeLimit`;
      reportPod(report, pod, path, found, 'a quantity above 0', { finding: name });
    }
  },
  examples: {
    good: [
      { spec: { volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }] } },
      {
        note: 'the container that mounts it limits its storage',
        spec: { volumes: [{ name: 'tmp', emptyDir: {} }] },
        container: {
          resources: { limits: { 'ephemeral-storage': '128Mi' } },
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        },
      },
      { note: 'another source', spec: { volumes: [{ name: 'settings', configMap: { name: 'settings' } }] } },
    ],
    bad: [
      { spec: { volumes: [{ name: 'tmp', emptyDir: {} }] } },
      { note: 'a volume without a source is an emptyDir', spec: { volumes: [{ name: 'tmp' }] } },
      { note: '0 means no limit', spec: { volumes: [{ name: 'tmp', emptyDir: { sizeLimit: 0 } }] } },
      {
        note: 'storage limits do not count a volume in memory',
        spec: { volumes: [{ name: 'cache', emptyDir: { medium: 'Memory' } }] },
        container: {
          resources: { limits: { 'ephemeral-storage': '128Mi' } },
          volumeMounts: [{ name: 'cache', mountPath: '/cache' }],
        },
      },
    ],
  },
});
