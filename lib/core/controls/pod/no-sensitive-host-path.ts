import { isSystemPath, SYSTEM_DIRECTORIES } from '../../manifest/host-paths';
import { podControl } from '../control';
import { checkHostPaths } from './shared/host-path';

/** Parameters of `no-sensitive-host-path`. */
export interface SensitiveHostPathParams {
  /** Directories of the node that no pod mounts: neither them, nor what lies below, nor what holds them. */
  readonly directories: readonly string[];
}

const DEFAULTS: SensitiveHostPathParams = {
  directories: SYSTEM_DIRECTORIES,
};

/**
 * Stricter than the scanners: a directory that holds a listed one (`/`, `/var`) counts, and so do other spellings
 * (`/srv/../etc`, `/var/run`). Symbolic links of the node cannot be seen.
 */
export const noSensitiveHostPath = podControl({
  id: 'no-sensitive-host-path',
  title: 'No pod mounts a system directory of its node',
  category: 'pod',
  severity: 'high',
  why: 'These directories hold the keys of the node, the files of all its pods and programs that run as root. Read access is enough to take over the node.',
  fix: 'remove the volume, or mount the one file or directory that is needed outside the system directories',
  breaks: 'Agents that read /proc, /sys or /var/lib/kubelet of the node.',
  refs: {
    trivy: ['KSV-0121'],
    kubeLinter: ['sensitive-host-mounts'],
    kyverno: ['limit-hostpath-vols'],
    gatekeeper: ['host-filesystem'],
    other: ['kubehound: EXPLOIT_HOST_TRAVERSE', 'kubehound: EXPLOIT_HOST_READ'],
  },
  params: DEFAULTS,
  check(pod, report, { params }) {
    checkHostPaths(
      pod,
      report,
      (path) => isSystemPath(path, params.directories),
      'a path that is no system directory',
    );
  },
  examples: {
    good: [
      { note: 'no volumes' },
      {
        note: 'another control judges it',
        spec: { volumes: [{ name: 'h', hostPath: { path: '/srv/data' } }] },
      },
      {
        note: 'a name that only begins alike',
        spec: { volumes: [{ name: 'h', hostPath: { path: '/etcetera' } }] },
      },
      { params: { directories: ['/srv'] }, spec: { volumes: [{ name: 'h', hostPath: { path: '/etc' } }] } },
    ],
    bad: [
      { spec: { volumes: [{ name: 'h', hostPath: { path: '/etc/kubernetes' } }] } },
      { note: 'it holds all the others', spec: { volumes: [{ name: 'h', hostPath: { path: '/' } }] } },
      { note: 'it holds /var/lib/kubelet', spec: { volumes: [{ name: 'h', hostPath: { path: '/var/' } }] } },
      { note: 'spelled otherwise', spec: { volumes: [{ name: 'h', hostPath: { path: '/srv//./../etc' } }] } },
      { note: 'a link to /run', spec: { volumes: [{ name: 'h', hostPath: { path: '/var/run/crio' } }] } },
      {
        note: 'a Windows node',
        spec: {
          os: { name: 'windows' },
          volumes: [{ name: 'h', hostPath: { path: 'c:\\windows\\System32' } }],
        },
      },
      { note: 'no path', spec: { volumes: [{ name: 'h', hostPath: {} }] } },
    ],
  },
});
