import * as pulumi from '@pulumi/pulumi';
import { KEEP_ANNOTATIONS } from '../../lib/core/well-known';
import {
  clusters,
  external,
  HardenedApp,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  read,
  SecureDeployment,
  SecureStatefulSet,
  SharedClaim,
  Snapshot,
  sharedClaim,
  watch,
} from '../../lib/pulumi';
import { keepRendered } from '../../lib/pulumi/components/kept';
import { renderPulumi } from '../../lib/pulumi/render/render';
import { at, containerOf, failureOf, inShop, objectOf, POLICY, WEB } from './support';

const REACHABLE = clusters.kubeadm({
  apiServer: {
    service: { cidr: '10.96.0.1/32', port: 443 },
    endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }],
  },
});

const kinds = (manifests: readonly { readonly kind?: unknown }[]): unknown[] =>
  manifests.map(({ kind }) => kind);

describe('components', () => {
  it('make the objects of a namespace and of a workload, and no others', async () => {
    const { manifests, resources } = await inShop(
      (shop) => new SecureDeployment('web', WEB, { parent: shop }),
    );
    expect(kinds(manifests)).toEqual([
      'PriorityClass',
      'Namespace',
      'ResourceQuota',
      'LimitRange',
      'ServiceAccount',
      'NetworkPolicy',
      'ServiceAccount',
      'Service',
      'PodDisruptionBudget',
      'NetworkPolicy',
      'Deployment',
    ]);
    const patches = resources.filter(({ patch }) => patch);
    expect(patches.map(({ type }) => type)).toEqual(['kubernetes:core/v1:ServiceAccountPatch']);
  });

  it('open a route at both ends, whatever the order of the calls', async () => {
    const rendering = await inShop((shop) => {
      const opts = { parent: shop };
      const cart = new SecureDeployment('cart', WEB, opts);
      const web = new SecureDeployment('web', { ...WEB, uses: { CART: cart } }, opts);
      cart.uses({ WEB_ADDR: web });
      web.talksTo(external({ namespace: 'data', labels: { app: 'db' }, ports: [5432] }));
    });
    const peersOf = (name: string, direction: string): unknown[] => {
      const rules = at(objectOf(rendering, 'NetworkPolicy', name), `spec.${direction}`);
      return Array.isArray(rules)
        ? rules.map((rule) => at(rule, direction === 'ingress' ? 'from.0' : 'to.0'))
        : [];
    };
    const pods = (name: string): unknown => ({
      podSelector: { matchLabels: { 'app.kubernetes.io/instance': name } },
    });
    expect(peersOf('cart', 'ingress')).toEqual([pods('web')]);
    expect(peersOf('web', 'ingress')).toEqual([pods('cart')]);
    expect(peersOf('cart', 'egress')).toContainEqual(pods('web'));
    expect(peersOf('web', 'egress')).toContainEqual({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } },
      podSelector: { matchLabels: { app: 'db' } },
    });
    expect(at(containerOf(rendering, 'cart'), 'env')).toEqual([{ name: 'WEB_ADDR', value: 'web:8080' }]);
  });

  it('give a token and a route to the API server exactly where there is a grant', async () => {
    const rendering = await inShop(
      (shop) => {
        const opts = { parent: shop };
        const account = new LeastPrivilegeServiceAccount('reader', { grants: [watch('pods')] }, opts);
        new SecureDeployment('watcher', { ...WEB, account }, opts);
        new SecureDeployment('web', { ...WEB, grants: [read({ kind: 'ConfigMap', name: 'flags' })] }, opts);
        new SecureDeployment('plain', WEB, opts);
      },
      { cluster: REACHABLE },
    );
    const volumes = (name: string): unknown =>
      JSON.stringify(at(objectOf(rendering, 'Deployment', name), 'spec.template.spec.volumes'));
    expect(volumes('watcher')).toContain('serviceAccountToken');
    expect(volumes('web')).toContain('serviceAccountToken');
    expect(volumes('plain')).not.toContain('serviceAccountToken');
    expect(at(objectOf(rendering, 'Deployment', 'watcher'), 'spec.template.spec.serviceAccountName')).toBe(
      'reader',
    );
    expect(JSON.stringify(objectOf(rendering, 'NetworkPolicy', 'watcher'))).toContain('192.0.2.10/32');
    expect(JSON.stringify(objectOf(rendering, 'NetworkPolicy', 'plain'))).not.toContain('192.0.2.10/32');
  });

  it('say their address, their namespace and their account', async () => {
    const { outputs } = await inShop((shop) => {
      const web = new SecureDeployment('web', WEB, { parent: shop });
      return {
        address: web.address,
        namespace: web.namespace,
        account: web.serviceAccount,
        shop: shop.namespace,
      };
    });
    expect(outputs).toEqual({ address: 'web:8080', namespace: 'shop', account: 'web', shop: 'shop' });
  });

  it('have the tokens of the package, their parents, and children that the ecosystem recognizes', async () => {
    const seen: { readonly type: string; readonly name: string; readonly opts: pulumi.ResourceOptions }[] =
      [];
    await renderPulumi(() => {
      pulumi.runtime.registerStackTransformation(({ type, name, opts }) => {
        seen.push({ type, name, opts });
        return undefined;
      });
      const app = new HardenedApp('app', { policy: POLICY, today: '2026-11-21' });
      const shop = new IsolatedNamespace('shop', {}, { parent: app });
      new SecureDeployment('web', WEB, { parent: shop });
    });
    const typed = seen.map(({ type }) => type);
    expect(typed).toContain('bulwark:index:HardenedApp');
    expect(typed).toContain('bulwark:index:IsolatedNamespace');
    expect(typed).toContain('bulwark:index:SecureDeployment');
    const children = seen.filter(({ type }) => type.startsWith('kubernetes:'));
    expect(children.length).toBeGreaterThan(8);
    for (const { opts } of children) {
      expect(opts.parent).toBeDefined();
      expect(opts.version).toMatch(/^4\./);
      expect(Reflect.get(opts, 'deleteBeforeReplace')).toBe(true);
    }
  });

  it('refuse what nothing reads, a name that is none, and everything else at once', async () => {
    const args = { image: 'UPPER', port: 80, portt: 1 };
    const failure = await failureOf(inShop((shop) => new SecureDeployment('web', args, { parent: shop })));
    expect(failure).toMatch(/app\/shop\/web: \d problems/);
    expect(failure).toMatch(/portt.*did you mean port\?/);
    expect(failure).toMatch(/image: found "UPPER"/);
    expect(failure).toMatch(/port: found 80/);
  });

  it('stand without an app too: hardened and judged by the default policy', async () => {
    const loose = await failureOf(renderPulumi(() => new SecureDeployment('web', WEB)));
    expect(loose).toContain('no-default-namespace at web (Deployment web, metadata.namespace)');
    const { manifests } = await renderPulumi(() => {
      const shop = new IsolatedNamespace('shop', { labels: { owner: 'team' } });
      const args = { ...WEB, labels: { owner: 'team' }, annotations: { email: 'a@example.com' } };
      new SecureDeployment('web', args, { parent: shop });
    });
    expect(kinds(manifests)).toContain('Deployment');
  });
});

