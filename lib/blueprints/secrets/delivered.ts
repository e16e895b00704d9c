import { credentialIn } from '../../core/controls/secrets/shared/credentials';
import { dataKeyProblems, objectNameProblems } from '../../core/manifest/names';
import { isOpaque, isPlain, objectAt, stringAt } from '../../core/manifest/plain';
import { isSealed } from '../../core/manifest/sealed';
import { anything, flag, mapOf, text } from '../../core/shape';
import type { DeliveredSecret as DeliveredSecretModel, RemoteKey } from '../../model/delivered-secret';
import type { Namespace } from '../../model/namespace';
import { textFrom, textsOf } from '../../model/text';
import { type Readable, readable } from '../account/grantable';
import { knownKey, withMethods } from '../configuration/keys';
import { type OptOutProp, oneOfValues } from '../opt-out';
import { Problems } from '../problems';
import type { DeliveredSecretData, RemoteKeyProps, SecretType } from './props';
import { checkSops, frozenDocument, keysOfSops, partsOfSops } from './sops';
import { checkType, SECRET_TYPE, SECRET_TYPES } from './type';

/** What a Secret from a store is told beside its keys. */
export interface SecretOptions {
  /** How often the operator reads it again: minutes and hours, such as `15m`. @default '1h' */
  readonly refresh?: string;
  /** Its type, which says the keys that it needs: `kubernetes.io/dockerconfigjson` to pull images. @default 'Opaque' */
  readonly type?: SecretType;
  /** Whether workloads roll when it changes in the store; for this the cluster needs Reloader. @default false */
  readonly reload?: boolean;
  /** `'optOut'` lets workloads take keys as variables. @default it is mounted as files alone */
  readonly filesOnly?: OptOutProp;
}

/** One key of a Secret that is delivered, as the value of a variable. */
export interface DeliveredKey<Text = string> {
  readonly delivered: DeliveredSecretData<Text>;
  readonly key: string;
}

/** A Secret that something in the cluster makes: a folder in `files`; with an opt-out also whole in `envFrom`, by its keys in `env`. */
export interface DeliveredSecret<Key extends string = string, Text = string> extends Readable {
  readonly delivered: DeliveredSecretData<Text>;
  /**
   * One of its keys, as the value of a variable.
   * @throws InvalidInputError where it has no such key
   */
  key(key: Key): DeliveredKey<Text>;
}

/** The keys of a Secret in a store: by their names alone, or each with its place. */
export type SecretKeys<Key extends string, Text> =
  | readonly Key[]
  | Readonly<Record<Key, Text | RemoteKeyProps<Text>>>;

const KNOWN = { filesOnly: oneOfValues(['optOut', false]), type: SECRET_TYPE };

/** How often a store is read where nothing is said. */
export const REFRESH = '1h';
const DURATION = /^(?=\d)(\d+h)?(\d+m)?$/;

/**
 * Makes a Secret of what a store has.
 * @param keys names of properties of the secret of that name in the store, or keys with their places
 * @throws InvalidInputError with everything that is wrong with it
 */
export function secretFromStore<Key extends string, Text>(
  name: string,
  keys: SecretKeys<Key, Text>,
  options: SecretOptions = {},
): DeliveredSecret<Key, Text | string> {
  const where = placeOf('secret', name);
  const problems = new Problems(where);
  problems.check(options, { refresh: text, reload: flag, ...KNOWN });
  if (!Array.isArray(keys) && !isPlain(keys))
    problems.add(
      'keys',
      keys,
      'a list of keys, or an object with their places',
      `secret('db', ['password'])`,
    );
  problems.throwIfAny();
  const { refresh, reload, filesOnly, type } = options;
  const from = { store: placesOf<Text>(name, keys), ...(refresh === undefined ? {} : { refresh }) };
  const further = {
    ...(reload === undefined ? {} : { reload }),
    ...(filesOnly === undefined ? {} : { filesOnly }),
    ...(type === undefined ? {} : { type }),
  };
  return made(where, { name, from, ...further }, problems);
}

/** What a sealed Secret is made of. */
export interface SealedOptions<Key extends string = string> {
  /** Its keys, and what `bulwark seal` or `kubeseal` made of each value for this name and namespace. */
  readonly encryptedData: Readonly<Record<Key, string>>;
  /** Its type, which says the keys that it needs: `kubernetes.io/dockerconfigjson` to pull images. @default 'Opaque' */
  readonly type?: SecretType;
  /** `'optOut'` lets workloads take keys as variables. @default it is mounted as files alone */
  readonly filesOnly?: OptOutProp;
}

