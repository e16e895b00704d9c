import { sharedConfig } from '../../../lib/blueprints/configuration/config';
import { secretReference } from '../../../lib/blueprints/configuration/existing-secret';
import { clusters } from '../../../lib/core/cluster/presets';
import { create, patch, read, watch } from '../../../lib/core/rbac/grant';
import type { Scenario } from './front-end';
import { IMAGE, WEB } from './shared';

const SOMEBODY = { reason: 'an incident is looked into', owner: 'team-shop', expires: '2027-03-31' };

export const IDENTITIES_SCENARIOS: readonly Scenario[] = [
  {
    name: 'rights from the side of objects, in other namespaces, of the cluster, and by someone who answers for them',
    app: { cluster: clusters.kind() },
    build(make) {
      const [shop, tools] = [make.namespace('shop'), make.namespace('tools')];
      const settings = sharedConfig('settings', { MODE: 'fast' });
      const db = secretReference('db', { keys: ['password'] });
      const web = make.workload(shop, 'web', WEB);
      const sets = make.kind('StatefulSet', tools, 'store', { image: IMAGE, user: 20_001 });
      const operator = make.workload(tools, 'operator', { ...WEB, grants: [watch('nodes')] });
      settings.grantUpdate(operator);
      db.grantRead(operator);
      web.grantPatch(operator, 'scale');
      sets.grantRead(operator);
      const account = make.account(tools, 'late');
      make.workload(tools, 'other', { ...WEB, account });
      make.grant(account, read('clusterissuers.cert-manager.io'), watch('certificates.cert-manager.io'));
      make.account(shop, 'oncall', {
        grants: [create('pods', 'exec', SOMEBODY), patch('pods', 'ephemeralcontainers', SOMEBODY)],
      });
    },
  },
];
