import { annotationKeyProblems, labelKeyProblems } from '../../manifest/names';
import { formatQuantity } from '../../manifest/quantity';
import type { Field } from '../field';
import { quantityAt } from '../primitives/numbers';
import { checkRequired } from '../primitives/text';

/** What a file may hold of the pod, besides single labels and annotations. */
export const VOLUME_FIELDS: readonly string[] = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

/** What an environment variable may hold of the pod, besides single labels and annotations. */
export const ENV_FIELDS: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

const SUBSCRIPT = /^([\s\S]+?)\['([\s\S]*)'\]$/;

/** A reference to a field of the pod. Source: `validateObjectFieldSelector`. */
export function checkFieldRef(reference: Field, fields: readonly string[]): void {
  const [version, path] = [reference.at('apiVersion'), reference.at('fieldPath')];
  if (!checkRequired(path, 'a field of the pod, such as metadata.name') || path.text === undefined) return;
  const value = version.textOr('v1');
  if (value !== undefined && value !== 'v1') {
    version.notSupported(['v1']);
    return;
  }
  const [, owner, key = ''] = SUBSCRIPT.exec(path.text) ?? [];
  if (owner === undefined) {
    // The name that version 0 of the API had.
    const found = path.text === 'spec.host' ? 'spec.nodeName' : path.text;
    if (!fields.includes(found)) path.notSupported(fields);
  } else if (owner === 'metadata.labels') {
    for (const needs of labelKeyProblems(key)) path.misnamed(needs, 'choose another key');
  } else if (owner === 'metadata.annotations') {
    for (const needs of annotationKeyProblems(key)) path.misnamed(needs, 'choose another key');
  } else path.invalid("metadata.labels['key'], metadata.annotations['key'], or a field without a key");
}

const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];
const RESOURCE_FIELDS: readonly string[] = ['limits', 'requests'].flatMap((side) =>
  RESOURCES.map((resource) => `${side}.${resource}`),
);
const HUGE_PAGES = /^(limits|requests)\.hugepages-/;
const SIZES = [
  '1',
  ...['k', 'M', 'G', 'T', 'P', 'E'].flatMap((unit) => [`1${unit}`, `1${unit === 'k' ? 'K' : unit}i`]),
];

/** A reference to a resource of a container. @param inVolume whether the container has to be named */
export function checkResourceFieldRef(reference: Field, inVolume: boolean): void {
  const resource = reference.at('resource');
  if (!inVolume || checkRequired(reference.at('containerName'), 'the name of a container')) {
    const { text } = resource;
    if (checkRequired(resource, 'a resource, such as limits.memory') && text !== undefined) {
      if (!RESOURCE_FIELDS.includes(text) && !HUGE_PAGES.test(text)) resource.notSupported(RESOURCE_FIELDS);
    }
  }
  checkDivisor(reference.at('divisor'), resource.text ?? '');
}

function checkDivisor(divisor: Field, resource: string): void {
  const quantity = quantityAt(divisor);
  if (quantity === undefined || quantity.nanos === 0n) return;
  if (!RESOURCE_FIELDS.includes(resource) && !HUGE_PAGES.test(resource)) return;
  const units = resource.endsWith('.cpu') ? ['1m', '1'] : SIZES;
  if (!units.includes(formatQuantity(quantity))) divisor.notSupported(units);
}
