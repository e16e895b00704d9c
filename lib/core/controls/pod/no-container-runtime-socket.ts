import { opensRuntime } from '../../manifest/host-paths';
import { podControl } from '../control';
import { checkHostPaths } from './shared/host-path';

/** Stricter than the scanners: the names count in any directory, and so does a directory that holds a socket. */
export const noContainerRuntimeSocket = podControl({
  id: 'no-container-runtime-socket',
  title: 'No pod mounts the socket of the container runtime',
  category: 'pod',
  severity: 'high',
  why: 'Anyone who can reach the runtime can start a privileged container on the node, past the API server, admission and audit. A read-only mount does not help: it does not prevent writing to the socket.',
  fix: 'remove the volume; build images with a rootless builder, read logs and metrics through the kubelet',
  breaks: 'Image builders that call Docker, and agents that query the runtime about containers.',
  refs: {
    kubescape: ['C-0074'],
    checkov: ['CKV_K8S_27'],
    trivy: ['KSV-0006'],
    kubeLinter: ['docker-sock'],
    kyverno: ['disallow-container-sock-mounts', 'docker-socket-check'],
    gatekeeper: ['host-filesystem'],
    nsa: ['Pod security: Pod security enforcement'],
    other: ['kubehound: EXPLOIT_CONTAINERD_SOCK'],
  },
  check(pod, report) {
    checkHostPaths(pod, report, opensRuntime, 'a path without the socket of a container runtime');
  },
  examples: {
    good: [
      { note: 'no volumes' },
      { spec: { volumes: [{ name: 'h', hostPath: { path: '/srv/data' } }] } },
      { note: 'no runtime', spec: { volumes: [{ name: 'h', hostPath: { path: '/run/app/app.sock' } }] } },
    ],
    bad: [
      { spec: { volumes: [{ name: 'h', hostPath: { path: '/var/run/docker.sock', type: 'Socket' } }] } },
      {
        note: 'a directory that holds one',
        spec: { volumes: [{ name: 'h', hostPath: { path: '/run/containerd' } }] },
      },
      {
        note: 'in another place',
        spec: { volumes: [{ name: 'h', hostPath: { path: '/opt/rt/crio.sock' } }] },
      },
      {
        note: 'a Windows node',
        spec: {
          os: { name: 'windows' },
          volumes: [{ name: 'h', hostPath: { path: '\\\\.\\pipe\\docker_engine' } }],
        },
      },
    ],
  },
});
