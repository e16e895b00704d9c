import * as cdk8s from 'bulwark/cdk8s';
import * as pulumi from 'bulwark/pulumi';
import { modelOf } from '../../lib/cdk8s/app/app-context';
import { suppressionsOf } from '../../lib/model/overview';
import type { SuppressedControl } from '../../lib/model/suppression';
import { contextOf } from '../../lib/pulumi/app/app-context';
import { renderUnjudged } from '../../lib/pulumi/render/render';
import { IMAGE, TODAY } from '../cdk8s/support';

const waiver = (control: cdk8s.Waiver['control']): cdk8s.Waiver => ({
  control,
  reason: 'the agent of the vendor needs it',
  owner: 'team-shop',
  expires: '2027-02-01',
});
const WEB = { image: IMAGE, port: 8080, probe: { http: '/readyz' }, replicas: 1 } as const;
const EDITS = [{ path: 'spec.template.spec.enableServiceLinks', value: true }];

function inCdk8s(): SuppressedControl[] {
  const app = new cdk8s.HardenedApp({ today: TODAY, waivers: [waiver('no-latest-tag')] });
  const shop = new cdk8s.IsolatedNamespace(app, 'shop', {});
  const web = new cdk8s.SecureDeployment(shop, 'web', WEB);
  cdk8s.waive(shop, waiver('resource-quota'));
  cdk8s.waive(web, waiver('read-only-root-filesystem'));
  cdk8s.override(web, EDITS, waiver('no-service-links'));
  return suppressionsOf(modelOf(web));
}

async function inPulumi(): Promise<SuppressedControl[]> {
  let found: SuppressedControl[] = [];
  await renderUnjudged(() => {
    const app = new pulumi.HardenedApp('app', { today: TODAY, waivers: [waiver('no-latest-tag')] });
    const shop = new pulumi.IsolatedNamespace('shop', {}, { parent: app });
    const web = new pulumi.SecureDeployment('web', WEB, { parent: shop });
    pulumi.waive(shop, waiver('resource-quota'));
    pulumi.waive(web, waiver('read-only-root-filesystem'));
    pulumi.override(web, EDITS, waiver('no-service-links'));
    found = suppressionsOf(contextOf(web).model);
    return web;
  });
  return found;
}

const SHOP = { kind: 'Namespace', namespace: undefined, name: 'shop' };
const DEPLOYMENT = { kind: 'Deployment', namespace: 'shop', name: 'web' };

test.each([
  ['cdk8s', inCdk8s],
  ['Pulumi', inPulumi],
])('the model of %s has every suppression, no matter who says it and wherever', async (_, run) => {
  const told = (await run()).map(({ at, owner: _owner, expires: _expires, reason: _reason, ...one }) => ({
    ...one,
    ...(at === undefined ? {} : { said: true }),
  }));
  expect(told).toHaveLength(5);
  expect(told).toEqual(
    expect.arrayContaining([
      { object: DEPLOYMENT, control: 'liveness-probe', form: 'opt-out' },
      { control: 'no-latest-tag', form: 'waiver', said: true },
      { object: SHOP, control: 'resource-quota', form: 'waiver', said: true },
      { object: DEPLOYMENT, control: 'read-only-root-filesystem', form: 'waiver', said: true },
      { control: 'no-service-links', form: 'waiver', said: true },
    ]),
  );
});
