import { isOpaque, isPlain, type PlainObject } from '../../manifest/plain';
import type { Container, Pod } from '../../manifest/pod';
import { podControl } from '../control';
import { checkInherited, fieldOf, fillField, isWhole, mayBePrivileged } from './shared/security-context';
import { isContainerType } from './shared/selinux';

/** Whether options say anything; empty ones hide those of the pod. */
function saysSomething(options: unknown): boolean {
  if (!isPlain(options)) return false;
  for (const key in options) {
    const value = options[key];
    if (typeof value === 'string' && value !== '') return true;
  }
  return false;
}

/** The options; an opaque value where the only thing that they say cannot be read. */
function read(spec: PlainObject): unknown {
  const options = fieldOf(spec, 'seLinuxOptions');
  if (!isPlain(options) || saysSomething(options)) return options;
  return Object.values(options).find(isOpaque) ?? options;
}

/** The runtime leaves these unconfined as long as nothing is written: a type would change what they can do. */
function isUnconfined(pod: Pod): boolean {
  if (isOn(pod.spec.hostPID) || isOn(pod.spec.hostIPC)) return true;
  return pod.containers.some((container: Container) => mayBePrivileged(container));
}

function isOn(flag: unknown): boolean {
  return flag !== undefined && flag !== null && flag !== false;
}

/** In force only where the cluster profile names an SELinux type, and one that Pod Security allows. */
export const setSelinuxOptions = podControl({
  id: 'set-selinux-options',
  title: 'Pods set an SELinux type',
  category: 'pod',
  severity: 'high',
  why: 'Without it the node decides, and a runtime without SELinux support configured leaves the container unconfined.',
  fix: 'securityContext: { seLinuxOptions: { type: container_t } }, in the pod spec',
  code: "leave out seLinux: 'optOut'",
  breaks:
    "OpenShift and nodes with a policy of their own: seLinux: 'optOut', or no seLinuxType in the cluster profile.",
  refs: { kubescape: ['C-0211'], polaris: ['linuxHardening'], cis: ['5.6.3'] },
  active: ({ cluster }) => isContainerType(cluster.seLinuxType),
  check(pod, report) {
    if (pod.windows) return;
    checkInherited(pod, report, {
      field: 'seLinuxOptions',
      read,
      good: saysSomething,
      needs: 'SELinux options with a type',
      podCounts: false,
    });
  },
  harden(pod, { cluster }) {
    if (pod.windows || !isContainerType(cluster.seLinuxType) || !isWhole(pod) || isUnconfined(pod)) return;
    fillField(pod.spec, 'seLinuxOptions', { type: cluster.seLinuxType });
  },
  writes: [
    {
      field: 'securityContext.seLinuxOptions',
      mayStop:
        'nodes whose policy lacks this type start no such pod, and two pods that share a volume need the same options: it is what the cluster profile says',
    },
  ],
  examples: {
    good: [
      { spec: { securityContext: { seLinuxOptions: { type: 'container_t' } } } },
      { container: { securityContext: { seLinuxOptions: { level: 's0:c1,c2' } } } },
    ],
    bad: [
      { note: 'not set' },
      { note: 'nothing in it', spec: { securityContext: { seLinuxOptions: {} } } },
      {
        note: 'empty options hide those of the pod',
        spec: { securityContext: { seLinuxOptions: { type: 'container_t' } } },
        container: { securityContext: { seLinuxOptions: {} } },
      },
    ],
  },
});
