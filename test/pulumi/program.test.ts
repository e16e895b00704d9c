import * as pulumi from '@pulumi/pulumi';
import { HardenedApp, IsolatedNamespace, SecureDeployment, waive } from '../../lib/pulumi';
import { renderPulumi } from '../../lib/pulumi/render/render';
import { at, failureOf, objectOf, POLICY, WEB } from './support';

const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 200);
  });

const newApp = (): HardenedApp => new HardenedApp('app', { policy: POLICY, today: '2026-11-21' });

describe('a program that waits', () => {
  it('before its app is like any other', async () => {
    const { manifests } = await renderPulumi(async () => {
      await pause();
      const shop = new IsolatedNamespace('shop', {}, { parent: newApp() });
      await Promise.resolve();
      new SecureDeployment('web', WEB, { parent: shop });
    });
    expect(manifests.some(({ kind }) => kind === 'Deployment')).toBe(true);
  });

  it.each<[string, (shop: IsolatedNamespace, web: SecureDeployment) => unknown, RegExp]>([
    [
      'a component',
      (shop) => new SecureDeployment('late', WEB, { parent: shop }),
      /app\/shop\/late: one problem/,
    ],
    ['a route', (_, web) => web.talksTo(web), /app\/shop\/web: one problem.*\n?.*a route was opened/],
    ['a reference', (_, web) => web.uses({ A: web }), /a reference was added/],
    [
      'a waiver',
      (shop) => waive(shop, { control: 'no-host-network', reason: 'x', owner: 'y', expires: '2027-01-01' }),
      /a waiver was given/,
    ],
  ])('in the middle is told that %s comes too late', async (_, say, message) => {
    const failure = await failureOf(
      renderPulumi(async () => {
        const shop = new IsolatedNamespace('shop', {}, { parent: newApp() });
        const web = new SecureDeployment('web', WEB, { parent: shop });
        await pause();
        say(shop, web);
      }),
    );
    expect(failure).toMatch(message);
    expect(failure).toContain('await app.compose(async () => { … })');
  });

  it('in a frame says everything in its own time', async () => {
    const rendering = await renderPulumi(async () => {
      const app = newApp();
      await app.compose(async () => {
        const shop = new IsolatedNamespace('shop', {}, { parent: app });
        const web = new SecureDeployment('web', WEB, { parent: shop });
        await pause();
        new SecureDeployment('api', { ...WEB, uses: { WEB: web } }, { parent: shop });
      });
    });
    const rules = at(
      objectOf(rendering, 'NetworkPolicy', 'web'),
      'spec.ingress.0.from.0.podSelector.matchLabels',
    );
    expect(rules).toEqual({ 'app.kubernetes.io/instance': 'api' });
  });

  it('and fails in a frame makes nothing, and tells what it failed with', async () => {
    const failure = await failureOf(
      renderPulumi(async () => {
        const app = newApp();
        await app.compose(async () => {
          new IsolatedNamespace('shop', {}, { parent: app });
          await pause();
          throw new Error('the registry does not answer');
        });
      }),
    );
    expect(failure).toContain('the registry does not answer');
  });
});

describe('options of components', () => {
  it('reach the objects: provider, protection, and what they wait for', async () => {
    const seen: {
      readonly name: string;
      readonly resource: pulumi.Resource;
      readonly opts: pulumi.ResourceOptions;
    }[] = [];
    const { outputs } = await renderPulumi(() => {
      pulumi.runtime.registerStackTransformation(({ type, name, resource, opts }) => {
        if (type === 'kubernetes:apps/v1:Deployment') seen.push({ name, resource, opts });
        return undefined;
      });
      class Cluster extends pulumi.ProviderResource {}
      class Above extends pulumi.ComponentResource {}
      class Other extends pulumi.ComponentResource {}
      const other = new Other('example:index:Other', 'other');
      const provider = new Cluster('kubernetes', 'cluster', {});
      const app = new HardenedApp(
        'app',
        { policy: POLICY, today: '2026-11-21' },
        { provider, protect: true, dependsOn: [new Above('example:index:Above', 'above')] },
      );
      const shop = new IsolatedNamespace('shop', {}, { parent: app });
      const { deployment } = new SecureDeployment('web', WEB, { parent: shop, dependsOn: other });
      return {
        provider: deployment.getProvider('kubernetes:apps/v1:Deployment') === provider,
        protect: Reflect.get(deployment, '__protect'),
      };
    });
    expect(outputs).toEqual({ provider: true, protect: true });
    const waited = await new Promise<unknown>((resolve) => {
      pulumi.output(seen[0]?.opts.dependsOn).apply(resolve);
    });
    const types = Array.isArray(waited)
      ? waited.map((resource) => String(Reflect.get(resource, '__pulumiType')))
      : [];
    expect(types).toContain('example:index:Other');
    expect(types).toContain('example:index:Above');
    expect(types).toContain('kubernetes:networking.k8s.io/v1:NetworkPolicy');
    expect(types).toContain('kubernetes:core/v1:Namespace');
    expect(types).toContain('bulwark:index:LeastPrivilegeServiceAccount');
  });

  it('let what has an old name keep it', async () => {
    const { resources } = await renderPulumi(() => {
      const shop = new IsolatedNamespace('shop', {}, { parent: newApp(), aliases: [{ name: 'store' }] });
      new SecureDeployment('shop-web', { ...WEB, name: 'web' }, { parent: shop });
    });
    const deployment = resources.find(({ type }) => type === 'kubernetes:apps/v1:Deployment');
    expect(deployment?.name).toBe('shop-web');
    expect(at(deployment?.manifest, 'metadata.name')).toBe('web');
  });

  it('have a component of the user between namespace and workload', async () => {
    const rendering = await renderPulumi(() => {
      class Team extends pulumi.ComponentResource {
        constructor(name: string, shop: IsolatedNamespace) {
          super('example:index:Team', name, {}, { parent: shop });
          new SecureDeployment('web', WEB, { parent: this });
        }
      }
      new Team('blue', new IsolatedNamespace('shop', {}, { parent: newApp() }));
    });
    expect(at(objectOf(rendering, 'Deployment'), 'metadata.namespace')).toBe('shop');
  });
});
