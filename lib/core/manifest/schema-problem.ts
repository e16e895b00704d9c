/** One place where an object does not have the form that the API takes. */
export interface SchemaProblem {
  /** Such as `spec.template.spec.containers[0].image`. */
  readonly path: string;
  /** The value; for an unknown field or one that is not served its name; undefined where it is missing. */
  readonly found: unknown;
  readonly needs: string;
  readonly type: SchemaProblemType;
}

/**
 * `not-served`: the version has no such kind or field. `unknown-kind`: no built-in one, so that nothing is known.
 * `opaque`: a leaf stands where an object or list has to be, so that nothing below it can be judged.
 */
export type SchemaProblemType =
  | 'unknown-field'
  | 'wrong-type'
  | 'missing'
  | 'not-served'
  | 'unknown-kind'
  | 'opaque';
