import { evaluatePod, type Level } from '../../../lib/core/pod-security';
import { podWith } from './good-pod';

type Change = Parameters<typeof podWith>[0];

/**
 * The pod passes the check before `from`, and is rejected from `from` on (or the other way round with `until`: it is
 * rejected before, and passes from then on). Versions are minors; 0 means at every version.
 */
interface Boundary {
  readonly check: string;
  readonly level: Level;
  readonly change: Change;
  readonly from?: number;
  readonly until?: number;
}

const sysctl = (name: string): Change => ({ pod: { sysctls: [{ name, value: '1' }] } });
const drop = (change: Change): Change => ({ ...change, security: { ...change.security, capabilities: {} } });
const windows = { os: { name: 'windows' } };
const seccompKey = 'seccomp.security.alpha.kubernetes.io/pod';
const seccomp = (type: string): Change => ({ pod: { seccompProfile: { type } } });

const BOUNDARIES: readonly Boundary[] = [
  {
    check: 'appArmorProfile',
    level: 'baseline',
    from: 0,
    change: { security: { appArmorProfile: { type: 'Unconfined' } } },
  },
  {
    check: 'capabilities_baseline',
    level: 'baseline',
    from: 0,
    change: { security: { capabilities: { add: ['CAP_CHOWN'] } } },
  },
  {
    check: 'capabilities_baseline',
    level: 'restricted',
    until: 22,
    change: { security: { capabilities: { drop: ['ALL'], add: ['NET_RAW'] } } },
  },
  { check: 'hostNamespaces', level: 'baseline', from: 0, change: { spec: { hostPID: true } } },
  {
    check: 'hostPathVolumes',
    level: 'baseline',
    from: 0,
    change: { spec: { volumes: [{ name: 'v', hostPath: {} }] } },
  },
  {
    check: 'hostPorts',
    level: 'baseline',
    from: 0,
    change: { container: { ports: [{ containerPort: 1, hostPort: 1 }] } },
  },
  {
    check: 'hostProbesAndHostLifecycle',
    level: 'baseline',
    from: 34,
    change: { container: { livenessProbe: { tcpSocket: { port: 1, host: '::1' } } } },
  },
  {
    check: 'hostProbesAndHostLifecycle',
    level: 'restricted',
    from: 34,
    change: { container: { lifecycle: { preStop: { httpGet: { port: 1, host: 'h' } } } } },
  },
  { check: 'privileged', level: 'baseline', from: 0, change: { security: { privileged: true } } },
  { check: 'procMount', level: 'baseline', from: 0, change: { security: { procMount: 'Unmasked' } } },
  {
    check: 'procMount',
    level: 'baseline',
    until: 35,
    change: { security: { procMount: 'Unmasked' }, spec: { hostUsers: false } },
  },
  { check: 'procMount', level: 'restricted', until: 35, change: { security: { procMount: 'Unmasked' } } },
  {
    check: 'procMount_restricted',
    level: 'restricted',
    from: 35,
    change: { security: { procMount: '' }, spec: { hostUsers: false } },
  },
  {
    check: 'seLinuxOptions',
    level: 'baseline',
    from: 0,
    change: { security: { seLinuxOptions: { role: 'r' } } },
  },
  {
    check: 'seLinuxOptions',
    level: 'baseline',
    until: 31,
    change: { pod: { seLinuxOptions: { type: 'container_engine_t' } } },
  },
  {
    check: 'seccompProfile_baseline',
    level: 'baseline',
    until: 19,
    change: { annotations: { [seccompKey]: '' } },
  },
  {
    check: 'seccompProfile_baseline',
    level: 'restricted',
    until: 19,
    change: { annotations: { [seccompKey]: 'x' } },
  },
  { check: 'seccompProfile_baseline', level: 'baseline', from: 19, change: seccomp('Unconfined') },
  { check: 'sysctls', level: 'baseline', from: 0, change: sysctl('net/ipv4/tcp_syncookies') },
  { check: 'sysctls', level: 'baseline', until: 27, change: sysctl('net.ipv4.ip_local_reserved_ports') },
  { check: 'sysctls', level: 'restricted', until: 29, change: sysctl('net.ipv4.tcp_keepalive_time') },
  { check: 'sysctls', level: 'baseline', until: 29, change: sysctl('net.ipv4.tcp_fin_timeout') },
  { check: 'sysctls', level: 'baseline', until: 29, change: sysctl('net.ipv4.tcp_keepalive_intvl') },
  { check: 'sysctls', level: 'baseline', until: 29, change: sysctl('net.ipv4.tcp_keepalive_probes') },
  { check: 'sysctls', level: 'baseline', until: 32, change: sysctl('net.ipv4.tcp_rmem') },
  { check: 'sysctls', level: 'baseline', until: 32, change: sysctl('net.ipv4.tcp_wmem') },
  { check: 'sysctls', level: 'baseline', until: 37, change: sysctl('net.ipv4.tcp_slow_start_after_idle') },
  { check: 'sysctls', level: 'baseline', until: 37, change: sysctl('net.ipv4.tcp_notsent_lowat') },
  {
    check: 'windowsHostProcess',
    level: 'baseline',
    from: 0,
    change: { pod: { windowsOptions: { hostProcess: true } } },
  },
  {
    check: 'allowPrivilegeEscalation',
    level: 'restricted',
    from: 8,
    change: { security: { allowPrivilegeEscalation: null } },
  },
  {
    check: 'allowPrivilegeEscalation',
    level: 'restricted',
    from: 8,
    change: { spec: { os: { name: 'Windows' } }, security: { allowPrivilegeEscalation: true } },
  },
  { check: 'capabilities_restricted', level: 'restricted', from: 22, change: drop({}) },
  {
    check: 'restrictedVolumes',
    level: 'restricted',
    from: 0,
    change: { spec: { volumes: [{ name: 'v', nfs: {} }] } },
  },
  { check: 'runAsNonRoot', level: 'restricted', from: 0, change: { pod: { runAsNonRoot: null } } },
  {
    check: 'runAsNonRoot',
    level: 'restricted',
    from: 0,
    change: { spec: windows, pod: { runAsNonRoot: null } },
  },
  {
    check: 'runAsNonRoot',
    level: 'restricted',
    until: 35,
    change: { spec: { hostUsers: false }, pod: { runAsNonRoot: false } },
  },
  { check: 'runAsUser', level: 'restricted', from: 23, change: { security: { runAsUser: 0 } } },
  {
    check: 'runAsUser',
    level: 'restricted',
    from: 23,
    change: { spec: { hostUsers: true }, pod: { runAsUser: 0 } },
  },
  {
    check: 'runAsUser',
    level: 'baseline',
    from: 99,
    change: { security: { runAsUser: 0 } },
  },
  {
    check: 'seccompProfile_restricted',
    level: 'restricted',
    from: 19,
    change: { pod: { seccompProfile: null } },
  },
];

