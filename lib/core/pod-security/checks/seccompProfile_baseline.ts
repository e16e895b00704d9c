import { stringAt } from '../../manifest/plain';
import type { Check, CheckPod } from '../check';
import { goQuote, pluralize, sortedSet } from '../text';
import { readSeccompFields, SECCOMP_FIELDS } from './seccomp-fields';

const POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod';
const CONTAINER_ANNOTATION_PREFIX = 'container.seccomp.security.alpha.kubernetes.io/';

function isValid(value: string): boolean {
  return value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/');
}

/** Annotations only, of the pod and of containers that exist. An empty or null value is not allowed. */
const seccompAnnotations: CheckPod = ({ annotations, containers }) => {
  const found: string[] = [];
  const look = (key: string): void => {
    if (annotations[key] === undefined) return;
    const value = stringAt(annotations, key) ?? '';
    if (!isValid(value)) found.push(`${key}=${goQuote(value)}`);
  };
  look(POD_ANNOTATION);
  for (const { name } of containers) look(CONTAINER_ANNOTATION_PREFIX + name);
  if (found.length === 0) return undefined;
  const forbidden = sortedSet(found);
  const noun = pluralize('annotation', 'annotations', forbidden.length);
  return { reason: 'seccompProfile', detail: `forbidden ${noun} ${forbidden.join(', ')}` };
};

/** A seccomp profile that is named must be the runtime's or one on the node. */
export const seccompProfileBaseline: Check = {
  id: 'seccompProfile_baseline',
  level: 'baseline',
  revisions: [
    {
      firstMinor: 0,
      fields: ['metadata.annotations.*', 'spec.containers[*].name'],
      checkPod: seccompAnnotations,
    },
    { firstMinor: 19, fields: SECCOMP_FIELDS, checkPod: (pod) => readSeccompFields(pod).forbidden },
  ],
};
