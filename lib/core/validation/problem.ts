/** How the API server would call it: the reasons of its field errors. */
export type InvalidType =
  | 'duplicate'
  | 'forbidden'
  | 'invalid'
  | 'not-supported'
  | 'required'
  | 'too-long'
  | 'too-many';

/** A value that the API server refuses, although its type is right. */
export interface Invalid {
  /** Where, such as `spec.template.spec.volumes[1].name`. */
  readonly path: string;
  readonly type: InvalidType;
  /** The value; undefined where it is missing. */
  readonly found: unknown;
  readonly needs: string;
  /** A change that the API server takes. */
  readonly fix: string;
  /** Whether it is a name, a label or an annotation: reported as `invalid-name`, all else as `invalid-object`. */
  readonly naming: boolean;
}

/** Takes what is invalid. */
export type TakeInvalid = (problem: Invalid) => void;
