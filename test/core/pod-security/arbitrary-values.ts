import fc from 'fast-check';

/** Plain JSON, as it may be in a manifest. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A generated object; keys whose value is undefined are left out by {@link object}. */
export type Fields = { [key: string]: Json };

/**
 * How much stands out of the ordinary: 0 to 100. The share of fields that take any of their values instead of the
 * ordinary ones (mostly what the restricted level asks for).
 */
export type Noise = number;

const ABSENT = Symbol('absent');
type Maybe = Json | typeof ABSENT;

/** The field is not there. */
export const absent: fc.Arbitrary<Maybe> = fc.constant(ABSENT);

/** One of the values, all alike. */
export function one(...values: readonly Maybe[]): fc.Arbitrary<Maybe> {
  return fc.constantFrom(...values);
}

export { ABSENT };

/** An ordinary value mostly, and with the share that noise has, any other. */
export function usually(
  noise: Noise,
  ordinary: fc.Arbitrary<Maybe>,
  other: fc.Arbitrary<Maybe>,
): fc.Arbitrary<Maybe> {
  const share = Math.round(noise);
  return fc.oneof({ weight: 100 - share, arbitrary: ordinary }, { weight: share, arbitrary: other });
}

/** An object of generated fields, without those that are absent. */
export function object(fields: { [key: string]: fc.Arbitrary<Maybe> }): fc.Arbitrary<Fields> {
  return fc.record(fields).map((drawn) => {
    const made: Fields = {};
    for (const [key, value] of Object.entries(drawn)) {
      if (typeof value !== 'symbol') made[key] = value;
    }
    return made;
  });
}

/** An object that may also be absent, null or empty. */
export function mayBe(noise: Noise, value: fc.Arbitrary<Maybe>): fc.Arbitrary<Maybe> {
  return usually(noise, value, fc.oneof(one(ABSENT, null, {}), value));
}

/** A list of at most `maxLength` items that may also be absent or null. */
export function list(noise: Noise, item: fc.Arbitrary<Json>, maxLength: number): fc.Arbitrary<Maybe> {
  const items: fc.Arbitrary<Json> = fc.array(item, { maxLength });
  return usually(
    noise,
    absent,
    fc.oneof({ weight: 1, arbitrary: one(ABSENT, null) }, { weight: 6, arbitrary: items }),
  );
}

/** A flag that is ordinarily absent or false. */
export function flag(noise: Noise): fc.Arbitrary<Maybe> {
  return usually(noise, one(ABSENT, ABSENT, false), one(true, true, false, null));
}

/** Texts that are easy to get wrong: empty, quotes, control characters, beyond the basic plane, wrong order in UTF-16. */
export const ODD_TEXTS = [
  '',
  ' ',
  'a"b',
  'a\\b',
  'tab\tline\n',
  '\u0007\u007f',
  '\u00a0\u00ad',
  'ü',
  '日本',
  '\ue000',
  '\u{1f600}',
  '\uffee',
  '\u{e0001}',
];

export const CAPABILITIES = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

const OTHER_CAPABILITIES = [
  'ALL',
  'all',
  'CAP_ALL',
  'CAP_CHOWN',
  'chown',
  'CAP_NET_BIND_SERVICE',
  'net_bind_service',
  'NET_BIND_SERVICE ',
  'NET_RAW',
  'NET_ADMIN',
  'SYS_ADMIN',
  null,
  ...ODD_TEXTS,
];

export function capabilities(noise: Noise): fc.Arbitrary<Maybe> {
  const any = fc.constantFrom<Json>(...CAPABILITIES, ...OTHER_CAPABILITIES);
  const ordinaryDrop = one(['ALL'], ['ALL'], ['NET_RAW', 'ALL']);
  const otherDrop = one(null, [], ['all'], ['CAP_ALL'], ['ALL '], ['All'], [null], CAPABILITIES, ABSENT);
  const add = fc.oneof(
    fc.array(any, { minLength: 1, maxLength: 3 }),
    list(20, any, 2),
    fc.subarray<Json>(CAPABILITIES, { minLength: 1, maxLength: 2 }),
    one(['NET_BIND_SERVICE'], []),
  );
  return object({
    add: usually(noise, one(ABSENT, ABSENT, ABSENT, ['NET_BIND_SERVICE']), add),
    drop: usually(noise, ordinaryDrop, fc.oneof(ordinaryDrop, otherDrop)),
  });
}

export function seLinuxOptions(noise: Noise): fc.Arbitrary<Maybe> {
  const types = one(
    ABSENT,
    null,
    '',
    'container_t',
    'container_init_t',
    'container_kvm_t',
    'container_engine_t',
    'container_engine_t',
    'container_engine_t',
    'Container_t',
    'spc_t',
    '\u{1f600}',
    '\ue000',
  );
  const text = one(ABSENT, ABSENT, ABSENT, null, '', 'system_u', 'user_u');
  const options = object({ type: types, user: text, role: text, level: one(ABSENT, 's0:c1,c2', '', null) });
  return usually(noise / 2, one(ABSENT, ABSENT, null), fc.oneof(one({}), options, options));
}

/** A seccomp or AppArmor profile. */
export function profile(noise: Noise, ordinary: fc.Arbitrary<Maybe>): fc.Arbitrary<Maybe> {
  const types = one(
    'RuntimeDefault',
    'RuntimeDefault',
    'Localhost',
    'Unconfined',
    'runtime/default',
    'runtimeDefault',
    'localhost',
    '',
    null,
    ABSENT,
    '\u{1f600}',
    '\uffee',
  );
  return usually(noise, ordinary, object({ type: types, localhostProfile: one(ABSENT, 'p.json', '', null) }));
}

export const ordinarySeccomp = one(
  { type: 'RuntimeDefault' },
  { type: 'RuntimeDefault' },
  { type: 'Localhost', localhostProfile: 'p.json' },
  ABSENT,
  null,
);

export const ordinaryAppArmor = one(ABSENT, ABSENT, null, { type: 'RuntimeDefault' });

export function windowsOptions(noise: Noise): fc.Arbitrary<Maybe> {
  return usually(
    noise / 3,
    absent,
    object({ hostProcess: one(true, true, false, null, ABSENT), runAsUserName: one(ABSENT, 'u', null) }),
  );
}
