import { isOpaque } from '../../manifest/plain';
import type { Container } from '../../manifest/pod';
import { podControl, reportContainer } from '../control';
import { dropOf } from './shared/capabilities';
import { confines, profileType } from './shared/runtime-profile';
import { effective, inside } from './shared/security-context';
import { isContainerType } from './shared/selinux';

/** What protects a container, by each of the four ways; the value that decides. */
function isProtected(container: Container, found: { opaque: unknown }): boolean {
  const { spec, pod } = container;
  const seccomp = profileType(spec, 'seccompProfile') ?? profileType(pod.spec, 'seccompProfile');
  if (confines(seccomp)) return true;
  const appArmor = profileType(spec, 'appArmorProfile') ?? profileType(pod.spec, 'appArmorProfile');
  if (confines(appArmor)) return true;
  const seLinux = inside(effective(container, 'seLinuxOptions'), 'type');
  if (isContainerType(seLinux)) return true;
  const dropped = dropOf(container);
  if (Array.isArray(dropped) && dropped.some((name) => typeof name === 'string' && name !== '')) return true;
  const values = [seccomp, appArmor, seLinux, ...(Array.isArray(dropped) ? dropped : [dropped])];
  found.opaque = values.find(isOpaque);
  return false;
}

/** Has no `harden` of its own: the controls of seccomp, SELinux and capabilities write all of them. */
export const linuxHardeningPresent = podControl({
  id: 'linux-hardening-present',
  title: 'Every container is restricted by at least one Linux security mechanism',
  category: 'pod',
  severity: 'medium',
  why: 'Without seccomp, AppArmor, SELinux or dropped capabilities, only namespaces separate a program from the kernel.',
  fix: 'securityContext: { seccompProfile: { type: RuntimeDefault } }',
  refs: {
    kubescape: ['C-0055'],
    polaris: ['linuxHardening'],
    nsa: ['Pod security: hardening container environments'],
  },
  check(pod, report) {
    if (pod.windows) return;
    for (const container of pod.containers) {
      const found = { opaque: undefined };
      if (isProtected(container, found)) continue;
      const needs = 'a seccomp, AppArmor or SELinux profile, or dropped capabilities';
      reportContainer(report, container, 'securityContext', found.opaque, needs);
    }
  },
  examples: {
    good: [
      { spec: { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } } },
      { container: { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } } },
      { spec: { securityContext: { seLinuxOptions: { type: 'container_t' } } } },
      { container: { securityContext: { capabilities: { drop: ['ALL'] } } } },
    ],
    bad: [
      { note: 'not set' },
      { spec: { securityContext: { seccompProfile: { type: 'Unconfined' } } } },
      { note: 'an empty list drops nothing', container: { securityContext: { capabilities: { drop: [] } } } },
      {
        note: 'the container switches off what the pod has',
        spec: { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
        container: { securityContext: { seccompProfile: { type: 'Unconfined' } } },
      },
    ],
  },
});
