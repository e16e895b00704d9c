import { projected, type SecureDeploymentProps, tokenFor } from 'bulwark/cdk8s';
import { POD, web } from './storage-support';
import { at, errorOf, one } from './support';

test('files come from several places in one folder', () => {
  const volumes = {
    '/etc/all': projected([
      { secret: 'tls', items: { 'tls.crt': 'server.crt' } },
      { fields: { labels: 'metadata.labels' } },
      { token: { audience: 'vault' } },
    ]),
  };
  const { objects, findings } = web({ volumes });
  expect(findings).toEqual([]);
  const pod = at(one(objects, 'Deployment', 'web'), POD);
  expect(at(pod, 'volumes.1.projected.sources')).toEqual([
    { secret: { name: 'tls', items: [{ key: 'tls.crt', path: 'server.crt' }] } },
    {
      downwardAPI: {
        items: [{ path: 'labels', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.labels' } }],
      },
    },
    { serviceAccountToken: { audience: 'vault', expirationSeconds: 3600, path: 'token' } },
  ]);
  expect(at(pod, 'containers.0.volumeMounts.1.readOnly')).toBe(true);
});

test('a source may be missing, its keys may keep their names, and a token may live as short as ten minutes', () => {
  const volumes = {
    '/etc/all': projected([
      { configMap: 'settings', optional: true },
      { secret: 'tls', optional: false },
      { fields: { name: 'metadata.name', uid: 'metadata.uid' } },
      {
        token: {
          audience: 'https://vault.kubernetes.default.example.com',
          path: 'a/b',
          expirationSeconds: 600,
        },
      },
    ]),
  };
  const { objects, findings } = web({ volumes });
  expect(findings).toEqual([]);
  expect(at(one(objects, 'Deployment', 'web'), `${POD}.volumes.1.projected.sources`)).toEqual([
    { configMap: { name: 'settings', optional: true } },
    { secret: { name: 'tls', optional: false } },
    {
      downwardAPI: {
        items: [
          { path: 'name', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } },
          { path: 'uid', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.uid' } },
        ],
      },
    },
    {
      serviceAccountToken: {
        audience: 'https://vault.kubernetes.default.example.com',
        expirationSeconds: 600,
        path: 'a/b',
      },
    },
  ]);
});

test.each<[string, Partial<SecureDeploymentProps>, RegExp]>([
  ['no source', { volumes: { '/a': projected([]) } }, /projected: found \[\]; needs at least one source/],
  [
    'a file twice',
    { volumes: { '/a': projected([{ token: { audience: 'v' } }, { fields: { token: 'metadata.uid' } }]) } },
    /needs a file that no other source has/,
  ],
  [
    'a file above the folder',
    { volumes: { '/a': projected([{ secret: 's', items: { k: '../k' } }]) } },
    /items\["k"\]: found "..\/k"/,
  ],
  [
    'a field that no file can hold',
    { volumes: { '/a': projected([{ fields: { ip: 'status.podIP' } }]) } },
    /fields\["ip"\]: found "status.podIP"/,
  ],
  [
    'a token of the API server',
    {
      volumes: { '/a': projected([{ token: { audience: 'https://kubernetes.default.svc.cluster.local' } }]) },
    },
    /audience: .*not the API server.*Fix: grants/,
  ],
  ...[
    'https://kubernetes.default.svc',
    'http://kubernetes.default/',
    'kubernetes.default',
    'api',
    'kubernetes',
  ].map((audience): [string, Partial<SecureDeploymentProps>, RegExp] => [
    `a token of the API server as ${audience}`,
    { volumes: { '/a': projected([{ token: { audience } }]) } },
    /audience: .*not the API server/,
  ]),
  [
    'a token without a receiver',
    { volumes: { '/a': projected([{ token: { audience: '' } }]) } },
    /audience: found ""; needs who takes/,
  ],
  [
    'a token that is too short',
    { volumes: { '/a': projected([{ token: { audience: 'v', expirationSeconds: 60 } }]) } },
    /expirationSeconds: found 60/,
  ],
  [
    'a file at the root',
    { volumes: { '/a': projected([{ configMap: 's', items: { k: '/k' } }]) } },
    /items\["k"\]: found "\/k"; needs a path below the folder/,
  ],
  [
    'a file without a name, of a key that is none',
    { volumes: { '/a': projected([{ secret: 's', items: { 'a b': '' } }]) } },
    /items: found "a b"[^\n]*\n.*items\["a b"\]: found ""; needs a path below the folder/,
  ],
  [
    'a source of two kinds, and one of none',
    { volumes: { '/a': projected([{ configMap: 'a', secret: 'b' }, JSON.parse('{}')]) } },
    /projected\[0\]: found \["configMap","secret"\]; needs one of .*\n.*projected\[1\]: found \[\]; needs one of/,
  ],
  [
    'names of sources that are none',
    { volumes: { '/a': projected([{ configMap: 'A' }, { secret: 'B' }]) } },
    /projected\[0\]: found "A"[^\n]*\n.*projected\[1\]: found "B"/,
  ],
  [
    'a token of half a second, and one of a second too few',
    {
      volumes: {
        '/a': projected([
          { token: { audience: 'v', path: 'a', expirationSeconds: 600.5 } },
          { token: { audience: 'v', path: 'b', expirationSeconds: 599 } },
        ]),
      },
    },
    /expirationSeconds: found 600\.5[^\n]*\n.*expirationSeconds: found 599; needs a whole number from 600/,
  ],
])('refuses %s', (_, props, message) => {
  expect(errorOf(() => web({ user: 20_001, ...props })).message).toMatch(message);
});

test('a token for another receiver stands in a folder of its own, and lives as long as is said', () => {
  const volumes = {
    '/var/run/secrets/vault': tokenFor('vault', { expires: 600, path: 'jwt' }),
    '/var/run/secrets/sts': tokenFor('sts.example.com'),
  };
  const { objects, findings } = web({ volumes });
  expect(findings).toEqual([]);
  const pod = at(one(objects, 'Deployment', 'web'), POD);
  expect(at(pod, 'volumes.1.projected.sources')).toEqual([
    { serviceAccountToken: { audience: 'vault', expirationSeconds: 600, path: 'jwt' } },
  ]);
  expect(at(pod, 'volumes.2.projected.sources')).toEqual([
    { serviceAccountToken: { audience: 'sts.example.com', expirationSeconds: 3600, path: 'token' } },
  ]);
  expect(at(pod, 'automountServiceAccountToken')).toBe(false);
  expect(objects.some(({ kind }) => kind === 'Role')).toBe(false);
});

test.each<[string, () => ReturnType<typeof tokenFor<string>>, RegExp]>([
  [
    'the API server',
    () => tokenFor('https://kubernetes.default.svc'),
    /a receiver that is not the API server/,
  ],
  ['nobody', () => tokenFor(''), /who takes the token/],
  ['too short a life', () => tokenFor('vault', { expires: 599 }), /a whole number from 600/],
  ['a path out of the folder', () => tokenFor('vault', { path: '../token' }), /below the folder/],
  [
    'a date',
    () => Reflect.apply(tokenFor, undefined, ['vault', { expires: '1h' }]),
    /expires: found "1h"; needs a number/,
  ],
])('a token for %s is refused', (_, make, message) => {
  expect(errorOf(() => web({ volumes: { '/t': make() } })).message).toMatch(message);
});
