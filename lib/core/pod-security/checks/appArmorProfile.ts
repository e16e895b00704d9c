import { objectAt, type PlainObject, stringAt } from '../../manifest/plain';
import type { Check, CheckPod } from '../check';
import type { PodView } from '../pod-view';
import { compareBytes, containersText, goQuote, joinQuote, pluralize, sortedSet } from '../text';

const ANNOTATION_PREFIX = 'container.apparmor.security.beta.kubernetes.io/';

/** The type of a forbidden profile in a security context (empty where it has none), else undefined. */
function forbiddenType(security: PlainObject): string | undefined {
  const profile = objectAt(security, 'appArmorProfile');
  if (profile === undefined) return undefined;
  const type = stringAt(profile, 'type') ?? '';
  return type === 'RuntimeDefault' || type === 'Localhost' ? undefined : type;
}

function forbiddenAnnotations(pod: PodView): string[] {
  const found: string[] = [];
  for (const key of Object.keys(pod.annotations)) {
    if (!key.startsWith(ANNOTATION_PREFIX)) continue;
    const value = stringAt(pod.annotations, key) ?? '';
    if (value === '' || value === 'runtime/default' || value.startsWith('localhost/')) continue;
    found.push(`${key}=${goQuote(value)}`);
  }
  return found.sort(compareBytes);
}

const appArmorProfile0: CheckPod = (pod) => {
  const types: string[] = [];
  const setters: string[] = [];
  const podType = forbiddenType(pod.security);
  if (podType !== undefined) {
    types.push(podType);
    setters.push('pod');
  }
  const containers: string[] = [];
  for (const { name, security } of pod.containers) {
    const type = forbiddenType(security);
    if (type === undefined) continue;
    types.push(type);
    containers.push(name);
  }
  if (containers.length > 0) setters.push(containersText(containers));
  const annotations = forbiddenAnnotations(pod);
  if (annotations.length > 0) setters.push(pluralize('annotation', 'annotations', annotations.length));
  if (setters.length === 0) return undefined;
  const values = [...sortedSet(types), ...annotations];
  return {
    reason: pluralize('forbidden AppArmor profile', 'forbidden AppArmor profiles', values.length),
    detail: `${setters.join(' and ')} must not set AppArmor profile type to ${joinQuote(values)}`,
  };
};

/** AppArmor profiles, by field and by annotation, may only be the runtime's or one loaded on the node. */
export const appArmorProfile: Check = {
  id: 'appArmorProfile',
  level: 'baseline',
  revisions: [
    {
      firstMinor: 0,
      fields: [
        'spec.securityContext.appArmorProfile.type',
        'spec.containers[*].securityContext.appArmorProfile.type',
        'metadata.annotations.*',
      ],
      checkPod: appArmorProfile0,
    },
  ],
};
