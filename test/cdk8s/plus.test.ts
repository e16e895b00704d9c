/** One version of cdk8s-plus in a process: which one the entry points ask for, and what happens with two. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HardenedApp, IsolatedNamespace, SecureDeployment } from 'bulwark/cdk8s';
import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { standOn } from '../../lib/cdk8s/plus-versions';
import { CDK8S_PLUS, entryOf, REFERENCE } from '../../lib/cdk8s-plus';
import { errorOf } from './support';

const STANDING = Symbol.for('bulwark.cdk8s-plus');
const TYPE = Symbol.for('jsii.rtti');

const messageOf = (act: () => unknown): string => errorOf(act).message;

/** Installed packages, as `require.resolve` tells them. */
function installed(...names: readonly string[]): (peer: string) => string {
  return (peer) => {
    if (!names.includes(peer)) throw new Error(`Cannot find module '${peer}'`);
    return `/node_modules/${peer}/index.js`;
  };
}

/** Puts a construct into a tree as a version of cdk8s-plus makes one. */
function put(scope: Construct, id: string, plus: string, version: string): void {
  class Settings extends Construct {}
  Object.defineProperty(Settings, TYPE, { value: { fqn: `${plus}.Settings`, version } });
  new Settings(scope, id);
}

describe('an entry point', () => {
  beforeEach(() => Reflect.deleteProperty(globalThis, STANDING));
  afterAll(() => standOn(REFERENCE, require.resolve));

  test.each(CDK8S_PLUS)('takes %s where it is installed, twice as well', (plus) => {
    const resolve = installed('cdk8s', plus, 'constructs');
    standOn(plus, resolve);
    standOn(plus, resolve);
    expect(Reflect.get(globalThis, STANDING)).toBe(plus);
  });

  test('of another version after it is an error that names both, and the first stays', () => {
    const resolve = installed('cdk8s', 'constructs', ...CDK8S_PLUS);
    standOn('cdk8s-plus-33', resolve);
    const message = messageOf(() => standOn('cdk8s-plus-27', resolve));
    expect(message).toContain(
      'two versions of cdk8s-plus in one process: bulwark/cdk8s-plus-33 on cdk8s-plus-33, bulwark/cdk8s on cdk8s-plus-27\n',
    );
    expect(Reflect.get(globalThis, STANDING)).toBe('cdk8s-plus-33');
  });

  test.each<[string, string, readonly string[], string]>([
    [
      'nothing',
      'cdk8s-plus-27',
      [],
      'bulwark/cdk8s needs cdk8s, cdk8s-plus-27, constructs, which are not installed. Fix: npm install cdk8s cdk8s-plus-27 constructs',
    ],
    [
      'another version',
      'cdk8s-plus-27',
      ['cdk8s', 'constructs', 'cdk8s-plus-33'],
      "bulwark/cdk8s needs cdk8s-plus-27, and cdk8s-plus-33 is installed. Fix: import from 'bulwark/cdk8s-plus-33', or npm install cdk8s-plus-27",
    ],
    [
      'the reference alone',
      'cdk8s-plus-33',
      ['cdk8s', 'constructs', 'cdk8s-plus-27'],
      "bulwark/cdk8s-plus-33 needs cdk8s-plus-33, and cdk8s-plus-27 is installed. Fix: import from 'bulwark/cdk8s', or npm install cdk8s-plus-33",
    ],
    [
      'no constructs',
      'cdk8s-plus-33',
      ['cdk8s', 'cdk8s-plus-33'],
      'bulwark/cdk8s-plus-33 needs constructs, which is not installed. Fix: npm install constructs',
    ],
  ])('says what to do with %s', (_, plus, names, message) => {
    expect(messageOf(() => standOn(plus, installed(...names)))).toBe(message);
    expect(Reflect.get(globalThis, STANDING)).toBeUndefined();
  });
});

