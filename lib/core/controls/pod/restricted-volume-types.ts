import { isAbsent, stringAt } from '../../manifest/plain';
import { RESTRICTED_VOLUMES } from '../../pod-security/allowed';
import { podControl, reportPod } from '../control';
import { visitPodList } from './shared/visit';

/**
 * A volume without a source is an emptyDir. Stricter than Pod Security: a source that is not allowed counts also
 * beside one that is. Source: Pod Security Standards, restricted, check `restrictedVolumes`.
 */
export const restrictedVolumeTypes = podControl({
  id: 'restricted-volume-types',
  title: 'Pods use only the volume types of the restricted level',
  category: 'pod',
  severity: 'medium',
  why: 'Other types access the node, or name a storage server and its credentials in the pod, and bypass storage classes, quotas and their access rules.',
  fix: 'use a PersistentVolumeClaim of a storage class, or an emptyDir',
  code: "scratch: ['/data'], or a PersistentVolumeClaim of a storage class",
  breaks: 'NFS, iSCSI and cloud disks written into the pod: move them to a PersistentVolume and a claim.',
  refs: {
    podSecurity: ['restrictedVolumes'],
    trivy: ['KSV-0028'],
    kyverno: ['restrict-volume-types'],
    gatekeeper: ['volumes', 'flexvolume-drivers'],
    nsa: ['Pod security: Pod security enforcement'],
  },
  check(pod, report) {
    visitPodList(pod, 'volumes', report, (volume, index) => {
      for (const source in volume) {
        if (source === 'name' || RESTRICTED_VOLUMES.has(source) || isAbsent(volume[source])) continue;
        const finding = stringAt(volume, 'name');
        const needs = 'a volume type of the restricted level';
        reportPod(report, pod, `volumes[${index}].${source}`, volume[source], needs, { finding });
      }
    });
  },
  examples: {
    good: [
      { note: 'no volumes' },
      {
        spec: {
          volumes: [
            { name: 'config', configMap: { name: 'app' } },
            { name: 'tmp', emptyDir: {} },
          ],
        },
      },
      { note: 'a volume without a source is an emptyDir', spec: { volumes: [{ name: 'tmp', nfs: null }] } },
    ],
    bad: [
      { spec: { volumes: [{ name: 'data', nfs: { server: 'nfs.example.com', path: '/' } }] } },
      { spec: { volumes: [{ name: 'data', hostPath: { path: '/srv' } }] } },
      {
        note: 'two sources',
        spec: { volumes: [{ name: 'data', emptyDir: {}, flexVolume: { driver: 'x/y' } }] },
      },
      { note: 'not a list', spec: { volumes: 'data' } },
    ],
  },
});
