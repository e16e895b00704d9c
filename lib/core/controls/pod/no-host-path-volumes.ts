import { isAbsent, stringAt } from '../../manifest/plain';
import { podControl, reportPod } from '../control';
import { visitPodList } from './shared/visit';

/** Source: Pod Security Standards, baseline, check `hostPathVolumes`. */
export const noHostPathVolumes = podControl({
  id: 'no-host-path-volumes',
  title: 'No pod mounts a directory of its node',
  category: 'pod',
  severity: 'high',
  why: 'The files of the node include keys, tokens of other pods and programs that run as root: a pod that can read or write them can escape from its container.',
  fix: 'use an emptyDir for files that may be lost, a PersistentVolumeClaim for others',
  code: "scratch: ['/data'], for files that may be lost; a PersistentVolumeClaim for others",
  breaks: 'Node agents (logs, storage, network drivers). They need a waiver and a namespace of their own.',
  refs: {
    podSecurity: ['hostPathVolumes'],
    kubescape: ['C-0048', 'C-0203'],
    trivy: ['KSV-0023'],
    polaris: ['hostPathSet'],
    kyverno: ['disallow-host-path', 'limit-hostpath-vols', 'remove-hostpath-volumes'],
    gatekeeper: ['host-filesystem'],
    cis: ['5.2.11'],
    nsa: ['Pod security: Pod security enforcement'],
    other: [
      'kubehound: EXPLOIT_HOST_READ',
      'kubehound: EXPLOIT_HOST_TRAVERSE',
      'kubehound: VOLUME_DISCOVER',
      'kubehound: VOLUME_ACCESS',
    ],
  },
  check(pod, report) {
    visitPodList(pod, 'volumes', report, (volume, index) => {
      const found = volume.hostPath;
      if (isAbsent(found)) return;
      const finding = stringAt(volume, 'name');
      reportPod(report, pod, `volumes[${index}].hostPath`, found, 'another kind of volume', { finding });
    });
  },
  examples: {
    good: [
      { note: 'no volumes' },
      { spec: { volumes: [{ name: 'scratch', emptyDir: {} }] } },
      { note: 'null is not set', spec: { volumes: [{ name: 'scratch', hostPath: null, emptyDir: {} }] } },
    ],
    bad: [
      { spec: { volumes: [{ name: 'data', hostPath: { path: '/srv/data' } }] } },
      { kind: 'CronJob', spec: { volumes: [{ name: 'data', hostPath: {} }] } },
      { note: 'not a list', spec: { volumes: { name: 'data' } } },
    ],
  },
});
