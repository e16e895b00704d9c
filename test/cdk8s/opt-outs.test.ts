import {
  BreakGlass,
  Deployer,
  IsolatedNamespace,
  SecureDeployment,
  SecurePod,
  SecureStatefulSet,
  TeamAccess,
} from 'bulwark/cdk8s';
import { suppressionsOfDeployer } from '../../lib/blueprints/deploy/parse';
import { CAN_OPT_OUT } from '../../lib/core/policy/can-opt-out';
import { isOptOut } from '../../lib/core/policy/waiver';
import { IMAGE, judgementOf, shopApp, WEB } from './support';

test('what a construct opts out of, a report of its app may opt out of: check --report takes it', () => {
  const { app, shop } = shopApp();
  new TeamAccess(shop, 'team', { edit: ['maintainers'] });
  new BreakGlass(shop, 'break-glass');
  new Deployer(shop, 'deployer', { kind: 'flux' });
  new SecureDeployment(shop, 'web', { ...WEB, strategy: 'Recreate' });
  new SecureStatefulSet(shop, 'db', {
    image: IMAGE,
    user: 20_001,
    port: 5432,
    probe: 'tcp',
    update: 'OnDelete',
  });
  new SecurePod(new IsolatedNamespace(app, 'once'), 'once', { image: IMAGE });
  new SecureDeployment(shop, 'small', { image: IMAGE, scale: { min: 1, max: 2 } });
  const refused = judgementOf(app)
    .suppressed.filter(({ suppression }) => isOptOut(suppression))
    .map(({ control }) => control);
  expect(refused).toEqual(expect.arrayContaining(['no-pod-creation', 'rolling-update-strategy']));
  refused.push(...suppressionsOfDeployer().map(({ control }) => control));
  expect(refused.filter((control) => !CAN_OPT_OUT.some((known) => known === control))).toEqual([]);
});
