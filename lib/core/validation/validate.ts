import { type ObjectRef, refOf } from '../manifest/identity';
import type { PlainObject } from '../manifest/plain';
import type { ValidationContext } from './context';
import { Field } from './field';
import { SAY_WHAT_IS_MISSING, VALIDATORS } from './kinds';
import { checkMetadata } from './metadata';
import type { TakeInvalid } from './problem';

/**
 * What the API server refuses of an object beyond the types of its fields: its metadata, and what its kind says.
 * Defaults of the API count as written. Admission, which asks the cluster, is no part of it.
 * @param ref what names the object, where it is known already
 * Source: `pkg/apis/…/validation` and `pkg/registry/…/strategy` of Kubernetes, each version as it is.
 */
export function validate(
  manifest: PlainObject,
  context: ValidationContext,
  take: TakeInvalid,
  ref: ObjectRef = refOf(manifest),
): void {
  const root = Field.root(manifest, context, take);
  checkMetadata(root, ref);
  VALIDATORS.get(`${ref.group}/${ref.kind}`)?.(root);
}

/** Whether the validator of a kind says what is missing too, so that the schema need not. */
export function saysWhatIsMissing({ group, kind }: Pick<ObjectRef, 'group' | 'kind'>): boolean {
  return SAY_WHAT_IS_MISSING.has(`${group}/${kind}`);
}
