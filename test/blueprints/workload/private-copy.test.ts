import { secretReference as existingSecret } from '../../../lib/blueprints/configuration/existing-secret';
import {
  secretFromDriver as mountedSecret,
  secretFromStore as secret,
} from '../../../lib/blueprints/secrets/delivered';
import { loose, modelOf, problemsOf } from '../support';

const IMAGE = 'registry.example.com/shop/web:v1';
const TLS = secret<'tls.crt' | 'tls.key', string>('tls', ['tls.crt', 'tls.key']);
const FILES = { '/etc/tls': { privateCopy: TLS } };
const SIDECAR = { name: 'proxy', image: 'registry.example.com/shop/proxy:v1', files: FILES };

describe('a copy of a Secret that belongs to the user of the pod', () => {
  test('is made by a step without a shell, in memory, with mode 0600', () => {
    const { pod } = modelOf({ image: IMAGE, files: FILES });
    const [step] = pod.initContainers;
    expect(step?.image).toBe(IMAGE);
    expect(step?.fields.command).toEqual([
      'install',
      '-m',
      '0600',
      '/mnt/secret/tls.crt',
      '/mnt/secret/tls.key',
      '/mnt/copy',
    ]);
    expect(step?.scratch).toEqual([{ volume: 'etc-tls', path: '/mnt/copy', size: '2Mi', inMemory: true }]);
    expect(step?.files.map(({ source }) => source)).toMatchObject([
      { secret: { secretName: 'tls', defaultMode: 0o400 } },
    ]);
    expect(pod.main.files).toEqual([
      { volume: 'etc-tls', path: '/etc/tls', source: { emptyDir: { medium: 'Memory', sizeLimit: '2Mi' } } },
    ]);
  });

  test('asks for less than any container, so that the pod asks for no more', () => {
    const { pod } = modelOf({ image: IMAGE, files: FILES });
    expect(pod.initContainers[0]?.resources.limits).toMatchObject({ cpu: '50m', memory: '32Mi' });
    expect(pod.initContainers[0]?.resources.requests).toEqual(pod.initContainers[0]?.resources.limits);
  });

  test('is made with an image that is named', () => {
    const image = 'registry.example.com/shop/tools:v2';
    const { pod } = modelOf({ image: IMAGE, files: { '/etc/tls': { privateCopy: TLS, image } } });
    expect(pod.initContainers.map((one) => one.image)).toEqual([image]);
    expect(pod.main.image).toBe(IMAGE);
  });

  test('comes before init containers, and before sidecars where there are some', () => {
    const init = { name: 'migrate', image: IMAGE, files: FILES };
    const names = (props: object): (string[] | undefined)[] => {
      const { pod } = modelOf({ image: IMAGE, files: FILES, ...props });
      return [pod.first, pod.initContainers].map((list) => list?.map(({ name }) => name));
    };
    expect(names({ initContainers: [init] })).toEqual([
      undefined,
      ['copy-etc-tls', 'copy-migrate-etc-tls', 'migrate'],
    ]);
    expect(names({ initContainers: [init], sidecars: [SIDECAR] })).toEqual([
      ['copy-etc-tls', 'copy-migrate-etc-tls', 'copy-proxy-etc-tls'],
      ['migrate'],
    ]);
  });

  test('rolls the workload when its reference changes, as files do', () => {
    const hashOf = (files: object): unknown => modelOf(loose({ files })).pod.annotations['bulwark/config'];
    expect(hashOf(FILES)).toBe(hashOf({ '/etc/tls': TLS }));
    const other = secret<'tls.crt', string>('tls', { 'tls.crt': 'elsewhere' });
    expect(hashOf({ '/etc/tls': { privateCopy: other } })).not.toBe(hashOf(FILES));
  });

  test('takes a Secret of others by its keys, with a version', () => {
    const other = existingSecret('tls', { keys: ['tls.key'], version: '2' });
    const { pod } = modelOf({ image: IMAGE, files: { '/etc/tls': { privateCopy: other } } });
    expect(pod.initContainers[0]?.fields.command).toContain('/mnt/secret/tls.key');
    expect(pod.annotations['bulwark/config']).toBeDefined();
  });

  test('two long paths have steps of their own', () => {
    const long = `/${'folder/'.repeat(20)}`;
    const files = { [`${long}a`]: { privateCopy: TLS }, [`${long}b`]: { privateCopy: TLS } };
    const names = modelOf({ image: IMAGE, files }).pod.initContainers.map(({ name }) => name);
    expect(new Set(names).size).toBe(2);
    expect(Math.max(...names.map(({ length }) => length))).toBeLessThanOrEqual(63);
  });

  test.each<[what: string, prop: object, field: string]>([
    ['all keys', { privateCopy: { secret: 'tls' } }, 'files["/etc/tls"].privateCopy.keys'],
    ['no key', { privateCopy: { secret: 'tls', keys: [] } }, 'files["/etc/tls"].privateCopy.keys'],
    [
      'a key that leaves the folder',
      { privateCopy: { secret: 'tls', keys: ['../a'] } },
      'files["/etc/tls"].privateCopy.keys[0]',
    ],
    [
      'a key with a space',
      { privateCopy: { secret: 'tls', keys: ['a b; c'] } },
      'files["/etc/tls"].privateCopy.keys[0]',
    ],
    ['an image without a copy', { secret: 'tls', image: 'a/b:v1' }, 'files["/etc/tls"].image'],
    [
      'two sources',
      { privateCopy: { secret: 'tls', keys: ['a'] }, configMap: 'tls' },
      'files["/etc/tls"].configMap',
    ],
    ['two Secrets', { privateCopy: { ...TLS, secret: 'tls', keys: ['a'] } }, 'files["/etc/tls"].privateCopy'],
    ['no Secret', { privateCopy: {} }, 'files["/etc/tls"].privateCopy'],
    ['a ConfigMap', { privateCopy: { configMap: 'tls' } }, 'files["/etc/tls"].privateCopy'],
    [
      'one that need not be there',
      { privateCopy: { secret: 'tls', keys: ['a'], optional: true } },
      'files["/etc/tls"].privateCopy.optional',
    ],
    [
      'an image that is none',
      { privateCopy: { secret: 'tls', keys: ['a'] }, image: 'a b' },
      'files["/etc/tls"].image',
    ],
    [
      'what a driver mounts',
      { privateCopy: mountedSecret('tls', { provider: 'vault', parameters: { a: 'b' } }) },
      'files["/etc/tls"].privateCopy',
    ],
  ])('refuses %s', (_what, prop, field) => {
    expect(problemsOf(loose({ files: { '/etc/tls': prop } })).map((problem) => problem.field)).toContain(
      field,
    );
  });

  test('refuses a container that has the name of a step', () => {
    const init = { name: 'copy-etc-tls', image: IMAGE };
    const found = problemsOf({ image: IMAGE, files: FILES, initContainers: [init] });
    expect(found.map((problem) => problem.found)).toEqual(['"copy-etc-tls"']);
  });
});
