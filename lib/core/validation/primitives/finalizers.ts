import type { Field } from '../field';

const STANDARD = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** A finalizer of Kubernetes' own, or one with a domain before it. */
export function checkFinalizer(finalizer: Field): void {
  const { text = '' } = finalizer;
  if (!text.includes('/') && !STANDARD.includes(text) && !finalizer.isUnknown)
    finalizer.misnamed('a finalizer with a domain before it, such as example.com/cleanup');
}
