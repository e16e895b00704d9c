import { isAbsent } from '../../manifest/plain';
import { podControl } from '../control';
import { reportMount, visitHostMounts } from './shared/host-path';

/**
 * CVE-2021-25741. The kubelets of all versions that the profile knows are fixed; which ones the nodes run is not in
 * the manifests, so the combination is reported wherever it is.
 */
export const noSubpathOnHostPath = podControl({
  id: 'no-subpath-on-host-path',
  title: 'No subPath of a hostPath volume is mounted',
  category: 'pod',
  severity: 'medium',
  why: 'On kubelets older than 1.22.2, a container can replace the subPath with a symbolic link while it is being mounted, and get any file of the node.',
  fix: 'name the whole path in the hostPath volume, and remove subPath and subPathExpr',
  breaks: 'Directories named after the pod by subPathExpr: use an emptyDir or a claim.',
  refs: {
    kubescape: ['C-0058'],
  },
  check(pod, report) {
    visitHostMounts(pod, report, (container, mount, field, unknown) => {
      for (const key of ['subPath', 'subPathExpr']) {
        const found = mount[key];
        if (isAbsent(found) || found === '') continue;
        reportMount(report, container, mount, `${field}.${key}`, found, 'no sub-path', unknown);
      }
    });
  },
  examples: {
    good: [
      {
        spec: { volumes: [{ name: 'host', hostPath: { path: '/srv/app' } }] },
        container: { volumeMounts: [{ name: 'host', mountPath: '/srv', readOnly: true }] },
      },
      {
        note: 'another kind of volume',
        spec: { volumes: [{ name: 'tmp', emptyDir: {} }] },
        container: { volumeMounts: [{ name: 'tmp', mountPath: '/tmp', subPath: 'app' }] },
      },
    ],
    bad: [
      {
        spec: { volumes: [{ name: 'host', hostPath: { path: '/srv' } }] },
        container: { volumeMounts: [{ name: 'host', mountPath: '/srv', subPath: 'app' }] },
      },
      {
        spec: { volumes: [{ name: 'host', hostPath: { path: '/srv' } }] },
        container: { volumeMounts: [{ name: 'host', mountPath: '/srv', subPathExpr: '$(POD_NAME)' }] },
      },
    ],
  },
});
