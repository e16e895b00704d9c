import { isOpaque } from '../core/manifest/plain';

declare const DEFERRED: unique symbol;

/** A value that becomes known later, such as an Output of Pulumi: opaque, carried along, never looked into. */
export interface Deferred {
  readonly [DEFERRED]: true;
}

/** A string of the API, which may be known only later. */
export type Text = string | Deferred;

/** Whether a value becomes known only later. */
export function isDeferred(value: unknown): value is Deferred {
  return isOpaque(value);
}

/** A leaf as a string: what is neither a string nor known later was refused where it was read, and is empty here. */
export function textFrom(value: unknown): Text {
  return typeof value === 'string' || isDeferred(value) ? value : '';
}

/** The values of a map as strings. */
export function textsOf(values: Readonly<Record<string, unknown>>): Record<string, Text> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, textFrom(value)]));
}
