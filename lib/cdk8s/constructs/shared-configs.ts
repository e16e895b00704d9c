import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  type ConfigOptions,
  configModel,
  type SharedConfig,
  sharedConfig,
} from '../../blueprints/configuration/config';
import {
  type ExistingSecret,
  type ExistingSecretOptions,
  secretReference,
} from '../../blueprints/configuration/existing-secret';
import type { ConfigData } from '../../blueprints/configuration/props';
import { objectsOfConfig } from '../../renderers';
import { modelOf, namespaceAt } from '../app/app-context';
import { BlueprintObject } from '../app/blueprint-object';

/**
 * A configuration that is in code: a ConfigMap in each namespace whose workloads read it. A change rolls them.
 * @param data file names, or names of variables, to contents
 * @throws InvalidInputError with everything that is wrong with it
 */
export function config<Key extends string>(
  name: string,
  data: Readonly<Record<Key, string>>,
  options?: ConfigOptions,
): SharedConfig<Key> {
  return sharedConfig(name, data, options);
}

/**
 * A Secret that others make, and the keys that it has. What it holds is never known here; its `version` rolls the workloads that
 * read it.
 * @throws InvalidInputError with everything that is wrong with it
 */
export function existingSecret<const Key extends string>(
  name: string,
  props: ExistingSecretOptions<Key>,
): ExistingSecret<Key> {
  return secretReference(name, props);
}

/**
 * Puts configurations that are read in a namespace into the tree, those that are not there yet: each beside its namespace.
 * @param owner who reads them
 */
export function emitConfigs(
  owner: Construct,
  configs: readonly ConfigData<unknown>[],
  namespace: string | undefined,
): void {
  const model = modelOf(owner);
  for (const data of configs) {
    const made = configModel(data, namespace);
    if (model.share(made) !== made) continue;
    const home = namespaceAt(owner) ?? Chart.of(owner);
    for (const { identity, object } of objectsOfConfig(made, model))
      new BlueprintObject(home, `SharedConfig-${made.name}`, identity, object);
  }
}
