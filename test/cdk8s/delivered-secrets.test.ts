import {
  HardenedApp,
  IsolatedNamespace,
  SecureDeployment,
  type SecureDeploymentProps,
  SecureJob,
  sealedSecret,
  secret,
} from 'bulwark/cdk8s';
import { Chart } from 'cdk8s';
import { AWS, checksumOf, objectsWith, ofKind, POD, storeApp } from './delivered-support';
import { at, objectsOf, problemLines, TODAY, WEB } from './support';

describe('a secret of a store', () => {
  test('is one ExternalSecret for all workloads of a namespace, from the store of the namespace', () => {
    const app = new HardenedApp({ today: TODAY, secretStore: AWS });
    const shop = new IsolatedNamespace(app, 'shop');
    const mail = new IsolatedNamespace(app, 'mail');
    const db = secret('db', ['password']);
    for (const space of [shop, mail])
      for (const name of ['a', 'b'])
        new SecureJob(space, name, { image: WEB.image, files: { '/run/secrets/db': db } });
    const made = ofKind(objectsOf(app), 'ExternalSecret');
    expect(made.map((object) => at(object, 'metadata.namespace'))).toEqual(['shop', 'mail']);
    expect(made[0]).toEqual({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: {
        name: 'db',
        namespace: 'shop',
        labels: { 'app.kubernetes.io/instance': 'db', 'app.kubernetes.io/managed-by': 'bulwark' },
      },
      spec: {
        refreshPolicy: 'Periodic',
        refreshInterval: '1h',
        secretStoreRef: { kind: 'SecretStore', name: 'secret-store' },
        target: { name: 'db', creationPolicy: 'Owner', deletionPolicy: 'Retain', immutable: false },
        data: [
          {
            secretKey: 'password',
            remoteRef: {
              key: 'db',
              property: 'password',
              conversionStrategy: 'Default',
              decodingStrategy: 'None',
              metadataPolicy: 'None',
            },
          },
        ],
      },
    });
    expect(app.synthesize().judgement.findings).toEqual([]);
  });

  test('is a folder that the group of the pod alone reads', () => {
    const objects = objectsWith({
      files: { '/run/secrets/db': secret('db', { user: 'prod/user', password: 'prod/password' }) },
    });
    const [web = {}] = ofKind(objects, 'Deployment');
    expect(at(web, `${POD}.volumes`)).toContainEqual({
      name: 'run-secrets-db',
      secret: {
        secretName: 'db',
        defaultMode: 0o400,
        items: [
          { key: 'user', path: 'user' },
          { key: 'password', path: 'password' },
        ],
      },
    });
    expect(at(web, `${POD}.securityContext.fsGroup`)).toBeGreaterThan(10_000);
  });

  test('as a variable is found, but for those that opt out, and each by its name', () => {
    const { app, shop } = storeApp();
    const open = secret('open', ['a'], { filesOnly: 'optOut' });
    const db = secret('db', ['password']);
    new SecureDeployment(shop, 'web', {
      ...WEB,
      env: { A: open.key('a'), P: db.key('password') },
      envFrom: [{ ...open, prefix: 'X_' }],
    });
    const { findings, suppressed } = app.synthesize().judgement;
    expect(findings.map(({ control, finding, path }) => [control, finding, path])).toEqual([
      ['secrets-as-files', 'db', `${POD}.containers[0].env[1].valueFrom.secretKeyRef`],
    ]);
    expect(
      suppressed.filter(({ control }) => control === 'secrets-as-files').map((one) => one.finding),
    ).toEqual(['open', 'open']);
  });

  test('rolls the workload when it is another reference, and for nothing else', () => {
    const of = (keys: Parameters<typeof secret>[1], refresh = '1h'): unknown =>
      checksumOf({ files: { '/s': secret('db', keys, { refresh }) } });
    const place = { key: 'prod/db', property: 'password', version: '1' };
    const first = of({ password: place });
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(of({ password: { ...place, version: '2' } })).not.toBe(first);
    expect(of({ password: { ...place, key: 'prod/db2' } })).not.toBe(first);
    expect(of({ password: { ...place, property: 'pass' } })).not.toBe(first);
    expect(of({ secret: place })).not.toBe(first);
    expect(of({ password: place }, '2h')).toBe(first);
  });

  test('rolls the workload with the store only where it says so', () => {
    const annotations = (reload: boolean): unknown => {
      const files = { '/s': secret('db', ['p'], { reload }), '/t': secret('a', ['p'], { reload }) };
      return at(ofKind(objectsWith({ files }), 'Deployment')[0] ?? {}, 'metadata.annotations') ?? {};
    };
    expect(annotations(true)).toMatchObject({ 'secret.reloader.stakater.com/reload': 'a,db' });
    expect(annotations(false)).not.toHaveProperty(['secret.reloader.stakater.com/reload']);
  });

  test('is refused where there is no store, no namespace, or another of its name, and a Job may share what rolls others', () => {
    const { shop } = storeApp();
    const app = new HardenedApp({ today: TODAY });
    const none = new IsolatedNamespace(app, 'none');
    const chart = new Chart(app, 'chart', { namespace: 'other' });
    const files = { '/s': secret('db', ['p']) };
    const job = (props: Partial<SecureDeploymentProps>) => () =>
      new SecureJob(shop, 'job', { image: WEB.image, files: props.files ?? {} });
    expect([
      problemLines(() => new SecureDeployment(none, 'web', { ...WEB, files })),
      problemLines(() => new SecureDeployment(chart, 'web', { ...WEB, files })),
      problemLines(
        () => new SecureDeployment(shop, 'web', { ...WEB, files: { ...files, '/t': secret('db', ['q']) } }),
      ),
      problemLines(job({ files: { '/s': secret('db', ['p'], { reload: true }) } })),
      problemLines(
        () =>
          new SecureDeployment(shop, 'b', {
            ...WEB,
            annotations: { 'secret.reloader.stakater.com/reload': 'x' },
            files: { '/s': secret('db', ['p'], { reload: true }) },
          }),
      ),
    ]).toEqual([
      ['secretStore: nothing: a store to read it from: none has none, and the app has none'],
      [expect.stringContaining('a workload in an IsolatedNamespace')],
      [expect.stringContaining('one content for each name')],
      [],
      [expect.stringContaining('either reload or the annotation')],
    ]);
  });

  test.each<[string, () => unknown, readonly RegExp[]]>([
    ['no keys', () => secret('db', []), [/^keys: .*at least one key/]],
    ['a name that is none', () => secret('DB_1', ['p']), [/^name: "DB_1"/]],
    ['a key that is none', () => secret('db', ['a/b']), [/^keys: "a\/b"/]],
    [
      'a value in place of a key',
      () => secret('db', Object({ p: { value: 'x' } })),
      [/\.key: /, /\.value: .*a value has no place/],
    ],
    ['a number as a place', () => secret('db', Object({ p: 7 })), [/\.key: 7/]],
    ['no list', () => secret('db', Object('password')), [/^keys: /]],
    ['an empty place', () => secret('db', { p: ' ' }), [/\.key: /]],
    ['never read again', () => secret('db', ['p'], { refresh: '0h' }), [/^refresh: "0h"/]],
    ['seconds', () => secret('db', ['p'], { refresh: '10s' }), [/^refresh: /]],
    ['a misspelt option', () => secret('db', ['p'], Object({ reloads: true })), [/^reloads: /]],
    ['true in place of optOut', () => secret('db', ['p'], Object({ filesOnly: true })), [/^filesOnly: /]],
    ['a key that was not declared', () => secret('db', ['p']).key(Object('q')), [/^key: /]],
  ])('refuses %s', (_, call, patterns) => {
    expect(problemLines(call)).toEqual(patterns.map((pattern) => expect.stringMatching(pattern)));
  });

  test('that a program wrote itself is looked at as well', () => {
    const { shop } = storeApp();
    const delivered = { name: 'DB', from: { store: { p: { key: '' } } } };
    expect(
      problemLines(() => new SecureDeployment(shop, 'web', { ...WEB, files: { '/s': { delivered } } })),
    ).toEqual([
      expect.stringMatching(/^files\["\/s"\]\.delivered\.name: "DB"/),
      expect.stringMatching(/^files\["\/s"\]\.delivered\.keys\["p"\]\.key/),
    ]);
  });
});

