import type { Field } from '../field';

/** A path none of whose parts is `..`. */
export function checkNoBacksteps(field: Field): boolean {
  if (field.text?.split('/').includes('..') !== true) return true;
  field.invalid("a path without '..'");
  return false;
}

/** A relative path none of whose parts is `..`; absent and empty pass. */
export function checkDescending(field: Field): void {
  if (field.text?.startsWith('/') === true) field.invalid("a relative path, without '/' first");
  else checkNoBacksteps(field);
}

/** A relative path that neither leaves its volume nor begins with the two dots that the kubelet writes there. */
export function checkLocalPath(field: Field): void {
  const { text } = field;
  if (text?.startsWith('..') === true && text !== '..' && !text.startsWith('../')) {
    if (checkNoBacksteps(field)) field.invalid("a path that does not begin with '..'");
  } else checkDescending(field);
}

/** Permissions of a file: three octal digits, which YAML 1.1 reads of `0644` and JSON writes as 420. */
export function checkMode(mode: Field): void {
  const { number } = mode;
  if (number === undefined || (number >= 0 && number <= 0o777)) return;
  const octal = /^[0-7]{3}$/.test(String(number)) ? `0${number}` : undefined;
  const fix = octal === undefined ? 'write a mode such as 0444' : `${mode.key}: ${octal}`;
  mode.invalid('a mode from 0 to 0777 in octal, which is 511 in decimal', fix);
}
