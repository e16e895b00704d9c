import type { Construct } from 'constructs';
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
import { objectsOfSecret } from '../../renderers';
import { modelOf, namespaceAbove, namespaceAt } from '../app/app-context';
import { BlueprintObject } from '../app/blueprint-object';

/**
 * A Secret that External Secrets makes of what the store of the namespace has. Each namespace whose workloads read it has its own.
 * @param keys properties of the secret of that name in the store, or keys with their places there
 * @throws InvalidInputError with everything that is wrong with it
 */
export function secret<const Key extends string>(
  name: string,
  keys: SecretKeys<Key, string>,
  options?: SecretOptions,
): DeliveredSecret<Key> {
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
): DeliveredSecret<Key> {
  return secretFromSealed(name, sealed);
}

/**
 * A Secret that SOPS has encrypted: a document with its values encrypted, name and namespace in plain text. Flux decrypts it when it applies the output: it is
 * passed through as it is.
 * @throws InvalidInputError with everything that is wrong with it, such as a value that is not encrypted
 */
export function sopsSecret(document: object, options?: SopsOptions): DeliveredSecret {
  return secretFromSops(document, options);
}

/**
 * A folder that the Secrets Store CSI driver fills when a pod starts, with the account of the workload; the cluster has no Secret
 * of it.
 * @throws InvalidInputError with everything that is wrong with it
 */
export function mountedSecret(name: string, options: MountedOptions): MountedSecret {
  return secretFromDriver(name, options);
}

/**
 * Puts Secrets that are read in a namespace into the tree, those that are not there yet: each beside its namespace.
 * @param owner who reads them
 */
export function emitSecrets(owner: Construct, secrets: readonly DeliveredSecretData<unknown>[]): void {
  const [model, above, home] = [modelOf(owner), namespaceAbove(owner), namespaceAt(owner)];
  if (above === undefined || home === undefined) return;
  for (const data of secrets) {
    const made = deliveredModel(data, above);
    if (made === undefined || model.deliver(made) !== made) continue;
    for (const { identity, object } of objectsOfSecret(made, model))
      new BlueprintObject(home, `DeliveredSecret-${made.name}`, identity, object);
  }
}
