import { isCovered } from '../cluster/encryption';
import { isEncryptable } from '../cluster/encryption-shape';
import { isPlain, type PlainObject } from '../manifest/plain';
import { isOfType, onlyFields, problemsOf, type Take, wordFor } from './fields';
import type { FileSchema } from './schema';

const API_VERSION = 'apiserver.config.k8s.io/v1';
const KIND = 'EncryptionConfiguration';

/** Where the key goes when the file is installed. */
const PLACEHOLDER = /^\$\{[A-Z][A-Z0-9_]{0,99}\}$/;

const PROVIDERS = ['kms', 'secretbox', 'aescbc', 'identity'];

/**
 * What encrypts etcd: Secrets are encrypted by the first provider, which is not `identity`, and no key is in the file.
 * `aesgcm` is refused: it is safe only where someone changes its key all the time.
 * Source: apiserver.config.k8s.io/v1, and the validation of it in the API server.
 */
export const ENCRYPTION_CONFIGURATION: FileSchema = {
  id: `${API_VERSION} ${KIND}`,
  check: (content) =>
    problemsOf((take) => {
      if (!isOfType(content, API_VERSION, KIND, take)) return;
      onlyFields(content, ['apiVersion', 'kind', 'resources'], '', take);
      const entries = listIn(content, 'resources', 'resources', take);
      const covered = entries.flatMap((entry, index) => checkEntry(entry, `resources[${index}]`, take));
      sameNames(entries, take);
      if (entries.length > 0 && !['secrets', '*.', '*.*'].some((name) => covered.includes(name)))
        take('resources', 'nothing for secrets', 'an entry for secrets', 'resources: [secrets]');
    }),
};

/** @returns the resources that an entry is for */
function checkEntry(entry: unknown, path: string, take: Take): string[] {
  if (!isPlain(entry)) {
    take(path, wordFor(entry), 'an object', 'resources: [secrets]');
    return [];
  }
  onlyFields(entry, ['resources', 'providers'], path, take);
  const names = listIn(entry, 'resources', `${path}.resources`, take);
  const strings = names.filter((name) => typeof name === 'string');
  for (const [index, name] of names.entries()) {
    const at = `${path}.resources[${index}]`;
    if (typeof name !== 'string') take(at, wordFor(name), 'the name of a resource', 'secrets');
    else if (!isEncryptable(name)) take(at, name, 'a resource of the API with its group', 'secrets');
    else if (names.indexOf(name) !== index || isCovered(name, strings))
      take(at, `${name}, which the list has already`, 'each resource once', 'remove it');
  }
  const providers = listIn(entry, 'providers', `${path}.providers`, take);
  for (const [index, provider] of providers.entries())
    checkProvider(provider, `${path}.providers[${index}]`, take);
  if (isPlain(providers[0]) && 'identity' in providers[0]) {
    const needs = 'a provider that encrypts as the first, which is the one that writes';
    take(`${path}.providers[0]`, 'identity, which encrypts nothing', needs, 'move identity to the end');
  }
  return strings;
}

function checkProvider(provider: unknown, path: string, take: Take): void {
  const kinds = isPlain(provider) ? Object.keys(provider) : [];
  const [kind = ''] = kinds;
  if (!isPlain(provider) || kinds.length !== 1 || !PROVIDERS.includes(kind)) {
    const found = kinds.length === 0 ? wordFor(provider) : kinds.join(' and ');
    take(path, found, `one of ${PROVIDERS.join(', ')}`, 'kms: { apiVersion: v2, … }');
    return;
  }
  const said = provider[kind];
  if (!isPlain(said)) take(`${path}.${kind}`, wordFor(said), 'an object', `${kind}: { … }`);
  else if (kind === 'kms') checkKms(said, `${path}.kms`, take);
  else if (kind === 'identity') onlyFields(said, [], `${path}.identity`, take);
  else checkKeys(said, `${path}.${kind}`, take);
}

/** Each program has a name of its own in the whole file: it is in front of what it encrypts. */
function sameNames(entries: readonly unknown[], take: Take): void {
  const known = new Set<unknown>();
  for (const [index, entry] of entries.entries()) {
    const providers: readonly unknown[] =
      isPlain(entry) && Array.isArray(entry.providers) ? entry.providers : [];
    for (const [at, provider] of providers.entries()) {
      const name = isPlain(provider) && isPlain(provider.kms) ? provider.kms.name : undefined;
      if (typeof name !== 'string') continue;
      const path = `resources[${index}].providers[${at}].kms.name`;
      if (known.has(name)) take(path, 'the name of another program', 'a name of its own', 'name: kms-2');
      known.add(name);
    }
  }
}

function checkKms(kms: PlainObject, path: string, take: Take): void {
  onlyFields(kms, ['apiVersion', 'name', 'endpoint', 'timeout'], path, take);
  const needed: readonly (readonly [string, RegExp, string])[] = [
    ['apiVersion', /^v2$/, 'v2'],
    ['name', /^[^:]{1,200}$/, 'a name without a colon'],
    ['timeout', /^(?=.*[1-9])\d{1,6}(?:\.\d{1,3})?(?:ms|s|m)$/, 'a time such as 3s'],
    ['endpoint', /^unix:\/\/\/[^\0]+$/, 'the path of a socket, such as unix:///var/run/kms.sock'],
  ];
  for (const [field, form, needs] of needed) {
    const value = kms[field];
    if (field === 'timeout' && value === undefined) continue;
    if (typeof value !== 'string' || !form.test(value))
      take(`${path}.${field}`, wordFor(value), needs, `${field}: …`);
  }
}

function checkKeys(provider: PlainObject, path: string, take: Take): void {
  onlyFields(provider, ['keys'], path, take);
  const names = new Set<unknown>();
  for (const [index, key] of listIn(provider, 'keys', `${path}.keys`, take).entries()) {
    const at = `${path}.keys[${index}]`;
    const { name, secret } = isPlain(key) ? key : {};
    if (typeof name !== 'string' || name === '' || names.has(name))
      take(`${at}.name`, wordFor(name), 'a name that no other key has', 'name: key-1');
    names.add(name);
    if (typeof secret !== 'string' || !PLACEHOLDER.test(secret)) {
      // Whatever is there may be the key.
      const found = secret === undefined ? 'nothing' : 'a value that is not shown';
      const needs = 'the place of a key, which is filled where the file is installed';
      take(`${at}.secret`, found, needs, ['secret: $', '{ETCD_KEY_1}'].join(''));
    }
    if (isPlain(key)) onlyFields(key, ['name', 'secret'], at, take);
  }
}

/** A list that holds something; reports everything else. */
function listIn(value: PlainObject, field: string, path: string, take: Take): unknown[] {
  const found = value[field];
  if (Array.isArray(found) && found.length > 0) return found;
  take(
    path,
    Array.isArray(found) ? 'an empty list' : wordFor(found),
    'a list that holds something',
    `${field}: [ … ]`,
  );
  return [];
}
