import { anything, listOf, objectOf, type Shape, text } from '../shape';

const FIELDS = {
  control: { ...text, needs: 'the id of a control', sample: `'no-latest-tag'` },
  reason: { ...text, needs: 'a text of at least 20 characters' },
  owner: { ...text, needs: 'the team or person who answers for it', sample: `'team-shop'` },
  expires: { ...text, needs: 'a date as a text', sample: `'2027-02-01'` },
  ticket: text,
  container: text,
  finding: text,
};

/** A waiver for whatever it is attached to. Whether it holds, and lacks nothing, is judged with the rest. */
export const WAIVER: Shape = objectOf(FIELDS);

/** A list of them. */
export const WAIVERS: Shape = listOf(WAIVER);

const TARGET = objectOf({ kind: text, namespace: text, name: text, generateName: text, urn: text });

/** Waivers that name their object. */
export const TARGETED_WAIVERS: Shape = listOf(
  objectOf(
    {
      ...FIELDS,
      at: anything,
      on: {
        ...TARGET,
        needs: 'an object with kind, namespace and name',
        sample: `{ kind: 'Deployment', namespace: 'shop', name: 'web' }`,
      },
    },
    ['on'],
  ),
);
