import { objectNameProblems } from '../core/manifest/names';
import { isPlain } from '../core/manifest/plain';
import type { Text } from '../model/text';
import type { Problems } from './problems';
import { checkDelivered } from './secrets/delivered';
import type { DeliveredSecretData, PullSecretProp } from './secrets/props';

/** The type of a Secret that the kubelet pulls images with. */
const TYPE = 'kubernetes.io/dockerconfigjson';
const FIX = `secret('registry', { '.dockerconfigjson': 'prod/registry' }, { type: '${TYPE}' })`;

/** Reads the names of Secrets that images are pulled with: of those that are there, and of those that are delivered. */
export function pullSecrets(entries: readonly PullSecretProp<unknown>[], problems: Problems): Text[] {
  return entries.map((entry, index) => {
    const field = `imagePullSecrets[${index}]`;
    if (!isDelivered(entry)) return objectName(field, entry, 'Secret', problems);
    const { delivered } = entry;
    checkDelivered(`${field}.delivered`, delivered, problems);
    if (delivered.type !== TYPE)
      problems.add(field, delivered.type ?? 'the type Opaque', `a Secret of the type ${TYPE}`, FIX);
    return delivered.name;
  });
}

/** Those of the Secrets that images are pulled with that are delivered. */
export function deliveredPulls(
  entries: readonly PullSecretProp<unknown>[] = [],
): DeliveredSecretData<unknown>[] {
  return entries.flatMap((entry) => (isDelivered(entry) ? [entry.delivered] : []));
}

/** What an app says of the Secrets that its workloads pull images with. */
export function pullsOfApp(
  entries: readonly PullSecretProp<unknown>[] = [],
  problems: Problems,
): { readonly imagePullSecrets: readonly Text[]; readonly pulls: readonly DeliveredSecretData<unknown>[] } {
  const names = pullSecrets(entries, problems);
  const imagePullSecrets = names.filter((_, index) => !isDelivered(entries[index]));
  return { imagePullSecrets, pulls: deliveredPulls(entries) };
}

/** The names of the Secrets that images are pulled with in a namespace. @param ofApp those that each namespace has for itself */
export function pullsOfNamespace(
  entries: readonly PullSecretProp<unknown>[] = [],
  ofApp: readonly DeliveredSecretData<unknown>[],
  problems: Problems,
): Text[] {
  return [...new Set([...ofApp.map(({ name }) => name), ...pullSecrets(entries, problems)])];
}

function isDelivered(entry: unknown): entry is { readonly delivered: DeliveredSecretData<unknown> } {
  return isPlain(entry) && 'delivered' in entry && isPlain(entry.delivered);
}

/** Reads the name of an object that exists already, now or once it is known. */
export function objectName(field: string, name: unknown, kind: string, problems: Problems): Text {
  return problems.leaf(name, (known, deferred) => {
    if (typeof known !== 'string') deferred.add(field, known, `the name of a ${kind}`, `'name'`);
    else deferred.addAll(field, known, objectNameProblems(kind, known), `the name of a ${kind}`);
    return known;
  });
}