describe('what holds data', () => {
  it.each([
    ['a namespace with claims', { ...KEEP_ANNOTATIONS, team: 'shop' }, [true, true]],
    ['one without', {}, undefined],
    ['one that a user keeps from one tool alone', { 'helm.sh/resource-policy': 'keep' }, undefined],
  ])('%s is protected, as soon as it is known whether it has some', async (_, annotations, needs) => {
    const rendered = Promise.resolve({ apiVersion: 'v1', kind: 'Namespace', metadata: { annotations } });
    const props = { metadata: { name: 'shop' } };
    const given = { type: 'kubernetes:core/v1:Namespace', name: 'shop', custom: true, props };
    const opts: pulumi.CustomResourceOptions = { deleteBeforeReplace: true };
    const made = await keepRendered(rendered)({ ...given, opts });
    expect(made && [made.props, Reflect.get(made.opts, 'deleteBeforeReplace')]).toEqual(
      needs && [props, true],
    );
    expect(made && [made.opts.protect, Reflect.get(made.opts, 'retainOnDelete')]).toEqual(needs);
  });

  it('is protected, and stays when it leaves the stack; what says why nobody needs it is not', async () => {
    const kept = new Map<string, unknown>();
    const rendering = await renderPulumi(() => {
      pulumi.runtime.registerStackTransformation(({ type, name, opts }) => {
        kept.set(`${type.slice(type.lastIndexOf(':') + 1)} ${name}`, [opts.protect, opts.retainOnDelete]);
        return undefined;
      });
      const app = new HardenedApp('app', { policy: POLICY, today: '2026-11-21' });
      const shop = new IsolatedNamespace('shop', {}, { parent: app });
      const opts = { parent: shop };
      let user = 20_001;
      const base = () => {
        user += 1;
        return { image: WEB.image, port: 8080, probe: WEB.probe, user };
      };
      const media = new SharedClaim('media', { size: pulumi.output('1Gi') }, opts);
      new Snapshot('before', { claim: media }, opts);
      const volumes = { '/data': { size: pulumi.secret('1Gi'), class: pulumi.output('fast') } };
      new SecureDeployment('web', { ...base(), volumes: { ...volumes, '/media': sharedClaim(media) } }, opts);
      const cache = { size: '1Gi', disposable: 'a cache that fills again' };
      new SecureDeployment('cached', { ...base(), volumes: { '/cache': cache } }, opts);
      new SecureStatefulSet('db', { ...base(), volumes }, opts);
      new SecureStatefulSet('queue', { ...base(), volumes: { '/cache': cache } }, opts);
      new SecureStatefulSet('plain', base(), opts);
    });
    const both = [...kept].filter(([, found]) => JSON.stringify(found) === '[true,true]');
    expect(both.map(([resource]) => resource).sort()).toEqual([
      'PersistentVolumeClaim media',
      'PersistentVolumeClaim web-data',
      'StatefulSet db',
      'VolumeSnapshot before',
    ]);
    expect(kept.get('PersistentVolumeClaim cached-cache')).toEqual([undefined, undefined]);
    const made = objectOf(rendering, 'PersistentVolumeClaim', 'web-data');
    expect(at(made, 'spec.storageClassName')).toBe('fast');
    expect(at(objectOf(rendering, 'Namespace'), 'metadata.annotations')).toMatchObject({
      'helm.sh/resource-policy': 'keep',
    });
  });

  it('is refused when a class is known later and the cluster lacks it', async () => {
    const storage = { classes: [{ name: 'disk', default: true, modes: ['ReadWriteOnce'] as const }] };
    const said = (shop: IsolatedNamespace): unknown =>
      new SharedClaim(
        'media',
        { size: '1Gi', mode: 'ReadWriteOnce', class: pulumi.output('gold') },
        { parent: shop },
      );
    const failure = await failureOf(inShop(said, { cluster: clusters.kubeadm({ storage }) }));
    expect(failure).toContain('cluster.storage of kubeadm has');
  });
});
