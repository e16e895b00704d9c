import { anything, listOf, objectOf, type Shape, text } from '../core/shape';

/** Fields of an object with the values that they shall have; no value removes the field. */
export const EDITS: Shape = listOf({
  ...objectOf({ path: text, value: { ...anything } }, ['path']),
  sample: `{ path: 'spec.replicas', value: 1 }`,
});
