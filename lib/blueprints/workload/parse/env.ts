import { dataKeyProblems, envNameProblems, objectNameProblems } from '../../../core/manifest/names';
import { isOpaque, isPlain, type PlainObject } from '../../../core/manifest/plain';
import type { Problems } from '../../problems';
import type { EnvFrom, EnvValue } from '../props';

/** Reads the environment of a container into the API's form, in the order given. */
export function parseEnv(
  field: string,
  env: Readonly<Record<string, EnvValue>>,
  problems: Problems,
): PlainObject[] {
  return Object.entries(env).map(([name, value]) => {
    problems.addAll(`${field}.${name}`, name, envNameProblems(name), 'choose another name');
    return variable(`${field}.${name}`, name, value, problems);
  });
}

function variable(field: string, name: string, value: EnvValue, problems: Problems): PlainObject {
  if (typeof value === 'string' || isOpaque(value)) return { name, value };
  if (!isPlain(value)) {
    problems.add(field, value, 'a text, or one of secret, configMap, field, resource', `${name}: '…'`);
    return { name, value: '' };
  }
  if ('secret' in value)
    return { name, valueFrom: { secretKeyRef: keyRef(field, value.secret, value, 'Secret', problems) } };
  if ('configMap' in value) {
    return {
      name,
      valueFrom: { configMapKeyRef: keyRef(field, value.configMap, value, 'ConfigMap', problems) },
    };
  }
  // Defaults of the server are written here: a reference belongs to one owner as a whole, so that without them
  // everybody else who applies the same object is in conflict with it.
  if ('field' in value)
    return { name, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: value.field } } };
  const { resource, divisor = '0' } = value;
  return { name, valueFrom: { resourceFieldRef: { divisor, resource } } };
}

function keyRef(
  field: string,
  name: string,
  ref: { readonly key: string; readonly optional?: boolean },
  kind: string,
  problems: Problems,
): PlainObject {
  problems.addAll(`${field}.key`, ref.key, dataKeyProblems(ref.key), 'the name of a key');
  if (typeof name === 'string')
    problems.addAll(field, name, objectNameProblems(kind, name), `the name of a ${kind}`);
  return { key: ref.key, name, ...(ref.optional === undefined ? {} : { optional: ref.optional }) };
}

/** Reads the sources of which every key becomes a variable. */
export function parseEnvFrom(field: string, sources: readonly EnvFrom[], problems: Problems): PlainObject[] {
  return sources.map((source, index) => {
    const [kind, key, name] =
      'secret' in source
        ? (['Secret', 'secretRef', source.secret] as const)
        : (['ConfigMap', 'configMapRef', source.configMap] as const);
    problems.addAll(`${field}[${index}]`, name, objectNameProblems(kind, name), `the name of a ${kind}`);
    return {
      ...(source.prefix === undefined ? {} : { prefix: source.prefix }),
      [key]: { name, ...(source.optional === undefined ? {} : { optional: source.optional }) },
    };
  });
}
