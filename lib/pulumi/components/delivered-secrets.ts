import type * as pulumi from '@pulumi/pulumi';
import {
  type DeliveredSecret,
  deliveredModel,
  type MountedOptions,
  type MountedSecret,
  type SealedOptions,
  type SecretKeys,
  type SecretOptions,
  type SopsOptions,
  secretFromDriver,
  secretFromSealed,
  secretFromSops,
  secretFromStore,
} from '../../blueprints/secrets/delivered';
import type { DeliveredSecretData } from '../../blueprints/secrets/props';
import type { DeliveredSecret as DeliveredSecretModel } from '../../model/delivered-secret';
import { objectsOfSecret } from '../../renderers';
import type { AppContext } from '../app/app-context';
import { waitingFor } from '../component';
import { nameOf } from '../internals';
import { namespaceAbove } from '../tree';
import { kubernetesObject } from './kubernetes-object';

/**
 * A Secret that External Secrets makes of what the store of the namespace has. Each namespace whose workloads read it has its own.
 * @param keys properties of the secret of that name in the store, or keys with their places there
 * @throws InvalidInputError with everything that is wrong with it
 */
export function secret<const Key extends string>(
  name: string,
  keys: SecretKeys<Key, pulumi.Input<string>>,
  options?: SecretOptions,
): DeliveredSecret<Key, pulumi.Input<string>> {
  return secretFromStore(name, keys, options);
}

/**
 * A Secret that the controller of Sealed Secrets makes of what only it can open. It is sealed for one name in one namespace, and
 * takes sealed values alone.
 * @throws InvalidInputError with everything that is wrong with it
 */
export function sealedSecret<const Key extends string>(
  name: string,
  sealed: SealedOptions<Key>,
): DeliveredSecret<Key, string> {
  return secretFromSealed(name, sealed);
}

/**
 * A Secret that SOPS has encrypted: a document with its values encrypted, name and namespace in plain text. No resource is made of it, since
 * nothing between the program and the cluster decrypts: Flux applies the document itself, and workloads name it.
 * @throws InvalidInputError with everything that is wrong with it, such as a value that is not encrypted
 */
export function sopsSecret(document: object, options?: SopsOptions): DeliveredSecret<string, string> {
  return secretFromSops(document, options);
}

/**
 * A folder that the Secrets Store CSI driver fills when a pod starts, with the account of the workload; the cluster has no Secret
 * of it.
 * @throws InvalidInputError with everything that is wrong with it
 */
export function mountedSecret(
  name: string,
  options: MountedOptions<pulumi.Input<string>>,
): MountedSecret<pulumi.Input<string>> {
  return secretFromDriver(name, options);
}

const RESOURCES = new WeakMap<DeliveredSecretModel, readonly pulumi.CustomResource[]>();

/** The resources of the Secrets that a workload reads. What is not there yet is made beside its namespace. */
export function secretResources(
  parent: pulumi.Resource | undefined,
  secrets: readonly DeliveredSecretData<unknown>[],
  { model }: AppContext,
): pulumi.CustomResource[] {
  const above = namespaceAbove(parent);
  if (above === undefined) return [];
  return secrets.flatMap((data) => {
    const wanted = deliveredModel(data, above.model);
    if (wanted === undefined || wanted.origin.by === 'sops') return [];
    const secretModel = model.deliver(wanted);
    const known = RESOURCES.get(secretModel);
    if (known !== undefined) return known;
    const home = above.component;
    const made = objectsOfSecret(secretModel, model).map(({ object }) =>
      kubernetesObject(home, object, {
        name: `${nameOf(home)}-${secretModel.name}`,
        dependsOn: waitingFor(home, above.before),
      }),
    );
    RESOURCES.set(secretModel, made);
    return made;
  });
}
