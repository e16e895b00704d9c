import type { PlainObject } from '../../../manifest/plain';
import { fieldAt } from '../../field';

/** Prefix of the labels that Pod Security admission reads on a Namespace. */
export const POD_SECURITY_PREFIX = 'pod-security.kubernetes.io/';

/** What Pod Security admission does with a pod that does not pass. */
export const MODES = ['enforce', 'audit', 'warn'] as const;

/** Path of a label of Pod Security admission, for messages. */
export function labelPath(label: string): string {
  return `metadata.labels['${POD_SECURITY_PREFIX}${label}']`;
}

/** The value of a label of Pod Security admission, such as `enforce` or `enforce-version`. */
export function podSecurityLabel(namespace: PlainObject, label: string): unknown {
  return fieldAt(namespace, 'metadata', 'labels', `${POD_SECURITY_PREFIX}${label}`);
}

/** A Namespace for an example; labels without their prefix. */
export function exampleNamespace(labels: PlainObject): PlainObject {
  const full: PlainObject = {};
  for (const [label, value] of Object.entries(labels)) full[`${POD_SECURITY_PREFIX}${label}`] = value;
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: full } };
}
