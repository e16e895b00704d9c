import { isOn } from '../context';
import type { Field } from '../field';
import { checkExactly } from '../primitives/lists';
import { checkRange } from '../primitives/text';
import { checkAppArmor } from './app-armor';
import type { PodScope } from './scope';
import { checkSeccomp } from './seccomp';
import { checkSysctls } from './sysctls';
import { checkWindowsOptions } from './windows-options';

const LAST_ID = 2 ** 31 - 1;

/** A UID or GID. */
function checkId(field: Field): void {
  checkRange(field, 0, LAST_ID);
}

/** The securityContext of a container. Source: `ValidateSecurityContext`. */
export function checkContainerSecurity(context: Field, scope: PodScope): void {
  if (!context.isSet || context.isUnknown) return;
  checkId(context.at('runAsUser'));
  checkId(context.at('runAsGroup'));
  checkProcMount(context.at('procMount'), scope);
  checkEscalation(context);
  checkSeccomp(context.at('seccompProfile'));
  checkAppArmor(context.at('appArmorProfile'));
  checkWindowsOptions(context.at('windowsOptions'));
}

function checkProcMount(mount: Field, { hostUsers }: PodScope): void {
  checkExactly(mount, ['Default', 'Unmasked']);
  if (mount.text === 'Unmasked' && hostUsers === true)
    mount.invalid('Default, unless hostUsers of the pod is false', 'procMount: Default');
}

function checkEscalation(context: Field): void {
  const escalation = context.at('allowPrivilegeEscalation');
  if (escalation.value !== false) return;
  const fix = 'remove allowPrivilegeEscalation, or what asks for the privilege';
  if (context.at('privileged').isTrue) escalation.invalid('true in a privileged container', fix);
  const added = context.in('capabilities', 'add').items();
  if (added.some((capability) => capability.text === 'CAP_SYS_ADMIN'))
    escalation.invalid('true with the capability CAP_SYS_ADMIN', fix);
}

const GROUP_POLICIES = ['Merge', 'Strict'];
const CHANGE_POLICIES = ['Always', 'OnRootMismatch'];

/** The securityContext of a pod. Source: `validatePodSpecSecurityContext`. */
export function checkPodSecurity(scope: PodScope): void {
  const context = scope.spec.at('securityContext');
  if (!context.isSet || context.isUnknown) return;
  for (const name of ['fsGroup', 'runAsUser', 'runAsGroup']) checkId(context.at(name));
  for (const group of context.at('supplementalGroups').items()) checkId(group);
  checkSysctls(context.at('sysctls'), scope);
  checkExactly(context.at('fsGroupChangePolicy'), CHANGE_POLICIES);
  checkExactly(context.at('supplementalGroupsPolicy'), GROUP_POLICIES);
  const labelling = isOn('SELinuxMount', context.context) ? ['MountOption', 'Recursive'] : ['Recursive'];
  checkExactly(context.at('seLinuxChangePolicy'), labelling);
  checkSeccomp(context.at('seccompProfile'));
  checkAppArmor(context.at('appArmorProfile'));
  checkWindowsOptions(context.at('windowsOptions'));
}
