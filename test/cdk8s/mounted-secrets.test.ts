import {
  HardenedApp,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  mountedSecret,
  SecureDeployment,
} from 'bulwark/cdk8s';
import { AWS, checksumOf, ofKind, POD, storeApp } from './delivered-support';
import { at, objectsOf, problemLines, WEB } from './support';

describe('a mounted secret', () => {
  const parameters = { roleName: 'shop', objects: '- objectName: password\n' };

  test('is a SecretProviderClass and a volume of its driver, and nothing is found on it', () => {
    const { app, shop } = storeApp();
    const db = mountedSecret('db', { provider: 'vault', parameters });
    new SecureDeployment(shop, 'web', { ...WEB, files: { '/run/secrets/db': db } });
    const objects = objectsOf(app);
    const labels = { 'app.kubernetes.io/instance': 'db', 'app.kubernetes.io/managed-by': 'bulwark' };
    expect(ofKind(objects, 'SecretProviderClass')).toEqual([
      {
        apiVersion: 'secrets-store.csi.x-k8s.io/v1',
        kind: 'SecretProviderClass',
        metadata: { name: 'db', namespace: 'shop', labels },
        spec: { provider: 'vault', parameters },
      },
    ]);
    const [web = {}] = ofKind(objects, 'Deployment');
    expect(at(web, `${POD}.volumes`)).toContainEqual({
      name: 'run-secrets-db',
      csi: {
        driver: 'secrets-store.csi.k8s.io',
        readOnly: true,
        volumeAttributes: { secretProviderClass: 'db' },
      },
    });
    expect(app.synthesize().judgement.findings).toEqual([]);
  });

  test('rolls the workload when the provider is told something else', () => {
    const of = (roleName: string): unknown =>
      checksumOf({
        files: { '/s': mountedSecret('db', { provider: 'vault', parameters: { ...parameters, roleName } }) },
      });
    expect(of('shop')).toMatch(/^[0-9a-f]{16}$/);
    expect(of('shop')).not.toBe(of('admin'));
  });

  test('is no variable', () => {
    const { shop } = storeApp();
    const { delivered } = mountedSecret('db', { provider: 'vault', parameters });
    const props = { ...WEB, env: { P: { delivered, key: 'password' } }, envFrom: [{ delivered }] };
    const found = problemLines(() => new SecureDeployment(shop, 'web', props));
    expect(found).toEqual([
      expect.stringMatching(/^env\.P: .*a folder/),
      expect.stringMatching(/^envFrom\[0\]: .*a folder/),
    ]);
  });

  test.each<[string, object, RegExp]>([
    ['no provider', { parameters }, /^provider: /],
    ['a provider that is none', { provider: '/bin/sh', parameters }, /^provider: /],
    ['nothing said', { provider: 'vault', parameters: {} }, /^parameters: /],
    ['a list', { provider: 'aws', parameters: { objects: [] } }, /^parameters\["objects"\]: /],
    ['a copy in a Secret', { provider: 'aws', parameters, secretObjects: [] }, /^secretObjects: /],
    [
      'a credential',
      { provider: 'vault', parameters: { token: 'hvs.CAESIJ2example0example0example0example' } },
      /not shown/,
    ],
  ])('refuses %s', (_, options, pattern) => {
    const found = problemLines(() => mountedSecret('db', Object(options)));
    expect(found).toEqual([expect.stringMatching(pattern)]);
    expect(found.join()).not.toContain('hvs.');
  });
});

describe('a store', () => {
  test.each<[string, object, readonly RegExp[]]>([
    ['two providers', { ...AWS, fake: { db: ['p'] } }, [/one of aws/]],
    ['none', {}, [/one of aws/]],
    [
      'a cluster store',
      { clusterSecretStore: 'shared' },
      [/clusterSecretStore/, /a ClusterSecretStore reads for every namespace/],
    ],
    ['a credential', { aws: { region: 'eu-west-1', accessKeyID: 'AKIA' } }, [/accessKeyID/, /who reads/]],
    ['nobody who reads', { aws: { region: 'eu-west-1' } }, [/who reads/]],
    [
      'two who read',
      { aws: { region: 'eu-west-1', serviceAccount: 'a', podIdentity: true } },
      [/EKS Pod Identity/],
    ],
    ['the operator without a role', { aws: { region: 'eu-west-1', podIdentity: true } }, [/aws\.role: /]],
    [
      'an account of another namespace',
      { aws: { region: 'eu-west-1', serviceAccount: 'other/reader' } },
      [/serviceAccount/],
    ],
    ['http', { vault: { server: 'http://vault', role: 'r', serviceAccount: 'a' } }, [/https/]],
    [
      'credentials in a URL',
      { azure: { vaultUrl: 'https://u:hunter2@v.example.com', serviceAccount: 'a' } },
      [/https/],
    ],
    ['a value in place of a name', { fake: { db: ['p=hunter2'] } }, [/values have no place/]],
    ['an empty fake store', { fake: {} }, [/at least one key/]],
    [
      'a role that is none',
      { aws: { region: 'nowhere', podIdentity: true, role: 'admin' } },
      [/aws\.region/, /aws\.role/],
    ],
    [
      'a path with a slash before it',
      { vault: { server: 'https://v', role: 'r', serviceAccount: 'a', path: '/kv' } },
      [/vault\.path/],
    ],
  ])('refuses %s', (_, secretStore, patterns) => {
    const found = problemLines(() => storeApp(Object(secretStore)));
    expect(found).toEqual(patterns.map((pattern) => expect.stringMatching(pattern)));
    expect(found.join()).not.toContain('hunter2@');
    expect(problemLines(() => new HardenedApp(Object({ secretStore })))).toEqual(found);
  });

  test('is refused where its account has its role by EKS Pod Identity, which the operator does not have', () => {
    const { app, shop } = storeApp();
    new LeastPrivilegeServiceAccount(shop, 'secret-reader', { cloudIdentity: { eksPodIdentity: true } });
    expect(() => app.synthesize()).toThrow(
      /secretStore\.aws\.serviceAccount: .*EKS Pod Identity serves the pods/,
    );
  });

  test('takes an account with IRSA, and one of that name in another namespace has no say', () => {
    const { app, shop } = storeApp();
    const other = new IsolatedNamespace(app, 'other');
    const role = 'arn:aws:iam::123456789012:role/shop';
    new LeastPrivilegeServiceAccount(shop, 'secret-reader', { cloudIdentity: { irsa: { role } } });
    new LeastPrivilegeServiceAccount(other, 'secret-reader', { cloudIdentity: { eksPodIdentity: true } });
    expect(app.synthesize().judgement.findings).toEqual([]);
  });
});