/**
 * Makes a Secret of what was sealed for the controller of Sealed Secrets.
 * @throws InvalidInputError with everything that is wrong with it, such as a value that is not sealed
 */
export function secretFromSealed<Key extends string>(
  name: string,
  sealed: SealedOptions<Key>,
): DeliveredSecret<Key, string> {
  const where = placeOf('sealedSecret', name);
  const problems = new Problems(where);
  const shapes = { encryptedData: anything, ...KNOWN };
  problems.check(sealed, shapes, { required: ['encryptedData'] });
  if (isPlain(sealed) && !isPlain(sealed.encryptedData) && problems.count === 0)
    problems.add('encryptedData', 'no object', 'an object: keys to sealed values', SEAL);
  problems.throwIfAny();
  const { encryptedData, filesOnly, type } = sealed;
  const from = { sealed: Object.freeze({ ...encryptedData }) };
  const further = {
    ...(filesOnly === undefined ? {} : { filesOnly }),
    ...(type === undefined ? {} : { type }),
  };
  return made(where, { name, from, ...further }, problems);
}

/** What a Secret that SOPS has encrypted is told beside its document. */
export interface SopsOptions {
  /** `'optOut'` lets workloads take keys as variables. @default it is mounted as files alone */
  readonly filesOnly?: OptOutProp;
}

/**
 * Makes a Secret of a document that SOPS has encrypted; its keys are known where the document is read.
 * @throws InvalidInputError with everything that is wrong with it, such as a value that is not encrypted
 */
export function secretFromSops(document: object, options: SopsOptions = {}): DeliveredSecret<string, string> {
  const problems = new Problems('sopsSecret(…)');
  problems.check(options, { filesOnly: KNOWN.filesOnly });
  checkSops(document, problems);
  problems.throwIfAny();
  const sops = frozenDocument({ ...document });
  const name = stringAt(objectAt(sops, 'metadata') ?? {}, 'name') ?? '';
  const type = SECRET_TYPES.find((known) => known === sops.type);
  const further = {
    ...(type === undefined ? {} : { type }),
    ...(options.filesOnly === undefined ? {} : { filesOnly: options.filesOnly }),
  };
  return made(placeOf('sopsSecret', name), { name, from: { sops }, ...further }, problems);
}

/** What the Secrets Store CSI driver is told of a folder. */
export interface MountedOptions<Text = string> {
  /** Its provider: `aws`, `azure`, `gcp`, `vault`, or another that the cluster has. */
  readonly provider: string;
  /** What the provider is told, as its documentation has it: which secrets, and in which files. */
  readonly parameters: Readonly<Record<string, Text>>;
}

/** What the Secrets Store CSI driver fetches when a pod starts: a folder in `files`, and no Secret in the cluster. */
export interface MountedSecret<Text = string> {
  readonly delivered: DeliveredSecretData<Text>;
}

/**
 * Makes a folder of what a provider of the Secrets Store CSI driver fetches.
 * @throws InvalidInputError with everything that is wrong with it
 */
export function secretFromDriver<Text>(name: string, options: MountedOptions<Text>): MountedSecret<Text> {
  const problems = new Problems(placeOf('mountedSecret', name));
  const shapes = { provider: text, parameters: mapOf(anything) };
  problems.check(options, shapes, { required: ['provider', 'parameters'] });
  problems.throwIfAny();
  const { provider, parameters } = options;
  const delivered = { name, from: { provider, parameters: Object.freeze({ ...parameters }) } };
  checkDelivered('', delivered, problems);
  problems.throwIfAny();
  return Object.freeze({ delivered: Object.freeze(delivered) });
}

function placesOf<Text>(
  name: string,
  keys: SecretKeys<string, Text>,
): Record<string, RemoteKeyProps<Text | string>> {
  if (isList(keys)) return Object.fromEntries(keys.map((key) => [key, { key: name, property: key }]));
  return Object.fromEntries(
    Object.entries(keys).map(([key, place]) => [key, isPlace(place) ? place : { key: place }]),
  );
}

function isList<Text>(keys: SecretKeys<string, Text>): keys is readonly string[] {
  return Array.isArray(keys);
}

