import type { Field } from '../field';

/** Judges the object whose root it gets. */
export type Validator = (object: Field) => void;

/** What each kind says, by `group/kind`; its versions share it. */
export const VALIDATORS: ReadonlyMap<string, Validator> = new Map<string, Validator>([]);
