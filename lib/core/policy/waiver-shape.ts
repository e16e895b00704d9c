import { isPlain } from '../manifest/plain';
import { anything, listOf, objectOf, type Shape, text } from '../shape';

const FIELDS = {
  control: { ...text, needs: 'the id of a control', sample: `'no-latest-tag'` },
  reason: { ...text, needs: 'a string of at least 20 characters' },
  owner: { ...text, needs: 'the team or person who is responsible for it', sample: `'team-shop'` },
  expires: { ...text, needs: 'a date as a string', sample: `'2027-02-01'` },
  ticket: text,
  container: text,
  finding: text,
};

/** A waiver for whatever it is attached to. Whether it holds, and lacks nothing, is judged with the rest. */
export const WAIVER: Shape = objectOf(FIELDS);

/** A list of them. */
export const WAIVERS: Shape = listOf(WAIVER);

const TARGET: Shape = {
  ...objectOf({ kind: text, namespace: text, name: text, generateName: text, urn: text }),
  needs: 'an object with kind, namespace and name',
  sample: `{ kind: 'Deployment', namespace: 'shop', name: 'web' }`,
};

const TARGETED = objectOf({ ...FIELDS, at: anything, target: TARGET }, ['target']);
const WITH_ON = objectOf({ ...FIELDS, at: anything, on: TARGET }, ['on']);

/** Waivers that name their object: under `target`, or under `on`, which is read until 1.0; never under both. */
export const TARGETED_WAIVERS: Shape = listOf({
  ...TARGETED,
  inside: (value, path, context) =>
    (isPlain(value) && 'on' in value && !('target' in value) ? WITH_ON : TARGETED).inside?.(
      value,
      path,
      context,
    ),
});