function isPlace<Text>(place: Text | RemoteKeyProps<Text>): place is RemoteKeyProps<Text> {
  return isPlain(place);
}

function placeOf(call: string, name: unknown): string {
  return typeof name === 'string' && name !== '' ? `${call}('${name}')` : `${call}(…)`;
}

/** Puts methods on what was checked. @throws InvalidInputError with everything that is wrong with it */
function made<Key extends string, Text>(
  where: string,
  data: DeliveredSecretData<Text>,
  problems: Problems,
): DeliveredSecret<Key, Text> {
  checkDelivered('', data, problems);
  problems.throwIfAny();
  const delivered = Object.freeze(data);
  const key = (named: Key): DeliveredKey<Text> => {
    knownKey(where, named, keysOf(delivered));
    return { delivered, key: named };
  };
  const granted = { apiVersion: 'v1', kind: 'Secret', name: data.name };
  return withMethods({ delivered }, { key, ...readable(granted) });
}

/** The keys of a Secret, in the order in which they were given. */
export function keysOf({ from }: DeliveredSecretData<unknown>): string[] {
  if ('sops' in from) return keysOfSops({ ...from.sops });
  return Object.keys('store' in from ? (from.store ?? {}) : 'sealed' in from ? (from.sealed ?? {}) : {});
}

function partsOf(from: DeliveredSecretData<unknown>['from']): (readonly [string, string, unknown])[] {
  if ('store' in from)
    return Object.entries(from.store ?? {}).flatMap(([name, { key, property = '', version = '' }]) => [
      [name, 'key', key] as const,
      [name, 'property', property] as const,
      [name, 'version', version] as const,
    ]);
  if ('sealed' in from)
    return Object.entries(from.sealed ?? {}).map(([name, value]) => [name, 'sealed', value]);
  if ('sops' in from) return partsOfSops({ ...from.sops });
  const parameters = Object.entries(from.parameters ?? {});
  return [
    ['', 'provider', from.provider],
    ...parameters.map(([name, value]) => [name, 'parameter', value] as const),
  ];
}

/** What each key refers to, part by part, in one order: what changes when it is another. */
export function referencesOf({ from }: DeliveredSecretData<unknown>): (readonly [string, string, unknown])[] {
  const parts = partsOf(from);
  return parts.sort(([a, left], [b, right]) => (`${a} ${left}` < `${b} ${right}` ? -1 : 1));
}

/** What says where a Secret comes from: exactly one of these. */
const ORIGINS = ['store', 'sealed', 'sops', 'parameters'] as const;

/** Whether it says where a Secret comes from, and does so once. */
export function hasOrigin({ from }: DeliveredSecretData<unknown>): boolean {
  return isPlain(from) && ORIGINS.filter((origin) => isPlain(Reflect.get(from, origin))).length === 1;
}

/** Says what is wrong with a Secret, also with one that a program wrote itself. @param field where it is; empty for the call */
export function checkDelivered(field: string, data: DeliveredSecretData<unknown>, problems: Problems): void {
  const at = (name: string): string => (field === '' ? name : `${field}.${name}`);
  const { name, from } = data;
  if (!hasOrigin(data)) {
    problems.add(
      at('from'),
      Object.keys(from),
      'one of store, sealed, sops, parameters',
      `secret('db', ['password'])`,
    );
    return;
  }
  if ('provider' in from) {
    checkMount(at, name, from, problems);
    return;
  }
  const names = typeof name === 'string' ? objectNameProblems('Secret', name) : ['the name of a Secret'];
  problems.addAll(at('name'), name, names, `secret('db', ['password'])`);
  const keys = keysOf(data);
  if (keys.length === 0) problems.add(at('keys'), keys, 'at least one key', `secret('db', ['password'])`);
  for (const key of keys) problems.addAll(at('keys'), key, dataKeyProblems(key), 'choose another key');
  checkType(at, data, keys, problems);
  if ('sops' in from) {
    checkSops(from.sops, problems);
    const written = objectAt({ ...from.sops }, 'metadata')?.name;
    if (written !== name)
      problems.add(at('name'), name, `the name in the document: ${String(written)}`, 'sopsSecret(document)');
    return;
  }
  if (!('store' in from)) {
    for (const [key, value] of Object.entries(from.sealed))
      checkSealed(at(`encryptedData["${key}"]`), value, problems);
    return;
  }
  for (const [key, place] of Object.entries(from.store)) checkPlace(at(`keys["${key}"]`), place, problems);
  const { refresh } = from;
  if (refresh === undefined || (DURATION.test(refresh) && /[1-9]/.test(refresh))) return;
  const needs =
    'hours and minutes, such as 1h or 15m; a store that is never read again keeps a revoked password';
  problems.add(at('refresh'), refresh, needs, `refresh: '1h'`);
}

