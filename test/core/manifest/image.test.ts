import fc from 'fast-check';
import { formatImage, imageProblems, parseImage } from '../../../lib/core/manifest/image';

const SUM = '0123456789abcdef'.repeat(4);
const DIGEST = `sha256:${SUM}`;

describe('a reference in its normal form', () => {
  test.each([
    ['nginx', 'docker.io', 'library/nginx', undefined, undefined],
    ['nginx:1.27', 'docker.io', 'library/nginx', '1.27', undefined],
    ['bitnami/redis', 'docker.io', 'bitnami/redis', undefined, undefined],
    ['docker.io/nginx', 'docker.io', 'library/nginx', undefined, undefined],
    ['index.docker.io/nginx:1', 'docker.io', 'library/nginx', '1', undefined],
    ['index.docker.io/bitnami/redis', 'docker.io', 'bitnami/redis', undefined, undefined],
    ['localhost/app', 'localhost', 'app', undefined, undefined],
    ['localhost:5000/app:v1', 'localhost:5000', 'app', 'v1', undefined],
    ['host:5000/app', 'host:5000', 'app', undefined, undefined],
    ['host:5000', 'docker.io', 'library/host', '5000', undefined],
    ['HOST/app', 'HOST', 'app', undefined, undefined],
    ['10.0.0.1/app', '10.0.0.1', 'app', undefined, undefined],
    ['[2001:db8::1]:5000/app:v1', '[2001:db8::1]:5000', 'app', 'v1', undefined],
    ['registry.example.com/a/b__c/d-e.f', 'registry.example.com', 'a/b__c/d-e.f', undefined, undefined],
    [`app@${DIGEST}`, 'docker.io', 'library/app', undefined, DIGEST],
    [`registry.example.com/shop/app:v1@${DIGEST}`, 'registry.example.com', 'shop/app', 'v1', DIGEST],
    [`app@sha512:${SUM}${SUM}`, 'docker.io', 'library/app', undefined, `sha512:${SUM}${SUM}`],
  ])('%s', (text, registry, repository, tag, digest) => {
    expect(parseImage(text)).toEqual({ registry, repository, tag, digest });
    expect(imageProblems(text)).toEqual([]);
  });
});

describe('a string that says what is wrong', () => {
  test.each([
    ['', 'empty'],
    [' nginx', 'white space'],
    ['nginx:1.0\n', 'white space'],
    [':v1', 'no name'],
    [`@${DIGEST}`, 'no name'],
    [SUM, 'image id'],
    ['Nginx', 'lower case'],
    ['registry.example.com/Shop/app', 'lower case'],
    ['https://registry.example.com/app', 'host name'],
    ['-host.example.com/app', 'host name'],
    ['registry.example.com//app', 'empty path'],
    ['registry.example.com/', 'empty path'],
    ['shop/app/', 'empty path'],
    ['shop/_app', 'path component'],
    ['shop/a..b', 'path component'],
    ['app:', 'tag is empty'],
    ['app:-v1', 'not a tag'],
    ['app:v1+build', 'not a tag'],
    [`app:${'a'.repeat(129)}`, 'not a tag'],
    ['app:v1:v2', 'not a tag'],
    ['app@', 'digest'],
    ['app@sha256', 'digest'],
    ['app@sha256:abc', '64'],
    [`app@sha256:${SUM.toUpperCase()}`, '64'],
    [`app@md5:${SUM}`, 'algorithm'],
    [`app@toString:${SUM}`, 'algorithm'],
    [`app@${DIGEST}@${DIGEST}`, '64'],
    [`shop/${'a'.repeat(251)}`, '255'],
    ['shop/$app', 'path component'],
  ])('%s', (text, words) => {
    const result = parseImage(text);
    expect(typeof result).toBe('string');
    expect(result).toContain(words);
    expect(imageProblems(text)).toEqual([result]);
  });
});

const component = fc.stringMatching(/^[a-z0-9]{1,6}(?:(?:\.|_|__|-{1,2})[a-z0-9]{1,4}){0,2}$/);
const parts = fc.record(
  {
    registry: fc.constantFrom('docker.io', 'registry.example.com', 'localhost:5000', '10.1.2.3:80'),
    repository: fc.array(component, { minLength: 2, maxLength: 4 }).map((path) => path.join('/')),
    tag: fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/),
    digest: fc.stringMatching(/^[a-f0-9]{64}$/).map((sum) => `sha256:${sum}`),
  },
  { requiredKeys: ['registry', 'repository'] },
);

test('what is written is read back the same', () => {
  fc.assert(fc.property(parts, (image) => expect(parseImage(formatImage(image))).toEqual(image)));
});

test('any text gives a reference that survives being written, or a problem', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string({ unit: fc.constantFrom('a', 'B', '.', '/', ':', '@', '-', '_', '0') }),
      ),
      (text) => {
        const image = parseImage(text);
        if (typeof image !== 'string') expect(parseImage(formatImage(image))).toEqual(image);
        else expect(image.length).toBeGreaterThan(0);
      },
    ),
  );
});
