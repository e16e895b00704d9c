import type { Field } from '../field';
import { allContainers } from './every-container';
import type { PodScope } from './scope';
import { checkSerializedTolerations } from './serialized-tolerations';

const MIRROR = 'kubernetes.io/config.mirror';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const LOCALHOST = 'localhost/';
const COST = /^(0|-?[1-9]\d*|-0*\d*)$/;
const INT32 = 2 ** 31;

/**
 * Annotations that mean something to a pod. Source: `ValidatePodSpecificAnnotations` and those after it.
 * @param compare whether fields have to say the same
 */
export function checkPodAnnotations(scope: PodScope, compare = true): void {
  for (const annotation of scope.metadata.at('annotations').entries()) {
    if (annotation.text !== undefined) checkAnnotation(annotation, annotation.text, scope, compare);
  }
}

function checkAnnotation(annotation: Field, text: string, scope: PodScope, compare: boolean): void {
  const { key } = annotation;
  if (key === MIRROR) checkMirror(annotation, scope);
  else if (key === TOLERATIONS) checkSerializedTolerations(annotation, text);
  else if (key === DELETION_COST) checkDeletionCost(annotation, text);
  else if (key === SECCOMP_POD) checkSeccomp(annotation, text, compare ? [scope.spec] : []);
  else if (key.startsWith(SECCOMP_CONTAINER))
    checkSeccomp(annotation, text, compare ? ownersOf(annotation, SECCOMP_CONTAINER, scope) : []);
  else if (key.startsWith(APP_ARMOR)) checkAppArmor(annotation, text, scope, compare);
}

function checkMirror(annotation: Field, { spec }: PodScope): void {
  if (spec.at('nodeName').isZero)
    annotation.invalid('a nodeName in the spec, as a mirror of a static pod has', 'remove the annotation');
}

function checkDeletionCost(annotation: Field, text: string): void {
  const cost = Number(text);
  if (!COST.test(text) || text === '-' || cost < -INT32 || cost >= INT32)
    annotation.invalid('an integer of 32 bits, such as 100 or -5');
}

/** The containers that an annotation names after a prefix. */
function ownersOf({ key }: Field, prefix: string, { spec }: PodScope): Field[] {
  const name = key.slice(prefix.length);
  return allContainers(spec).filter((container) => container.at('name').text === name);
}

function checkSeccompText(annotation: Field, text: string): void {
  if (!text.startsWith(LOCALHOST)) {
    if (!['runtime/default', 'docker/default', 'unconfined'].includes(text))
      annotation.invalid('runtime/default, unconfined or localhost/PROFILE');
    return;
  }
  const path = text.slice(LOCALHOST.length);
  if (path.startsWith('/') || path.split('/').includes('..'))
    annotation.invalid("a relative path without '..' after localhost/");
}

/** The annotation, and whether the fields of the same owners say the same. */
function checkSeccomp(annotation: Field, text: string, owners: readonly Field[]): void {
  checkSeccompText(annotation, text);
  for (const owner of owners) {
    const profile = owner.in('securityContext', 'seccompProfile');
    const type = profile.at('type');
    if (!isSameType(type, text, ['runtime/default', 'docker/default']))
      type.forbidden('what the annotation says', `remove the annotation ${annotation.key}`);
    else if (type.text === 'Localhost') checkSameProfile(profile, text, annotation.key);
  }
}

/** Whether the type of a profile is that of an annotation; also where it is none that there is. */
function isSameType({ text: type }: Field, text: string, defaults: readonly string[]): boolean {
  switch (type) {
    case 'Unconfined':
      return text === 'unconfined';
    case 'RuntimeDefault':
      return defaults.includes(text);
    case 'Localhost':
      return text.startsWith(LOCALHOST);
    default:
      return true;
  }
}

function checkSameProfile(profile: Field, text: string, key: string): void {
  const file = profile.at('localhostProfile');
  if (file.isUnknown || file.text === text.slice(LOCALHOST.length)) return;
  file.forbidden('what the annotation says', `remove the annotation ${key}`);
}

function checkAppArmor(annotation: Field, text: string, scope: PodScope, compare: boolean): void {
  const known =
    text === '' || text === 'runtime/default' || text === 'unconfined' || text.startsWith(LOCALHOST);
  if (!known) annotation.invalid('runtime/default, unconfined or localhost/PROFILE');
  const owners = ownersOf(annotation, APP_ARMOR, scope);
  const named = allContainers(scope.spec).every((container) => !container.at('name').isUnknown);
  if (owners.length === 0 && named)
    annotation.invalid('the name of a container of the pod after the slash', 'remove it', annotation.key);
  if (scope.os === 'windows' || !compare) return;
  for (const owner of owners) checkSameAppArmor(annotation, text, owner, scope);
}

/** The annotation of a Pod fills the field of a container that has none; that of a template does not. */
function checkSameAppArmor(annotation: Field, text: string, owner: Field, { spec, isPod }: PodScope): void {
  const own = owner.in('securityContext', 'appArmorProfile');
  if (isPod && !own.isSet) return;
  const profile = own.isSet ? own : spec.in('securityContext', 'appArmorProfile');
  // The server names the field of the container, also where the pod has it.
  if (!isSameType(profile.at('type'), text, ['runtime/default']))
    own.at('type').forbidden('what the annotation says', `remove the annotation ${annotation.key}`);
  else if (profile.at('type').text === 'Localhost') checkSameProfile(profile, text, annotation.key);
}
