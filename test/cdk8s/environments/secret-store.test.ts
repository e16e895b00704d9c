import {
  clusters,
  environments,
  type HardenedApp,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  type SecretStoreProps,
  SecureDeployment,
  secret,
} from 'bulwark/cdk8s';
import { at, one, TODAY, WEB } from '../support';

const cluster = clusters.kubeadm();
const aws = (region: string): SecretStoreProps => ({ aws: { region, serviceAccount: 'secret-reader' } });
const VAULT: SecretStoreProps = {
  vault: { server: 'https://vault.example.com', role: 'shop', serviceAccount: 'secret-reader' },
};

/** Two namespaces, of which one names a store of its own. */
function build(app: HardenedApp): void {
  for (const [name, props] of Object.entries({ shop: {}, mail: { secretStore: aws('eu-north-1') } })) {
    const space = new IsolatedNamespace(app, name, props);
    new LeastPrivilegeServiceAccount(space, 'secret-reader');
    new SecureDeployment(space, 'web', { ...WEB, files: { '/run/secrets/db': secret('db', ['password']) } });
  }
}

type All = Parameters<typeof environments>[1];

function stores(all: All, secretStore?: SecretStoreProps): Record<string, unknown> {
  const settings = { today: TODAY, ...(secretStore === undefined ? {} : { secretStore }) };
  const made = environments(build, all, settings).synthesize();
  return Object.fromEntries(
    [...made.environments].map(([name, { files }]) => {
      const objects = files.flatMap((file) => [...file.objects]);
      const provider = (namespace: string): unknown =>
        at(
          one(
            objects.filter(({ metadata }) => at(metadata, 'namespace') === namespace),
            'SecretStore',
            'secret-store',
          ),
          'spec.provider',
        );
      return [name, { shop: provider('shop'), mail: provider('mail') }];
    }),
  );
}

const region = (name: string): unknown => ({ aws: expect.objectContaining({ region: name }) });
const vault = { vault: expect.objectContaining({ server: 'https://vault.example.com' }) };

test('an environment names the store of all namespaces that say none, and of single ones', () => {
  const all = {
    staging: { cluster },
    test: { cluster, secretStore: VAULT },
    prod: {
      cluster,
      secretStore: aws('eu-west-1'),
      namespaces: { mail: { secretStore: VAULT } },
    },
  };
  expect(stores(all, aws('eu-central-1'))).toEqual({
    staging: { shop: region('eu-central-1'), mail: region('eu-north-1') },
    test: { shop: vault, mail: region('eu-north-1') },
    prod: { shop: region('eu-west-1'), mail: vault },
  });
});

test('without one of its own the environment lacks a store', () => {
  const all = { staging: { cluster }, prod: { cluster, secretStore: VAULT } };
  expect(() => stores(all)).toThrow(/staging: .*[\s\S]*a store to read it from: shop has none/);
});

test.each<[string, object, string]>([
  ['two at once', { ...VAULT, ...aws('eu-west-1') }, 'secretStore: found'],
  ['nothing', {}, 'secretStore: found'],
  ['a store of the cluster', { clusterSecretStore: 'all' }, 'secretStore'],
  ['a word', Object('vault'), 'secretStore'],
  [
    'no TLS',
    { vault: { server: 'http://vault', role: 'a', serviceAccount: 'b' } },
    'secretStore.vault.server',
  ],
  ['null', Object.assign(Object.create(null), { vault: null }), 'secretStore.vault'],
])('%s is refused, for the environment and for a namespace of it', (_, store, message) => {
  const wrong: object = store;
  const all = { staging: { cluster, secretStore: VAULT }, prod: { cluster, secretStore: wrong } };
  expect(() => Reflect.apply(stores, undefined, [all])).toThrow(message);
  const below = {
    staging: { cluster, secretStore: VAULT },
    prod: { cluster, secretStore: VAULT, namespaces: { shop: { secretStore: wrong } } },
  };
  expect(() => Reflect.apply(stores, undefined, [below])).toThrow(message);
});
