import { dataKeyProblems, envNameProblems } from '../../../core/manifest/names';
import { isPlain, type PlainObject } from '../../../core/manifest/plain';
import { parseQuantity } from '../../../core/manifest/quantity';
import { NEWEST_MINOR } from '../../../core/manifest/registry';
import { Field } from '../../../core/validation/field';
import { checkFieldRef, checkResourceFieldRef, ENV_FIELDS } from '../../../core/validation/pod/field-ref';
import type { ConfigMapKeySelector, EnvFromSource, EnvVar } from '../../../model/api';
import { checkConfig, configName } from '../../configuration/config';
import type { Problems } from '../../problems';
import { objectName } from '../../pull-secrets';
import { checkDelivered, keysOf } from '../../secrets/delivered';
import type { DeliveredSecretData } from '../../secrets/props';
import type { EnvFrom, EnvSource, EnvValue } from '../container/props';

/** Reads the environment of a container into the API's form, in the order given. */
export function parseEnv(
  field: string,
  env: Readonly<Record<string, EnvValue<unknown>>>,
  problems: Problems,
): EnvVar[] {
  return Object.entries(env).map(([name, value]) => {
    problems.addAll(`${field}.${name}`, name, envNameProblems(name), 'choose another name');
    return variable(`${field}.${name}`, name, value, problems);
  });
}

function variable(field: string, name: string, value: EnvValue<unknown>, problems: Problems): EnvVar {
  if (!isSource(value))
    return { name, value: problems.leaf(value, (known, deferred) => text(field, name, known, deferred)) };
  if ('key' in value && typeof value.key === 'function') {
    problems.add(
      field,
      'all keys of an object',
      'one key',
      `${name}: settings.key('…'), or envFrom: [settings]`,
    );
    return { name };
  }
  if ('secret' in value)
    return { name, valueFrom: { secretKeyRef: keyRef(field, value.secret, value, 'Secret', problems) } };
  if ('configMap' in value) {
    return {
      name,
      valueFrom: { configMapKeyRef: keyRef(field, value.configMap, value, 'ConfigMap', problems) },
    };
  }
  if ('config' in value) return { name, valueFrom: { configMapKeyRef: configKey(field, value, problems) } };
  if ('delivered' in value)
    return { name, valueFrom: { secretKeyRef: deliveredKey(field, value, problems) } };
  // Defaults of the server are written here: a reference belongs to one owner as a whole, so that without them
  // everyone else who applies the same object is in conflict with it.
  if ('field' in value) {
    const fieldRef = { apiVersion: 'v1', fieldPath: value.field };
    checkFieldRef(asServer(`${field}.field`, fieldRef, problems), ENV_FIELDS);
    return { name, valueFrom: { fieldRef } };
  }
  if (!('resource' in value)) return { name, value: text(field, name, value, problems) };
  const { resource, divisor = '0' } = value;
  const resourceFieldRef = { divisor, resource };
  if (parseQuantity(divisor) === undefined)
    problems.add(`${field}.divisor`, divisor, 'a quantity', "divisor: '1Mi'");
  checkResourceFieldRef(asServer(field, resourceFieldRef, problems), false);
  return { name, valueFrom: { resourceFieldRef } };
}

/** A reference as the API server reads it; what it would refuse is a problem of the variable. */
function asServer(field: string, reference: PlainObject, problems: Problems): Field {
  return Field.root(reference, { minor: NEWEST_MINOR }, ({ path, found, needs, fix }) =>
    problems.add(path === 'fieldPath' ? field : `${field}.${path}`, found, needs, fix),
  );
}

/** Whether a value says where it comes from. */
function isSource(value: EnvValue<unknown>): value is EnvSource {
  return isPlain(value);
}

function text(field: string, name: string, known: unknown, problems: Problems): string {
  if (typeof known === 'string') return known;
  problems.add(
    field,
    known,
    'a string, or one of secret, configMap, config, field, resource',
    `${name}: '…'`,
  );
  return '';
}