/** Of the form of what was sealed; nobody can open it. */
const sealed = (fill: number): string =>
  Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(280, fill)]).toString('base64');

test('an origin that is none, two, or no object is said, wherever it is used', () => {
  const { shop } = storeApp();
  for (const from of [{}, { store: {}, sealed: {} }, { provider: 'vault' }, { sealed: undefined }]) {
    const delivered = Object({ name: 'db', from });
    const props = { ...WEB, files: { '/s': { delivered } }, env: { P: { delivered, key: 'p' } } };
    const found = problemLines(() => new SecureDeployment(shop, 'web', props));
    expect(found.join()).toMatch(/from/);
  }
});

describe('a sealed secret', () => {
  test('is one SealedSecret in its strict scope, and nothing is found on it', () => {
    const { app, shop } = storeApp();
    const db = sealedSecret('db', { encryptedData: { password: sealed(1) } });
    for (const name of ['web', 'worker'])
      new SecureDeployment(shop, name, { ...WEB, files: { '/run/secrets/db': db } });
    const labels = { 'app.kubernetes.io/instance': 'db', 'app.kubernetes.io/managed-by': 'bulwark' };
    const metadata = { name: 'db', namespace: 'shop', labels };
    expect(ofKind(objectsOf(app), 'SealedSecret')).toEqual([
      {
        apiVersion: 'bitnami.com/v1alpha1',
        kind: 'SealedSecret',
        metadata,
        spec: { encryptedData: { password: sealed(1) }, template: { metadata, type: 'Opaque' } },
      },
    ]);
    expect(app.synthesize().judgement.findings).toEqual([]);
  });

  test('rolls the workloads that read it when other bytes were sealed', () => {
    const of = (fill: number): unknown =>
      checksumOf({ files: { '/s': sealedSecret('db', { encryptedData: { password: sealed(fill) } }) } });
    const first = String(of(1));
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect([of(1), of(2)]).toEqual([first, expect.not.stringMatching(first)]);
  });

  test.each<[string, unknown, string]>([
    ['a value', { password: 'hunter2' }, 'encryptedData["password"]'],
    ['a value in base64', { password: 'aHVudGVyMg==' }, 'encryptedData["password"]'],
    ['a number', { password: 7 }, 'encryptedData["password"]'],
    ['nothing', {}, 'keys'],
    ['no object', sealed(1), 'encryptedData'],
  ])('refuses %s, and does not show it', (_, encryptedData, field) => {
    const found = problemLines(() => sealedSecret('db', Object({ encryptedData })));
    expect(found).toEqual([expect.stringContaining(`${field}: `)]);
    expect(found.join()).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  test('that a program wrote itself is looked at as well, and is not shown either', () => {
    const { shop } = storeApp();
    const delivered = { name: 'db', from: { sealed: { password: 'hunter2' } } };
    const found = problemLines(
      () => new SecureDeployment(shop, 'web', { ...WEB, files: { '/s': { delivered } } }),
    );
    expect(found).toEqual([expect.stringContaining('encryptedData["password"]: ')]);
    expect(found.join()).not.toContain('hunter2');
  });

  test('opens in one namespace alone', () => {
    const { app, shop } = storeApp();
    const mail = new IsolatedNamespace(app, 'mail');
    const files = { '/s': sealedSecret('db', { encryptedData: { password: sealed(1) } }) };
    new SecureDeployment(shop, 'web', { ...WEB, files });
    expect(problemLines(() => new SecureDeployment(mail, 'web', { ...WEB, files }))).toEqual([
      expect.stringContaining('this one is in shop, and opens in one namespace alone'),
    ]);
  });
});
