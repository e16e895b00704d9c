import { dataKeyProblems } from '../../manifest/names';
import type { Field } from '../field';
import { base64Length, decodeBase64, isJsonObject, utf8Length } from '../primitives/bytes';

/** What all data of a ConfigMap or Secret may have: 1 MiB. */
const LARGEST = 1024 * 1024;
const HIDDEN = '<not shown>';

/** Source: `ValidateConfigMap`. */
export function checkConfigMap(config: Field): void {
  const [data, binary] = [config.at('data'), config.at('binaryData')];
  let size = 0;
  for (const entry of data.entries()) {
    checkKey(entry);
    if (!binary.isUnknown && binary.at(entry.key).isSet)
      entry.invalid('a key that is not in binaryData too', 'change one of the keys', entry.key);
    size += utf8Length(entry.text ?? '');
  }
  for (const entry of binary.entries()) {
    checkKey(entry);
    size += base64Length(entry.text ?? '');
  }
  if (size > LARGEST)
    data.tooLong(LARGEST, size, 'bytes', 'split it into several ConfigMaps, or put it into an image');
}

/** Source: `ValidateSecret`. Values are never shown. `stringData` counts as data, and before it. */
export function checkSecret(secret: Field): void {
  const [data, plain] = [secret.at('data'), secret.at('stringData')];
  let size = 0;
  for (const entry of data.entries()) {
    checkKey(entry);
    if (!plain.at(entry.key).isSet) size += base64Length(entry.text ?? '');
  }
  for (const entry of plain.entries()) {
    if (!data.at(entry.key).isSet) checkKey(entry);
    size += utf8Length(entry.text ?? '');
  }
  if (size > LARGEST) data.tooLong(LARGEST, size, 'bytes', 'split it into several Secrets');
  if (!data.isUnknown && !plain.isUnknown) checkType(secret, data, plain);
}

function checkKey(entry: Field): void {
  for (const needs of dataKeyProblems(entry.key)) entry.invalid(needs, 'choose another key', entry.key);
}

function checkType(secret: Field, data: Field, plain: Field): void {
  const has = (key: string): boolean => data.value !== null && (hasKey(data, key) || hasKey(plain, key));
  const require = (key: string): void => {
    if (!has(key))
      data.at(key).required(`the key ${key}, which the type of the Secret asks for`, 'write the key');
  };
  switch (secret.at('type').text) {
    case 'kubernetes.io/service-account-token': {
      const name = secret.in('metadata', 'annotations').at('kubernetes.io/service-account.name');
      if (name.isZero) name.required('the name of the ServiceAccount');
      break;
    }
    case 'kubernetes.io/dockercfg':
      require('.dockercfg');
      checkJson(data, plain, '.dockercfg');
      break;
    case 'kubernetes.io/dockerconfigjson':
      require('.dockerconfigjson');
      checkJson(data, plain, '.dockerconfigjson');
      break;
    case 'kubernetes.io/basic-auth':
      if (!has('username') && !has('password')) for (const key of ['username', 'password']) require(key);
      break;
    case 'kubernetes.io/ssh-auth':
      if ((hasKey(plain, 'ssh-privatekey') ? plain : data).at('ssh-privatekey').isZero)
        data.at('ssh-privatekey').required('the private key');
      break;
    case 'kubernetes.io/tls':
      require('tls.crt');
      require('tls.key');
      break;
    default:
  }
}

/** Whether a key is there, be its value null: the API reads an empty value. */
function hasKey(map: Field, key: string): boolean {
  return map.entries().some((entry) => entry.key === key);
}

function checkJson(data: Field, plain: Field, key: string): void {
  const [written, encoded] = [plain.at(key), data.at(key)];
  const field = written.isSet ? written : encoded;
  const text = field.isUnknown ? undefined : (field.text ?? (hasKey(data, key) ? '' : undefined));
  const json = text === undefined || written.isSet ? text : decodeBase64(text);
  if (json !== undefined && !isJsonObject(json)) field.invalid('a JSON object', 'write JSON', HIDDEN);
}
