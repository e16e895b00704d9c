import * as pulumi from '@pulumi/pulumi';
import {
  HardenedApp,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  SecureDeployment,
} from '../../lib/pulumi';
import { renderPulumi } from '../../lib/pulumi/render/render';
import { failureOf, inShop, WEB } from './support';

/** Calls a constructor as JavaScript may. */
const loosely = (type: new (...all: never[]) => object, ...all: unknown[]): object =>
  Reflect.construct(type, all);

describe('a call that the types refuse', () => {
  const TYPES = [HardenedApp, IsolatedNamespace, SecureDeployment, LeastPrivilegeServiceAccount].map(
    (type) => [type.name, type] as const,
  );
  it.each(TYPES)('%s: a name that is known later is refused', async (_, type) => {
    const failure = await failureOf(renderPulumi(() => loosely(type, pulumi.output('web'), WEB)));
    expect(failure).toMatch(/name: found an Output; needs a string that is known/);
    expect(failure).not.toContain('toString');
  });

  it.each<[string, (shop: IsolatedNamespace) => unknown[], RegExp]>([
    [
      'the order of cdk8s',
      (shop) => [shop, 'web', WEB],
      /name: found a resource.*args: found a value of type string/s,
    ],
    [
      'no arguments',
      (shop) => ['web', undefined, { parent: shop }],
      /web: one problem\n.*args: found nothing/,
    ],
    [
      'arguments known later',
      (shop) => ['web', pulumi.output(WEB), { parent: shop }],
      /web: one problem\n.*args: found an Output/,
    ],
    [
      'a parent for options',
      (shop) => ['web', WEB, shop],
      /opts: found a resource; .*Fix: new SecureDeployment\('web', /,
    ],
    [
      'a parent known later',
      (shop) => ['web', WEB, { parent: pulumi.output(shop) }],
      /opts\.parent: found an Output/,
    ],
    [
      'an account known later',
      (shop) => ['web', { ...WEB, account: Promise.resolve(1) }, { parent: shop }],
      /account: found/,
    ],
    [
      'an account that is none',
      (shop) => ['web', { ...WEB, account: pulumi.output('a') }, { parent: shop }],
      /account: found/,
    ],
  ])('%s is told', async (_, args, message) => {
    const failure = await failureOf(inShop((shop) => loosely(SecureDeployment, ...args(shop))));
    expect(failure).toMatch(message);
    expect(failure).not.toMatch(/TypeError|is not a function|iterable/);
  });
});
