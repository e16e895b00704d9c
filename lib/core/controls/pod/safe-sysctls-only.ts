import { minorOf } from '../../cluster/profile';
import { isPlain } from '../../manifest/plain';
import { podControl, reportPod } from '../control';
import { fieldOf } from './shared/security-context';

/** The sysctls that stay inside a pod, with the first Pod Security version that says so where that is after v1.32. */
const SAFE: ReadonlyMap<string, number> = new Map([
  ['kernel.shm_rmid_forced', 0],
  ['net.ipv4.ip_local_port_range', 0],
  ['net.ipv4.tcp_syncookies', 0],
  ['net.ipv4.ping_group_range', 0],
  ['net.ipv4.ip_unprivileged_port_start', 0],
  ['net.ipv4.ip_local_reserved_ports', 0],
  ['net.ipv4.tcp_keepalive_time', 0],
  ['net.ipv4.tcp_fin_timeout', 0],
  ['net.ipv4.tcp_keepalive_intvl', 0],
  ['net.ipv4.tcp_keepalive_probes', 0],
  ['net.ipv4.tcp_rmem', 0],
  ['net.ipv4.tcp_wmem', 0],
  ['net.ipv4.tcp_slow_start_after_idle', 37],
  ['net.ipv4.tcp_notsent_lowat', 37],
]);

const NEEDS = 'a sysctl that stays inside the pod';

/** Source: Pod Security Standards, baseline, check `sysctls`, at the version of the cluster. Values are not looked at. */
export const safeSysctlsOnly = podControl({
  id: 'safe-sysctls-only',
  title: 'Pods set only safe sysctls',
  category: 'pod',
  severity: 'high',
  why: 'Other sysctls change the kernel for every pod on the node, and some, such as kernel.core_pattern, run programs on the node.',
  fix: 'remove the entry from securityContext.sysctls',
  breaks: 'Databases and proxies that tune the kernel. Tune their nodes instead.',
  refs: {
    podSecurity: ['sysctls'],
    kubescape: ['C-0211'],
    trivy: ['KSV-0026'],
    kubeLinter: ['unsafe-sysctls'],
    kyverno: ['restrict-sysctls', 'prevent-cr8escape'],
    gatekeeper: ['forbidden-sysctls'],
  },
  check(pod, report, { cluster }) {
    const sysctls = fieldOf(pod.spec, 'sysctls');
    if (sysctls === undefined) return;
    if (!Array.isArray(sysctls)) {
      reportPod(report, pod, 'securityContext.sysctls', sysctls, 'a list');
      return;
    }
    const minor = minorOf(cluster.kubernetes);
    for (let index = 0; index < sysctls.length; index += 1) {
      const sysctl: unknown = sysctls[index];
      const name = isPlain(sysctl) ? sysctl.name : sysctl;
      if (!isPlain(sysctl) || typeof name !== 'string') {
        reportPod(report, pod, `securityContext.sysctls[${index}]`, name, 'an object with a name');
      } else if ((SAFE.get(name) ?? Number.POSITIVE_INFINITY) > minor) {
        reportPod(report, pod, `securityContext.sysctls[${index}].name`, name, NEEDS, { finding: name });
      }
    }
  },
  examples: {
    good: [
      { note: 'not set' },
      {
        spec: { securityContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] } },
      },
    ],
    bad: [
      { spec: { securityContext: { sysctls: [{ name: 'kernel.core_pattern', value: '|/bin/sh' }] } } },
      {
        note: 'not in another spelling',
        spec: { securityContext: { sysctls: [{ name: 'net/ipv4/tcp_syncookies', value: '1' }] } },
      },
      { note: 'a name is needed', spec: { securityContext: { sysctls: [{ value: '1' }] } } },
      { note: 'not a list', spec: { securityContext: { sysctls: { name: 'net.ipv4.tcp_rmem' } } } },
    ],
  },
});
