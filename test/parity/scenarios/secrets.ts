import {
  secretFromDriver as mountedSecret,
  secretFromSealed as sealedSecret,
  secretFromStore as secret,
} from '../../../lib/blueprints/secrets/delivered';
import type { Scenario } from './front-end';
import { IMAGE } from './shared';

const DATABASE = secret<'username' | 'password', string>('db', ['username', 'password'], { reload: true });
const TOKENS = secret<'api' | 'mail', string>(
  'tokens',
  { api: 'prod/api', mail: { key: 'prod/mail', property: 'token', version: '7' } },
  { refresh: '15m', filesOnly: 'optOut' },
);

/** Of the form of what was sealed; nobody can open it. */
const SEALED = Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(280, 7)]).toString('base64');
const TLS = sealedSecret('tls', { encryptedData: { 'tls.crt': SEALED, 'tls.key': SEALED } });

const TYPE = 'kubernetes.io/dockerconfigjson';
const REGISTRY = secret<'.dockerconfigjson', string>(
  'registry',
  { '.dockerconfigjson': 'prod/registry' },
  { type: TYPE, reload: true },
);
const OTHER_REGISTRY = secret<'.dockerconfigjson', string>('other', ['.dockerconfigjson'], { type: TYPE });
const SEALED_REGISTRY = sealedSecret('sealed', {
  encryptedData: { '.dockerconfigjson': SEALED },
  type: TYPE,
});

const VAULT = mountedSecret('vault', { provider: 'vault', parameters: { roleName: 'shop' } });

export const SECRETS_SCENARIOS: readonly Scenario[] = [
  {
    name: 'secrets of the store of the app and of that of a namespace, which several workloads read',
    app: { secretStore: { aws: { region: 'eu-west-1', serviceAccount: 'secret-reader' } } },
    build(make) {
      const shop = make.namespace('shop');
      const own = make.namespace('mail', {
        secretStore: {
          vault: { server: 'https://vault.example.com', role: 'mail', serviceAccount: 'reader' },
        },
      });
      for (const space of [shop, own]) {
        const prefix = space === shop ? 'shop' : 'mail';
        make.workload(space, `${prefix}-web`, { image: IMAGE, files: { '/run/secrets/db': DATABASE } });
        make.kind('CronJob', space, `${prefix}-nightly`, {
          image: IMAGE,
          schedule: '@daily',
          files: { '/run/secrets/db': DATABASE, '/run/secrets/tokens': TOKENS },
          env: { MAIL: TOKENS.key('mail') },
          envFrom: [{ ...TOKENS, prefix: 'TOKEN_' }],
        });
      }
    },
  },
  {
    name: 'Secrets that images are pulled with, of an app, a namespace and a workload',
    app: {
      secretStore: { aws: { region: 'eu-west-1', serviceAccount: 'secret-reader' } },
      imagePullSecrets: [REGISTRY, 'by-hand'],
    },
    build(make) {
      const shop = make.namespace('shop', { imagePullSecrets: [SEALED_REGISTRY], secretAccess: 'declared' });
      make.workload(shop, 'web', { image: IMAGE, imagePullSecrets: [REGISTRY, OTHER_REGISTRY, 'own'] });
      make.kind('CronJob', make.namespace('mail'), 'nightly', { image: IMAGE, schedule: '@daily' });
    },
  },
  {
    name: 'copies of a Secret that belong to the user of the pod',
    build(make) {
      const shop = make.namespace('shop');
      const files = { '/etc/tls': { privateCopy: TLS } };
      make.workload(shop, 'web', { image: IMAGE, files });
      make.kind('CronJob', shop, 'nightly', {
        image: IMAGE,
        schedule: '@daily',
        files: { '/etc/tls': { privateCopy: { secret: 'tls', keys: ['tls.key'] }, image: IMAGE } },
        sidecars: [{ name: 'proxy', image: IMAGE, files }],
      });
    },
  },
  {
    name: 'sealed secrets',
    build(make) {
      const shop = make.namespace('shop');
      make.workload(shop, 'web', { image: IMAGE, files: { '/run/secrets/tls': TLS } });
      make.workload(shop, 'proxy', { image: IMAGE, files: { '/run/secrets/tls': TLS, '/run/vault': VAULT } });
    },
  },
];
