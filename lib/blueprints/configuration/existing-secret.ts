import { dataKeyProblems, objectNameProblems } from '../../core/manifest/names';
import { isOpaque } from '../../core/manifest/plain';
import { anything, flag, listOf, text } from '../../core/shape';
import { type Readable, readable } from '../account/grantable';
import { Problems } from '../problems';
import { knownKey, withMethods } from './keys';

/** What is known of a Secret that others make. */
export interface ExistingSecretOptions<Key extends string = string, Text = string> {
  /** The keys that it has. A folder of `files` shows these alone. */
  readonly keys: readonly Key[];
  /**
   * Changes whenever what it holds does, and then rolls the workloads that read it.
   * @default none, and a changed Secret restarts nothing
   */
  readonly version?: Text;
  /** Whether pods start without it. @default false */
  readonly optional?: boolean;
}

/** One key of a Secret that exists, as the value of a variable. */
export interface SecretKey<Text = string> {
  readonly secret: Text;
  readonly key: string;
  readonly version?: Text;
  readonly optional?: boolean;
}

/** A Secret that others make: a folder in `files`, whole in `envFrom`, by its keys in `env`. What it holds is never known here. */
export interface ExistingSecret<Key extends string = string, Text = string> extends Readable {
  readonly secret: Text;
  readonly keys: readonly Key[];
  readonly version?: Text;
  readonly optional?: boolean;
  /**
   * One of its keys, as the value of a variable.
   * @throws InvalidInputError where it was not declared
   */
  key(key: Key): SecretKey<Text>;
}

/**
 * Makes a reference to a Secret.
 * @throws InvalidInputError with everything that is wrong with it
 */
export function secretReference<Key extends string, Text>(
  name: Text,
  props: ExistingSecretOptions<Key, Text>,
): ExistingSecret<Key, Text> {
  const where = typeof name === 'string' && name !== '' ? `existingSecret('${name}')` : 'existingSecret(…)';
  const problems = new Problems(where);
  problems.check(props, { keys: listOf(text), version: anything, optional: flag }, { required: ['keys'] });
  problems.throwIfBroken();
  checkSecretName(name, problems);
  checkKeys('keys', props.keys, problems);
  if (props.version !== undefined && !isOpaque(props.version))
    checkVersion('version', props.version, problems);
  problems.throwIfAny();
  const { version, optional } = props;
  const keys = Object.freeze([...props.keys]);
  const further = {
    ...(version === undefined ? {} : { version }),
    ...(optional === undefined ? {} : { optional }),
  };
  const key = (named: Key): SecretKey<Text> => {
    knownKey(where, named, keys);
    return { secret: name, key: named, ...further };
  };
  // A name that is known later is in no rule: anyone who grants it is told so.
  const granted = { apiVersion: 'v1', kind: 'Secret', name: typeof name === 'string' ? name : '' };
  return withMethods({ secret: name, keys, ...further }, { key, ...readable(granted) });
}

function checkSecretName(name: unknown, problems: Problems): void {
  if (isOpaque(name)) return;
  const strings = typeof name === 'string' ? objectNameProblems('Secret', name) : ['the name of a Secret'];
  problems.addAll('name', name, strings, `existingSecret('db', { keys: ['password'] })`);
}

/** Says what is wrong with the keys of a Secret. */
export function checkKeys(field: string, keys: readonly string[], problems: Problems): void {
  if (keys.length === 0) problems.add(field, keys, 'at least one key', `keys: ['password']`);
  const seen = new Set<string>();
  for (const [index, key] of keys.entries()) {
    problems.addAll(`${field}[${index}]`, key, dataKeyProblems(key), 'the name of a key');
    if (seen.has(key)) problems.add(`${field}[${index}]`, key, 'each key once', 'remove it');
    seen.add(key);
  }
}

/** Says what is wrong with the version of a Secret. @param field where it stands */
export function checkVersion(field: string, version: unknown, problems: Problems): void {
  if (typeof version === 'string' && version !== '') return;
  problems.add(field, version, 'a string that changes with the Secret', `version: '2026-11-26'`);
}
