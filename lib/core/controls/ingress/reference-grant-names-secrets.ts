import { isAbsent, objectAt, objectsAt } from '../../manifest/plain';
import { setControl } from '../control';
import { GATEWAY_GROUP } from './shared/gateways';
import { exampleGrant, referenceGrants } from './shared/grants';

/** Whom the examples grant something. */
const GATEWAY = { group: GATEWAY_GROUP, kind: 'Gateway', namespace: 'shop' };

/** Grants for Services may leave the name out: a Service has no content of its own. Source: Gateway API, ReferenceGrantTo. */
export const referenceGrantNamesSecrets = setControl({
  id: 'reference-grant-names-secrets',
  title: 'A ReferenceGrant for Secrets names them',
  category: 'ingress',
  severity: 'medium',
  why: 'Without a name, the grant covers every Secret of the namespace: anyone who can write a Gateway in the other namespace can use all of them, private keys included.',
  fix: 'name: shop-tls, of one Secret; one item for each of them',
  refs: { other: ['Gateway API: ReferenceGrantTo, name'] },
  alone: true,
  check(set, report) {
    for (const entry of referenceGrants(set)) {
      for (const [index, to] of objectsAt(objectAt(entry.manifest, 'spec'), 'to').entries()) {
        if (to.kind !== 'Secret' || !(isAbsent(to.name) || to.name === '')) continue;
        report(entry, { path: `spec.to[${index}].name`, found: to.name, needs: 'the name of a Secret' });
      }
    }
  },
  examples: {
    good: [
      { objects: [exampleGrant({ kind: 'Secret', name: 'pay-tls' }, GATEWAY)] },
      { objects: [exampleGrant({ kind: 'Service' })] },
    ],
    bad: [{ objects: [exampleGrant({ kind: 'Secret' }, GATEWAY)] }],
  },
});
