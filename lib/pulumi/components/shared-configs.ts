import type * as pulumi from '@pulumi/pulumi';
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
import type { SharedConfig as SharedConfigModel } from '../../model/shared-config';
import { objectsOfConfig } from '../../renderers';
import type { AppContext } from '../app/app-context';
import { waitingFor } from '../component';
import { nameOf } from '../internals';
import { namespaceAbove } from '../tree';
import { kubernetesObject } from './kubernetes-object';

/**
 * A configuration that is in code: a ConfigMap in each namespace whose workloads read it. A change rolls them.
 * @param data file names, or names of variables, to contents
 * @throws InvalidInputError with everything that is wrong with it
 */
export function config<Key extends string>(
  name: string,
  data: Readonly<Record<Key, pulumi.Input<string>>>,
  options?: ConfigOptions,
): SharedConfig<Key, pulumi.Input<string>> {
  return sharedConfig(name, data, options);
}

/**
 * A Secret that others make, and the keys that it has. What it holds is never known here; its `version` rolls the workloads that
 * read it.
 * @throws InvalidInputError with everything that is wrong with it
 */
export function existingSecret<const Key extends string>(
  name: pulumi.Input<string>,
  props: ExistingSecretOptions<Key, pulumi.Input<string>>,
): ExistingSecret<Key, pulumi.Input<string>> {
  return secretReference(name, props);
}

const RESOURCES = new WeakMap<SharedConfigModel, pulumi.CustomResource>();

/**
 * The resources of the configurations that a workload reads. One that is not there yet is made beside its namespace, without
 * one in the app, and else in the workload.
 */
export function configResources(
  workload: pulumi.ComponentResource,
  parent: pulumi.Resource | undefined,
  configs: readonly ConfigData<unknown>[],
  { model, component }: AppContext,
): pulumi.CustomResource[] {
  const above = namespaceAbove(parent);
  const home = above?.component ?? component ?? workload;
  return configs.flatMap((data) => {
    const config = model.share(configModel(data, above?.model.name));
    const known = RESOURCES.get(config);
    if (known !== undefined) return [known];
    return objectsOfConfig(config, model).map(({ object }) => {
      const options = {
        name: `${nameOf(home)}-${config.name}`,
        dependsOn: waitingFor(home, above?.before ?? []),
      };
      const made = kubernetesObject(home, object, options);
      RESOURCES.set(config, made);
      return made;
    });
  });
}
