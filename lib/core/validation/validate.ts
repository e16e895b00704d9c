import { type ObjectRef, refOf } from '../manifest/identity';
import type { PlainObject } from '../manifest/plain';
import type { ValidationContext } from './context';
import { Field } from './field';
import { VALIDATORS } from './kinds';
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

/**
 * Whether a validator says what is missing in objects of a kind, as the API server does: some fields that the schema
 * calls required it takes objects without.
 */
export function saysWhatIsMissing({ group, kind }: Pick<ObjectRef, 'group' | 'kind'>): boolean {
  return VALIDATORS.has(`${group}/${kind}`);
}
