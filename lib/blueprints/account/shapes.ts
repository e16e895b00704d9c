import { listOf, mapOf, objectOf, type Shape, text } from '../../core/shape';

/** Rights on named resources. What they may say is looked at by whoever reads them. */
export const GRANTS: Shape = listOf({
  ...objectOf({ apiGroup: text, resource: text, verbs: listOf(text), names: listOf(text) }, [
    'apiGroup',
    'resource',
    'verbs',
  ]),
  needs: 'a grant',
  sample: `watch('pods')`,
});

/** What the props of an identity look like, in both front ends. */
export const ACCOUNT = { name: text, grants: GRANTS, instance: text, labels: mapOf(text) };

/** An identity of ours, as a workload takes it. */
export const AN_ACCOUNT: Shape = {
  needs: 'a LeastPrivilegeServiceAccount',
  sample: 'reader',
  fits: (value) => typeof value === 'object' && value !== null && Array.isArray(Reflect.get(value, 'grants')),
};
