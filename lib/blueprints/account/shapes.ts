import { GRANT_WAIVER } from '../../core/rbac/grant';
import { listOf, objectOf, oneOf, type Shape, text } from '../../core/shape';

/** A right on named resources. What it may say is looked at by the code that reads it. */
export const GRANT: Shape = {
  ...objectOf(
    {
      apiGroup: text,
      resource: text,
      verbs: listOf(text),
      names: listOf(text),
      namespace: text,
      scope: oneOf('Cluster'),
      waiver: GRANT_WAIVER,
    },
    ['apiGroup', 'resource', 'verbs'],
  ),
  needs: 'a grant',
  sample: `watch('pods')`,
};

/** Rights, as an identity takes them. */
export const GRANTS: Shape = listOf(GRANT);

/** An identity of ours, as a workload takes it. */
export const AN_ACCOUNT: Shape = {
  needs: 'a LeastPrivilegeServiceAccount',
  sample: 'reader',
  fits: (value) => typeof value === 'object' && value !== null && Array.isArray(Reflect.get(value, 'grants')),
};
