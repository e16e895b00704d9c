import { append, stringAt } from '../../manifest/plain';
import type { Check, CheckPod, Revision } from '../check';
import { structsAt } from '../pod-view';

/** The sysctls that each revision adds to those before it. */
const ADDED: readonly (readonly [firstMinor: number, names: readonly string[]])[] = [
  [
    0,
    [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.tcp_syncookies',
      'net.ipv4.ping_group_range',
      'net.ipv4.ip_unprivileged_port_start',
    ],
  ],
  [27, ['net.ipv4.ip_local_reserved_ports']],
  [
    29,
    [
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
    ],
  ],
  [32, ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem']],
  [37, ['net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat']],
];

function sysctlsWith(allowed: ReadonlySet<string>): CheckPod {
  return ({ security }) => {
    const forbidden = structsAt(security, 'sysctls')
      .map((sysctl) => stringAt(sysctl, 'name') ?? '')
      .filter((name) => !allowed.has(name));
    if (forbidden.length === 0) return undefined;
    return { reason: 'forbidden sysctls', detail: forbidden.join(', ') };
  };
}

function revisions(): Revision[] {
  const allowed: string[] = [];
  return ADDED.map(([firstMinor, names]) => {
    append(allowed, names);
    return {
      firstMinor,
      fields: ['spec.securityContext.sysctls[*].name'],
      checkPod: sysctlsWith(new Set(allowed)),
    };
  });
}

/** Only sysctls that stay inside the pod. Names are compared exactly; values are not looked at. */
export const sysctls: Check = { id: 'sysctls', level: 'baseline', revisions: revisions() };
