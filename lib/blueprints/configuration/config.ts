import { dataKeyProblems, labelledNameProblems } from '../../core/manifest/names';
import { isOpaque, isPlain } from '../../core/manifest/plain';
import { type Grant, originOf } from '../../core/rbac/grant';
import { flag } from '../../core/shape';
import type { SharedConfig as SharedConfigModel } from '../../model/shared-config';
import { textsOf } from '../../model/text';
import { type Changeable, changeable } from '../account/grantable';
import { Problems } from '../problems';
import { checksum } from './checksum';
import { knownKey, withMethods } from './keys';
import type { ConfigData } from './props';

/** What a configuration is told beside its content. */
export interface ConfigOptions {
  /** Whether the ConfigMap is immutable: a change creates another one with a new name. @default false */
  readonly immutable?: boolean;
}

/** One key of a configuration, as the value of a variable. */
export interface ConfigKey<Text = string> {
  readonly config: ConfigData<Text>;
  readonly key: string;
}

/** A configuration in code, which several workloads read: as a folder in `files`, whole in `envFrom`, by its keys in `env`. */
export interface SharedConfig<Key extends string = string, Text = string> extends Changeable {
  readonly config: ConfigData<Text>;
  /**
   * One of its keys, as the value of a variable.
   * @throws InvalidInputError where it has no such key
   */
  key(key: Key): ConfigKey<Text>;
}

/**
 * Makes a configuration of its content.
 * @throws InvalidInputError with everything that is wrong with it
 */
export function sharedConfig<Key extends string, Text>(
  name: string,
  data: Readonly<Record<Key, Text>>,
  options: ConfigOptions = {},
): SharedConfig<Key, Text> {
  const where = typeof name === 'string' && name !== '' ? `config('${name}')` : 'config(…)';
  const problems = new Problems(where);
  const made: ConfigData<Text> = {
    name,
    data: isPlain(data) ? Object.freeze({ ...data }) : data,
    ...optionsOf(options, problems),
  };
  checkConfig('', made, problems);
  problems.throwIfAny();
  const config = Object.freeze(made);
  const granted = { apiVersion: 'v1', kind: 'ConfigMap', name: configName(config) };
  GRANTED.set(granted, config);
  const key = (named: Key): ConfigKey<Text> => {
    knownKey(where, named, Object.keys(config.data));
    return { config, key: named };
  };
  return withMethods({ config }, { key, ...changeable(granted) });
}

const GRANTED = new WeakMap<object, ConfigData<unknown>>();

/** The configurations that grants are about: they are where the grants hold. */
export function configsGranted(grants: readonly Grant[]): ConfigData<unknown>[] {
  const origins = grants.map(originOf).filter((origin) => origin instanceof Object);
  return origins.flatMap((origin) => GRANTED.get(origin) ?? []);
}

function optionsOf(options: ConfigOptions, problems: Problems): ConfigOptions {
  problems.check(options, { immutable: flag });
  problems.throwIfBroken();
  const { immutable } = options;
  return immutable === undefined ? {} : { immutable };
}

/** Says what is wrong with a configuration, also with one that a program wrote itself. @param field where it is; empty for the call */
export function checkConfig(field: string, config: ConfigData<unknown>, problems: Problems): void {
  const at = (name: string): string => (field === '' ? name : `${field}.${name}`);
  const { name, data, immutable } = config;
  problems.addAll(at('name'), name, nameProblems(name), `config('app', { … })`);
  if (!isPlain(data)) {
    const needs = 'an object: file names, or names of variables, to strings';
    problems.add(at('data'), data, needs, `config('app', { 'app.yaml': '…' })`);
    return;
  }
  const entries = Object.entries(data);
  if (entries.length === 0) problems.add(at('data'), data, 'at least one file', `{ 'app.yaml': '…' }`);
  for (const [key, content] of entries) {
    const here = `${at('data')}["${key}"]`;
    problems.addAll(here, key, dataKeyProblems(key), 'choose another file name');
    if (isOpaque(content) && immutable === true) {
      const needs =
        'a string that is known while the program runs: the name of an immutable ConfigMap holds a hash of it';
      problems.add(here, content, needs, 'a constant, or no immutable');
    } else if (!isOpaque(content) && typeof content !== 'string')
      problems.add(here, content, 'a string', `'${key}': JSON.stringify({ … })`);
  }
}

/** Short enough for a label, which leaves room for a hash. */
function nameProblems(name: unknown): string[] {
  return typeof name === 'string' ? labelledNameProblems('ConfigMap', name) : ['the name of a ConfigMap'];
}

const DIGESTS = new WeakMap<object, string>();

/** A hash of what a configuration holds; undefined where some of it becomes known only later. */
export function digestOf(config: ConfigData<unknown>): string | undefined {
  const known = DIGESTS.get(config);
  if (known !== undefined) return known;
  const entries = sortedEntries(config);
  if (entries.some(([, content]) => isOpaque(content))) return undefined;
  const made = checksum(JSON.stringify(entries));
  DIGESTS.set(config, made);
  return made;
}

/** The keys of a configuration with their contents, in one order. */
export function sortedEntries({ data }: ConfigData<unknown>): [string, unknown][] {
  return Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The name of the object: with a hash where it is immutable, so that a change is another object. */
export function configName(config: ConfigData<unknown>): string {
  const digest = config.immutable === true ? digestOf(config) : undefined;
  return digest === undefined ? config.name : `${config.name}-${digest}`;
}

/** A configuration in one namespace, as the model has it. */
export function configModel(config: ConfigData<unknown>, namespace: string | undefined): SharedConfigModel {
  return {
    name: configName(config),
    instance: config.name,
    namespace,
    data: textsOf(config.data),
    ...(config.immutable === undefined ? {} : { immutable: config.immutable }),
    labels: {},
  };
}

/** Whether two configurations of one name hold the same, so that they are one. */
export function sameContent(left: Readonly<Record<string, unknown>>, right: ConfigData<unknown>): boolean {
  const keys = Object.keys(left);
  return keys.length === Object.keys(right.data).length && keys.every((key) => left[key] === right.data[key]);
}