function keyRef(
  field: string,
  name: unknown,
  ref: { readonly key: unknown; readonly optional?: boolean },
  kind: string,
  problems: Problems,
): ConfigMapKeySelector {
  const key = problems.leaf(ref.key, (known, deferred) => {
    const strings = typeof known === 'string' ? dataKeyProblems(known) : ['the name of a key'];
    deferred.addAll(`${field}.key`, known, strings, 'the name of a key');
    return known;
  });
  return {
    key,
    name: objectName(field, name, kind, problems),
    ...(ref.optional === undefined ? {} : { optional: ref.optional }),
  };
}

/** A key of a configuration in code, which has to be there. */
function configKey(
  field: string,
  { config, key }: Extract<EnvSource, { readonly config: unknown }>,
  problems: Problems,
): ConfigMapKeySelector {
  checkConfig(`${field}.config`, config, problems);
  const keys = isPlain(config.data) ? Object.keys(config.data) : [];
  if (!keys.includes(key))
    problems.add(`${field}.key`, key, `one of its keys: ${keys.join(', ')}`, `key: '${keys[0] ?? '…'}'`);
  return { key, name: configName(config) };
}

/** A key of a Secret that is delivered, which has to be there. */
function deliveredKey(
  field: string,
  { delivered, key }: Extract<EnvSource, { readonly delivered: unknown }>,
  problems: Problems,
): ConfigMapKeySelector {
  checkDelivered(`${field}.delivered`, delivered, problems);
  if (refuseMounted(field, delivered, problems)) return { key, name: delivered.name };
  const keys = keysOf(delivered);
  if (!keys.includes(key))
    problems.add(`${field}.key`, key, `one of its keys: ${keys.join(', ')}`, `key: '${keys[0] ?? '…'}'`);
  return { key, name: delivered.name };
}

/** What a driver mounts is in no Secret, so that no variable can take it. */
function refuseMounted(
  field: string,
  { from, name }: DeliveredSecretData<unknown>,
  problems: Problems,
): boolean {
  if (!('provider' in from)) return false;
  const needs = 'a folder: the driver mounts it, and makes no Secret of it';
  problems.add(field, name, needs, "files: { '/run/secrets/db': db }");
  return true;
}

/** Reads the sources of which every key becomes a variable. */
export function parseEnvFrom(
  field: string,
  sources: readonly EnvFrom<unknown>[],
  problems: Problems,
): EnvFromSource[] {
  return sources.map((source, index) => envFrom(`${field}[${index}]`, source, problems));
}

function envFrom(place: string, source: EnvFrom<unknown>, problems: Problems): EnvFromSource {
  const { prefix } = source;
  const before = prefix === undefined ? {} : { prefix };
  if ('config' in source) {
    checkConfig(`${place}.config`, source.config, problems);
    checkVariables(place, prefix, Object.keys(source.config.data), problems);
    return { ...before, configMapRef: { name: configName(source.config) } };
  }
  if ('delivered' in source) {
    checkDelivered(`${place}.delivered`, source.delivered, problems);
    refuseMounted(place, source.delivered, problems);
    checkVariables(place, prefix, keysOf(source.delivered), problems);
    return { ...before, secretRef: { name: source.delivered.name } };
  }
  const optional = source.optional === undefined ? {} : { optional: source.optional };
  if ('secret' in source) {
    checkVariables(place, prefix, source.keys ?? [], problems);
    return {
      ...before,
      secretRef: { name: objectName(place, source.secret, 'Secret', problems), ...optional },
    };
  }
  return {
    ...before,
    configMapRef: { name: objectName(place, source.configMap, 'ConfigMap', problems), ...optional },
  };
}

/** Keys that cannot be variables are left out by the kubelet, which says so in an event alone. */
function checkVariables(
  field: string,
  prefix: string | undefined,
  keys: readonly string[],
  problems: Problems,
): void {
  for (const key of keys) {
    const strings = [...dataKeyProblems(key), ...envNameProblems(`${prefix ?? ''}${key}`)];
    problems.addAll(field, key, strings, `prefix: 'APP_', or name the key in env`);
  }
}
