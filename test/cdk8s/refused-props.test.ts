import {
  HardenedApp,
  IsolatedNamespace,
  type IsolatedNamespaceProps,
  restricted,
  SecureDeployment,
  type SecureDeploymentProps,
  SecureStatefulSet,
  watch,
} from 'bulwark/cdk8s';
import type { ChartProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { folder, shopApp, TODAY, WEB } from './support';

/** Props as they come from JavaScript, or from a program that runs without a compiler. */
function loose(props: object): object {
  return JSON.parse(JSON.stringify(props));
}

const MADE: readonly [string, () => unknown, RegExp][] = [
  [
    'a prop of a workload, misspelt',
    () => new SecureDeployment(shopApp().shop, 'web', { ...WEB, ...loose({ replica: 3 }) }),
    /shop\/web: one problem\n {2}- replica: .* Fix: did you mean replicas\?/,
  ],
  [
    'a prop of a workload that there is not',
    () => new SecureDeployment(shopApp().shop, 'web', { ...WEB, ...loose({ hostNetwork: true }) }),
    /hostNetwork: found "hostNetwork"; needs one of image, .*grants, .*account\. Fix: remove it/,
  ],
  [
    'a prop of a namespace',
    () => new IsolatedNamespace(shopApp().app, 'data', loose({ quotas: {} })),
    /quotas: .* Fix: did you mean quota\?/,
  ],
  [
    'the name of a namespace, as a chart says it',
    () => new IsolatedNamespace(shopApp().app, 'data', loose({ namespace: 'prod' })),
    /data: one problem\n {2}- namespace: found "prod"; .* Fix: name: 'prod'/,
  ],
  [
    'a prop of the app',
    () => new HardenedApp(loose({ waiver: [] })),
    /waiver: .* Fix: did you mean waivers\?/,
  ],
  [
    'an address as text',
    () => new SecureDeployment(shopApp().shop, 'web', { ...WEB, ...loose({ uses: { CART: 'cart:80' } }) }),
    /uses\.CART: found "cart:80"; needs a workload, one port of it, or external/,
  ],
  [
    'addresses that are none, all of them',
    () =>
      new SecureDeployment(shopApp().shop, 'web', {
        ...WEB,
        ...loose({ uses: { CART: 'cart:80', DB: {} } }),
      }),
    /2 problems\n {2}- uses\.CART: .*\n {2}- uses\.DB: found .*; needs a workload, one port of it/,
  ],
  [
    'nothing in place of a prop that has to be there',
    () => new SecureDeployment(shopApp().shop, 'web', { ...WEB, ...loose({ image: null }) }),
    /image: found null; needs a reference with a tag\. Fix: image: 'registry\.example\.com/,
  ],
  [
    'a user that has to be there',
    () => Reflect.construct(SecureStatefulSet, [shopApp().shop, 'db', WEB]),
    /user: found nothing; needs a number\. Fix: user: 20001/,
  ],
  [
    'no props at all',
    () => Reflect.construct(SecureDeployment, [shopApp().shop, 'web']),
    /props: found nothing; needs a plain object\. Fix: props: \{ image: 'registry\.example\.com/,
  ],
  [
    'a route that no policy of the cluster can say: once, not for each end',
    () => {
      const { app, shop } = shopApp();
      const api = new SecureDeployment(shop, 'api', WEB);
      new SecureDeployment(shop, 'web', WEB).talksTo(api, { http: [{ methods: ['GET'] }] });
      app.synthesize();
    },
    /^one problem; nothing was written\n {2}- routes: one problem\n {2}- route from shop\/web to shop\/api, http: [^\n]*$/,
  ],
  [
    'a day that is none',
    () => new HardenedApp({ today: '21.11.2026' }),
    /today is '21\.11\.2026'\n.*2026-11-21/,
  ],
  [
    'a lock that is none',
    () =>
      new HardenedApp({
        today: TODAY,
        images: { images: { 'web:v1': { digest: 'sha256:12', date: TODAY } } },
      }),
    /web:v1: digest needs/,
  ],
  [
    'a control that there is not',
    () =>
      new HardenedApp({
        today: TODAY,
        policy: restricted(loose({ without: ['no-host-pidd'] })),
      }).synthesize(),
    /without: there is no control 'no-host-pidd'; did you mean 'no-host-pid'\?/,
  ],
  [
    'a grant on all secrets',
    () => Reflect.apply(watch, undefined, ['secrets']),
    /watch\('secrets'\) is not offered\n.*needs get of Secrets by their names/,
  ],
];

test.each(MADE)('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});

class TeamNamespace extends IsolatedNamespace {
  constructor(scope: Construct, id: string, props: IsolatedNamespaceProps & { readonly team: string }) {
    super(scope, id, props);
  }
}

class MigratedChart extends IsolatedNamespace {
  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, props);
  }
}

class TeamDeployment extends SecureDeployment {
  constructor(scope: Construct, id: string, props: SecureDeploymentProps & { readonly team: string }) {
    super(scope, id, props);
  }
}

test('a subclass may hand on props of its own', () => {
  const app = new HardenedApp({ outdir: folder(), today: TODAY });
  const shop = new TeamNamespace(app, 'shop', { team: 'shop' });
  new TeamDeployment(shop, 'web', { ...WEB, team: 'shop' });
  expect(() => app.synth()).not.toThrow();
});

test('a subclass that was a chart says so where its namespace would be another one', () => {
  const app = new HardenedApp({ today: TODAY });
  expect(new MigratedChart(app, 'shop', { namespace: 'shop' }).name).toBe('shop');
  expect(() => new MigratedChart(app, 'data', { namespace: 'prod' })).toThrow(/Fix: name: 'prod'/);
});
