import { mayHoldCredentials } from '../../manifest/host-paths';
import { podControl } from '../control';
import { checkHostPaths } from './shared/host-path';

/** A directory that holds one of the places counts too: `/`, `/root`, `/home`, `/home/NAME`, `/etc/kubernetes`. */
export const noCloudCredentialHostPath = podControl({
  id: 'no-cloud-credential-host-path',
  title: 'No pod mounts the cloud credentials of its node',
  category: 'pod',
  severity: 'medium',
  why: 'The credentials of the node give access to the cloud account with the rights of every pod on the node, and often more.',
  fix: "remove the volume; give the workload's ServiceAccount a cloud identity of its own",
  breaks: 'Drivers that read the cloud configuration of the node, such as old Azure storage drivers.',
  refs: {
    kubescape: ['C-0020'],
    nsa: ['Network separation: protecting sensitive cloud infrastructure'],
    owasp: ['K08'],
  },
  check(pod, report) {
    checkHostPaths(pod, report, mayHoldCredentials, 'a path without cloud credentials');
  },
  examples: {
    good: [
      { note: 'no volumes' },
      { spec: { volumes: [{ name: 'h', hostPath: { path: '/srv/data' } }] } },
      { spec: { volumes: [{ name: 'h', hostPath: { path: '/home/app/data' } }] } },
    ],
    bad: [
      { spec: { volumes: [{ name: 'h', hostPath: { path: '/etc/kubernetes/azure.json' } }] } },
      {
        note: 'it holds the file',
        spec: { volumes: [{ name: 'h', hostPath: { path: '/etc/kubernetes/' } }] },
      },
      { spec: { volumes: [{ name: 'h', hostPath: { path: '/home/app/.aws/credentials' } }] } },
      { note: 'a home', spec: { volumes: [{ name: 'h', hostPath: { path: '/home/app' } }] } },
      { spec: { volumes: [{ name: 'h', hostPath: { path: '/home/app/.config' } }] } },
      { spec: { volumes: [{ name: 'h', hostPath: { path: 'C:\\Users\\app\\.azure' } }] } },
    ],
  },
});
