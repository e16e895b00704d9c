import type { Field } from '../field';
import { checkRequired } from '../primitives/text';
import { allContainers } from './every-container';
import type { PodScope } from './scope';

const SYSTEMS = ['linux', 'windows'];

/** Fields of a pod's securityContext that Windows does not have. */
const LINUX_CONTEXT = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
];

/** Those of a container's securityContext. */
const LINUX_CONTAINER = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

/** What a pod must not say once it says its OS. Source: `validateOS`, `validateLinux`, `validateWindows`. */
export function checkOs({ spec }: PodScope): void {
  const os = spec.at('os');
  if (!os.isSet || os.isUnknown) return;
  const name = os.at('name');
  if (!checkRequired(name, 'linux or windows')) return;
  if (name.text === 'linux') checkLinux(spec);
  else if (name.text === 'windows') checkWindows(spec);
  else if (!name.isUnknown) name.notSupported(SYSTEMS);
}

function checkLinux(spec: Field): void {
  const owners = [spec, ...allContainers(spec)];
  for (const owner of owners) refuse(owner.in('securityContext', 'windowsOptions'), 'linux');
}

function checkWindows(spec: Field): void {
  for (const name of ['hostUsers', 'shareProcessNamespace']) refuse(spec.at(name), 'windows');
  for (const name of ['hostPID', 'hostIPC']) if (spec.at(name).isTrue) refuse(spec.at(name), 'windows');
  const context = spec.at('securityContext');
  for (const name of LINUX_CONTEXT) refuse(context.at(name), 'windows');
  if (!context.at('sysctls').isZero) refuse(context.at('sysctls'), 'windows');
  for (const container of allContainers(spec)) {
    for (const name of LINUX_CONTAINER) refuse(container.in('securityContext', name), 'windows');
  }
}

/** Refuses a field that is set; one below a leaf that is not known yet is not. */
function refuse(field: Field, os: string): void {
  if (field.isSet && !field.isUnknown) field.forbidden(`none in a pod for ${os}`);
}
