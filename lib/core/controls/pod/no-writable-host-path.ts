import { podControl } from '../control';
import { reportMount, visitHostMounts } from './shared/host-path';

/** Not set means writable. Source: NSA/CISA Kubernetes Hardening Guide; Pod Security Standards do not know it. */
export const noWritableHostPath = podControl({
  id: 'no-writable-host-path',
  title: 'hostPath volumes are mounted read-only',
  category: 'pod',
  severity: 'high',
  why: 'A container that can write to the node can add a cron job, a static pod or a symbolic link that the kubelet follows as root.',
  fix: 'readOnly: true, in each of its volumeMounts',
  breaks: 'Agents that keep state on the node: use a claim for a local volume instead.',
  refs: {
    kubescape: ['C-0045'],
    kubeLinter: ['writable-host-mount'],
    kyverno: ['ensure-readonly-hostpath'],
    gatekeeper: ['host-filesystem'],
    nsa: ['Pod security: Pod security enforcement'],
    other: ['kubehound: EXPLOIT_HOST_WRITE', 'kubehound: CE_VAR_LOG_SYMLINK'],
  },
  check(pod, report) {
    visitHostMounts(pod, report, (container, mount, field, unknown) => {
      const found = mount.readOnly;
      if (found === true) return;
      reportMount(report, container, mount, `${field}.readOnly`, found, 'true', unknown);
    });
  },
  examples: {
    good: [
      { note: 'no volumes' },
      {
        spec: { volumes: [{ name: 'host', hostPath: { path: '/srv' } }] },
        container: { volumeMounts: [{ name: 'host', mountPath: '/srv', readOnly: true }] },
      },
      {
        note: 'another volume may be writable',
        spec: {
          volumes: [
            { name: 'host', hostPath: { path: '/srv' } },
            { name: 'tmp', emptyDir: {} },
          ],
        },
        container: { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] },
      },
    ],
    bad: [
      {
        note: 'the default is writable',
        spec: { volumes: [{ name: 'host', hostPath: { path: '/srv' } }] },
        container: { volumeMounts: [{ name: 'host', mountPath: '/srv' }] },
      },
      {
        spec: { volumes: [{ name: 'host', hostPath: { path: '/srv' } }] },
        container: { volumeMounts: [{ name: 'host', mountPath: '/srv', readOnly: false }] },
      },
      { note: 'a volume without a name', spec: { volumes: [{ hostPath: { path: '/srv' } }] } },
    ],
  },
});