describe('a tree', () => {
  const SETTINGS = { metadata: { name: 'settings' } };
  const WEB = { image: 'registry.example.com/web:1.4', port: 8080, probe: 'tcp' } as const;
  const { version }: { version: string } = Reflect.get(kplus.ConfigMap, TYPE);

  test('of the version that the constructs are on is judged', () => {
    const app = new HardenedApp();
    const shop = new IsolatedNamespace(app, 'shop');
    new kplus.ConfigMap(shop, 'settings', SETTINGS);
    expect(app.synthesize().judgement.objects).toBeGreaterThan(1);
  });

  test('with constructs of another version is refused, with both and their places', () => {
    const app = new HardenedApp();
    const shop = new IsolatedNamespace(app, 'shop');
    new SecureDeployment(shop, 'web', WEB);
    put(shop, 'settings', 'cdk8s-plus-33', '2.5.57');
    for (const synthesize of [() => app.synthesize(), () => app.synthYaml(), () => app.synthesize()])
      expect(messageOf(synthesize)).toBe(
        `two versions of cdk8s-plus in one process: cdk8s-plus-27 ${version} (shop/web) and cdk8s-plus-33 2.5.57 (shop/settings)\n` +
          "  - Fix: import from 'bulwark/cdk8s-plus-33' instead of 'bulwark/cdk8s', or import everything of cdk8s-plus from 'cdk8s-plus-27'",
      );
  });

  test('without a construct of its own version names the entry point', () => {
    const app = new HardenedApp();
    put(new Chart(app, 'shop'), 'settings', 'cdk8s-plus-33', '2.5.57');
    expect(messageOf(() => app.synthesize())).toContain(
      'cdk8s-plus-27 (bulwark/cdk8s) and cdk8s-plus-33 2.5.57 (shop/settings)\n',
    );
  });

  test('of a version that has no entry point is judged as long as nothing of ours is on another', () => {
    const app = new HardenedApp();
    const shop = new IsolatedNamespace(app, 'shop');
    put(shop, 'settings', 'cdk8s-plus-26', '2.1.0');
    expect(app.synthesize().judgement.findings).toEqual([]);
    new SecureDeployment(shop, 'web', WEB);
    expect(messageOf(() => app.synthesize())).toBe(
      `two versions of cdk8s-plus in one process: cdk8s-plus-27 ${version} (shop/web) and cdk8s-plus-26 2.1.0 (shop/settings)\n` +
        "  - Fix: import everything of cdk8s-plus from 'cdk8s-plus-27'",
    );
  });

  test('with two releases of one version is refused too', () => {
    const app = new HardenedApp();
    const shop = new IsolatedNamespace(app, 'shop');
    put(shop, 'old', 'cdk8s-plus-27', '2.9.0');
    new kplus.ConfigMap(shop, 'settings', SETTINGS);
    expect(messageOf(() => app.synthesize())).toBe(
      `two versions of cdk8s-plus in one process: cdk8s-plus-27 2.9.0 (shop/old) and cdk8s-plus-27 ${version} (shop/settings)\n` +
        '  - Fix: install cdk8s-plus-27 once; npm ls cdk8s-plus-27 shows who brings which',
    );
  });

  test('of a plain app is refused when a workload of ours renders in it', () => {
    const app = new App();
    const chart = new Chart(app, 'shop');
    put(chart, 'settings', 'cdk8s-plus-33', '2.5.57');
    expect(Testing.synth(chart)).toEqual([]);
    new SecureDeployment(chart, 'web', WEB);
    for (let run = 0; run < 2; run++)
      expect(messageOf(() => app.synthYaml())).toContain('cdk8s-plus-33 2.5.57 (shop/settings)');
  });

  test('with a construct that says something odd of itself is judged', () => {
    const shop = new IsolatedNamespace(new HardenedApp(), 'shop');
    const odd: readonly unknown[] = ['cdk8s-plus-33', null, { fqn: 33 }, { fqn: 'cdk8s-plus-x.A' }, {}];
    for (const [index, value] of odd.entries()) {
      class Odd extends kplus.ConfigMap {}
      Object.defineProperty(Odd, TYPE, { value });
      new Odd(shop, `odd-${index}`, { metadata: { name: `odd-${index}` } });
    }
    expect(() => Testing.synth(shop)).not.toThrow();
  });
});

test('every version has a peer, an optional one, and its entry point', () => {
  const { peerDependencies, peerDependenciesMeta, exports, typesVersions } = JSON.parse(
    readFileSync(join(__dirname, '../../package.json'), 'utf8'),
  );
  const peers = Object.keys(peerDependencies).filter((name) => name.startsWith('cdk8s-plus-'));
  expect(peers).toEqual(CDK8S_PLUS);
  expect(peers.filter((name) => peerDependenciesMeta[name]?.optional !== true)).toEqual([]);
  expect(CDK8S_PLUS[0]).toBe(REFERENCE);
  expect(CDK8S_PLUS.map(entryOf)).toEqual([
    'bulwark/cdk8s',
    ...CDK8S_PLUS.slice(1).map((plus) => `bulwark/${plus}`),
  ]);
  expect(exports).toHaveProperty(['./cdk8s-plus-*']);
  expect(typesVersions['*']).toHaveProperty(['cdk8s-plus-*']);
});
