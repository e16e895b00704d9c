import { isPlain } from '../manifest/plain';
import { anObject, listOf, mapOf, number, objectOf, type Shape, type ShapeTable, text } from '../shape';
import type { PolicyOptions } from './policy-options';
import { TARGETED_WAIVERS } from './waiver-shape';

const IDS = listOf({ ...text, needs: 'the id of a control', sample: `'no-latest-tag'` });

/** What the options of a policy look like; what the parameters of a control look like is the engine's business. */
export const POLICY_OPTIONS: ShapeTable<PolicyOptions> = {
  owner: { ...text, sample: `'team-shop'` },
  email: { ...text, sample: `'team-shop@example.com'` },
  environment: { ...text, sample: `'production'` },
  params: mapOf({
    needs: 'an object with parameters',
    sample: '{ … }',
    fits: isPlain,
  }),
  without: IDS,
  everywhere: IDS,
  locked: IDS,
  waivers: TARGETED_WAIVERS,
  maxWaiverDays: { ...number, sample: '365' },
  controls: listOf({ ...anObject, needs: 'a control, as podControl makes it', opaque: true }),
  kinds: listOf({ ...anObject, needs: 'a kind with what it carries' }),
};

const PROFILE = objectOf({ id: text, title: text, controls: IDS }, ['id', 'controls']);

/** A policy, as `restricted` and `dev` make it. */
export const POLICY: Shape = {
  needs: 'a policy',
  sample: `restricted({ owner: 'team-shop' })`,
  fits: (value) =>
    isPlain(value) && PROFILE.fits(value.profile) && isPlain(value.params) && Array.isArray(value.waivers),
  inside: (value, path, context) => {
    if (!isPlain(value)) return;
    const { profile, without = null, locked = null, params, waivers } = value;
    PROFILE.inside?.(profile, `${path}.profile`, { ...context, add: context.add });
    for (const [field, ids] of Object.entries({ without, locked })) {
      if (!Array.isArray(ids))
        context.add({ field: `${path}.${field}`, found: 'no list', needs: IDS.needs, fix: `${field}: []` });
      else IDS.inside?.(ids, `${path}.${field}`, context);
    }
    POLICY_OPTIONS.params.inside?.(params, `${path}.params`, context);
    POLICY_OPTIONS.waivers.inside?.(waivers, `${path}.waivers`, context);
  },
};