function checkMount(
  at: (name: string) => string,
  name: string,
  {
    provider,
    parameters,
  }: { readonly provider: string; readonly parameters: Readonly<Record<string, unknown>> },
  problems: Problems,
): void {
  const fix = `mountedSecret('db', { provider: 'vault', parameters: { … } })`;
  const names = typeof name === 'string' ? objectNameProblems('SecretProviderClass', name) : ['a name'];
  problems.addAll(at('name'), name, names, fix);
  if (!/^[a-zA-Z0-9_-]{1,30}$/.test(provider))
    problems.add(at('provider'), provider, 'the name of a provider of the driver', `provider: 'vault'`);
  if (Object.keys(parameters).length === 0)
    problems.add(at('parameters'), parameters, 'what the provider is told', fix);
  for (const [key, value] of Object.entries(parameters))
    if (typeof value === 'string' && credentialIn(key, value) !== undefined)
      problems.add(at(`parameters["${key}"]`), 'a credential, which is not shown', 'no value', LOG_IN);
    else if (typeof value !== 'string' && !isOpaque(value))
      problems.add(at(`parameters["${key}"]`), value, 'a string, as the driver reads it', `${key}: '…'`);
}

const LOG_IN = 'let the provider log in with the account of the workload';
const SEAL = 'bulwark seal db --namespace shop --cert cert.pem';

/** What stands there may be the secret itself, so that it is not told. */
function checkSealed(field: string, value: unknown, problems: Problems): void {
  if (typeof value === 'string' && isSealed(value)) return;
  const needs =
    'what bulwark seal or kubeseal made of the value; a value that is not sealed has no place in code';
  problems.add(field, 'a value, which is not shown', needs, SEAL);
}

function checkPlace(field: string, place: RemoteKeyProps<unknown>, problems: Problems): void {
  const fix = `{ password: { key: 'prod/db', property: 'password' } }`;
  for (const part of ['key', 'property', 'version'] as const) {
    const value = place[part];
    if (isOpaque(value) || (part !== 'key' && value === undefined)) continue;
    if (typeof value !== 'string' || value.trim() === '') {
      problems.add(
        `${field}.${part}`,
        value,
        part === 'key' ? 'the name of a secret in the store' : 'a string',
        fix,
      );
    }
  }
  for (const part of Object.keys(place))
    if (!['key', 'property', 'version'].includes(part))
      problems.add(`${field}.${part}`, part, 'one of key, property, version: a value has no place here', fix);
}

/** A Secret in one namespace, as the model has it. */
export function deliveredModel(
  data: DeliveredSecretData<unknown>,
  { name: namespace, secretStore }: Pick<Namespace, 'name' | 'secretStore'>,
): DeliveredSecretModel | undefined {
  const { name, from, type = 'Opaque' } = data;
  if ('sealed' in from) return { name, namespace, type, origin: { by: 'sealed', values: from.sealed } };
  if ('sops' in from) return { name, namespace, type, origin: { by: 'sops', document: { ...from.sops } } };
  if ('provider' in from) {
    const { provider, parameters } = from;
    return { name, namespace, type, origin: { by: 'mount', provider, parameters: textsOf(parameters) } };
  }
  if (secretStore === undefined) return undefined;
  const keys = Object.entries(from.store).map(([key, place]): [string, RemoteKey] => [key, remoteKey(place)]);
  const origin = { by: 'store', store: secretStore.name, keys: Object.fromEntries(keys) } as const;
  return { name, namespace, type, origin: { ...origin, refresh: from.refresh ?? REFRESH } };
}

function remoteKey({ key, property, version }: RemoteKeyProps<unknown>): RemoteKey {
  return {
    key: textFrom(key),
    ...(property === undefined ? {} : { property: textFrom(property) }),
    ...(version === undefined ? {} : { version: textFrom(version) }),
  };
}