/** A pod with its own user namespace is rejected from 1.23 on, and exempt from 1.35 on. */
const ROOT_IN_USER_NAMESPACE: Change = { spec: { hostUsers: false }, security: { runAsUser: 0 } };

/** Windows pods are rejected from the first revision on, and exempt from 1.25 on. */
const WINDOWS: readonly (readonly [string, number, Change])[] = [
  ['allowPrivilegeEscalation', 8, { spec: windows, security: { allowPrivilegeEscalation: null } }],
  ['capabilities_restricted', 22, drop({ spec: windows })],
  ['seccompProfile_restricted', 19, { spec: windows, pod: { seccompProfile: { type: 'Unconfined' } } }],
];

function rejects(change: Change, level: Level, minor: number, check: string): boolean {
  return evaluatePod(podWith(change), { level, version: `v1.${minor}` }).results.some(
    (result) => result.check === check,
  );
}

const MINORS = Array.from({ length: 38 }, (_, minor) => minor);

describe('revisions', () => {
  it.each(MINORS)('the good pod passes v1.%i at both levels', (minor) => {
    for (const level of ['baseline', 'restricted'] as const) {
      const verdict = evaluatePod(podWith({}), { level, version: `v1.${minor}` });
      expect(verdict).toEqual({ allowed: true, rejectedBy: [], results: [], reason: '' });
    }
  });

  it.each(BOUNDARIES)(
    '$check at $level: from $from, until $until: $change',
    ({ check, level, change, from = 0, until = 99 }) => {
      for (const minor of MINORS) {
        expect([minor, rejects(change, level, minor, check)]).toEqual([
          minor,
          minor >= from && minor < until,
        ]);
      }
    },
  );

  it.each(WINDOWS)('%s exempts Windows from v1.25 on', (check, from, change) => {
    for (const minor of MINORS) {
      expect([minor, rejects(change, 'restricted', minor, check)]).toEqual([
        minor,
        minor >= from && minor < 25,
      ]);
    }
  });

  it('runAsUser exempts user namespaces from v1.35 on', () => {
    for (const minor of MINORS) {
      const rejected = rejects(ROOT_IN_USER_NAMESPACE, 'restricted', minor, 'runAsUser');
      expect([minor, rejected]).toEqual([minor, minor >= 23 && minor < 35]);
    }
  });

  it('a Windows pod may pass restricted and fail baseline, as upstream has it', () => {
    const pod = podWith({ spec: windows, security: { capabilities: { add: ['SYS_ADMIN'] } } });
    expect(evaluatePod(pod, { level: 'restricted', version: 'latest' }).allowed).toBe(true);
    expect(evaluatePod(pod, { level: 'baseline', version: 'latest' }).rejectedBy).toEqual([
      'capabilities_baseline',
    ]);
  });
});
