import { runtime } from '@pulumi/pulumi';
import { isPlain, type PlainObject, put } from '../../core/manifest/plain';
import { SIGNATURE, SIGNED } from '../internals';

/** Props as a transform gets them, with what the engine wrapped taken out. */
export interface Unwrapped {
  readonly props: PlainObject;
  /** The fields that were secret as a whole: one secret leaf makes its whole field one. */
  readonly secret: ReadonlySet<string>;
}

/** Takes secrets out of their wrapping, so that what is inside can be hardened. */
export function unwrap(props: PlainObject): Unwrapped {
  const secret = new Set<string>();
  const plain: PlainObject = {};
  for (const [key, value] of Object.entries(props)) {
    const wrapped = isPlain(value) && value[SIGNATURE] === SIGNED.secret;
    if (wrapped) secret.add(key);
    put(plain, key, wrapped ? value.value : value);
  }
  return { props: plain, secret };
}

/**
 * Puts what was secret back into its wrapping: that of the wire, which keeps one unknown value inside unknown by itself;
 * `pulumi.secret` would make all of it unknown.
 */
export function rewrap(hardened: PlainObject, given: PlainObject, { props, secret }: Unwrapped): PlainObject {
  const wrapped: PlainObject = {};
  for (const [key, value] of Object.entries(hardened)) {
    if (value === props[key]) put(wrapped, key, given[key]);
    else put(wrapped, key, secret.has(key) ? asSecret(value) : value);
  }
  return wrapped;
}

function asSecret(value: unknown): PlainObject {
  return { [SIGNATURE]: SIGNED.secret, value };
}

/**
 * The props with every value that is known: waits for Outputs, which children of remote components may have.
 * What is unknown in a preview stays an opaque leaf.
 */
export async function settled(props: PlainObject): Promise<Unwrapped> {
  const wire: unknown = await runtime.serializeProperty('props', props);
  const known: unknown = runtime.deserializeProperty(wire, true);
  const whole = isPlain(known) && known[SIGNATURE] === SIGNED.secret;
  if (!whole) return unwrap(isPlain(known) ? known : {});
  const inside = isPlain(known.value) ? known.value : {};
  return { props: inside, secret: new Set(Object.keys(inside)) };
}
