import { credentialIn, namesSecret } from '../../../../lib/core/controls/secrets/shared/credentials';

/** Put together at run time, so that no scanner of this repository takes them for real ones. */
const of = (...parts: string[]): string => parts.join('');

test.each([
  ['DB_PASSWORD', 'not-a-real-one'],
  ['dbPassword', 'not-a-real-one'],
  ['spring.datasource.password', 'not-a-real-one'],
  ['AWS_SECRET_ACCESS_KEY', of('wJalrXUtnFEMI', '/K7MDENG')],
  ['API_KEY', 'abcdef0123'],
  ['apiKey', 'abcdef0123'],
  ['PRIVATE_KEY', 'abcdef0123'],
  ['GITHUB_TOKEN', 'abcdef0123'],
  ['MYSQL_ROOT_PASSWORD', 'root'],
  ['ANYTHING', of('AKIA', 'IOSFODNN7EXAMPLE')],
  ['ANYTHING', of('ghp_', 'a'.repeat(36))],
  ['ANYTHING', of('-----BEGIN RSA ', 'PRIVATE KEY-----')],
  ['ANYTHING', of('postgres://app:', 'example', '@db:5432/app')],
  ['ANYTHING', of('eyJhbGciOiJIUzI1', '.', 'eyJzdWIiOiIxMjM0', '.', 'c2lnbmF0dXJlLWhlcmU')],
])('%s with a literal value is a credential', (name, value) => {
  expect(credentialIn(name, value)).toEqual(expect.any(String));
  expect(credentialIn(name, value)).not.toContain(value);
});

test.each([
  ['LOG_LEVEL', 'info'],
  ['DB_PASSWORD', ''],
  ['DB_PASSWORD', '$(FROM_SECRET)'],
  ['DB_PASSWORD', of('$', '{DB_PASSWORD}')],
  ['DB_PASSWORD', '<set by the pipeline>'],
  ['DB_PASSWORD', '{{ .Values.password }}'],
  ['DB_PASSWORD_FILE', '/run/secrets/db'],
  ['PASSWORD', '/run/secrets/db'],
  ['PASSWORD', 'vault:secret/data/db#password'],
  ['SECRET_NAME', 'db'],
  ['TOKEN_URL', 'https://issuer.example.com/token'],
  ['TOKEN_TTL', '3600s'],
  ['JWT_TOKEN_EXPIRATION', 'P30D'],
  ['PASSWORD_MIN_LENGTH', '12'],
  ['USE_TOKEN', 'true'],
  ['AUTH_TOKEN_ENABLED', 'yes'],
  ['MAX_TOKENS', '4096'],
  ['TOKENIZER', 'bert-base'],
  ['SECRETARY', 'somebody'],
  ['COMPASS_DIRECTION', 'north'],
  ['BYPASS', 'internal.example.com'],
  ['KEYBOARD', 'de'],
  ['PARTITION_KEY', 'customer'],
  ['SORT_KEY', 'created'],
  ['ACCESS_KEY_ID_HEADER', 'x-key'],
  ['PUBLIC_KEY', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5'],
  ['IMAGE_DIGEST', `sha256:${'0123456789abcdef'.repeat(4)}`],
  ['COMMIT', '34ffea9175946982c3088ed84994fe6019ad6e92'],
  ['CLIENT_ID', '2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d'],
  ['CERTIFICATE', '-----BEGIN CERTIFICATE-----'],
  ['DSN', 'postgres://db:5432/app'],
  ['DSN', 'postgres://app:$(DB_PASSWORD)@db:5432/app'],
  ['DSN', of('postgres://app:$', '{DB_PASSWORD}@db:5432/app')],
  ['URL', 'https://example.com/@scope/package:1.0'],
  ['REPOSITORY', 'ssh://git@example.com:22/shop.git'],
])('%s: %s stays silent', (name, value) => {
  expect(credentialIn(name, value)).toBeUndefined();
});

test.each([
  ['DB_PASSWORD', true],
  ['password', true],
  ['adminPassword', true],
  ['PASSWORD_POLICY', false],
  ['password-hash-algorithm', false],
])('%s names a secret: %s', (name, secret) => {
  expect(namesSecret(name)).toBe(secret);
});
