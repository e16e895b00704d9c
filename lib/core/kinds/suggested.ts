import type { ObjectRef } from '../manifest/identity';
import { CONTAINER_LISTS } from '../manifest/pod';
import type { Hit } from './search';

const TEMPLATE = /^(.*?)\.?spec\.(?:initContainers|containers|ephemeralContainers)\[\d+\]$/;
const LISTED = /^(.*?)\.?([A-Za-z]\w*)(\[\d+\])?$/;

/** The line of a file of kinds that an object needs, by what a search has found in it. */
export function suggestedLine(ref: Pick<ObjectRef, 'group' | 'kind'>, hit: Hit | undefined): string {
  const pods = hit?.what === 'container' ? `[${placeOf(hit.path)}]` : '[]';
  return `- { group: ${quoted(ref.group)}, kind: ${quoted(ref.kind)}, pods: ${pods} }`;
}

/** Where the pod stands whose container was found: a template where it looks like one, part of a pod, else containers. */
function placeOf(path: string): string {
  const template = TEMPLATE.exec(path)?.[1];
  if (template !== undefined && template !== '') return quoted(withoutIndexes(template));
  const [, base = '', key = '', index = ''] = LISTED.exec(path) ?? [];
  if (CONTAINER_LISTS.some((list) => list === key))
    return `{ path: ${quoted(withoutIndexes(base))}, shape: partial }`;
  const container = `${key}${index === '' ? '' : '[]'}`;
  return `{ path: ${quoted(withoutIndexes(base))}, shape: containers, containers: [{ path: ${quoted(container)} }] }`;
}

function withoutIndexes(path: string): string {
  return path.replace(/\[\d+\]/g, '[]').replace(/\["(?:[^"\\]|\\.)*"\]/g, '.*');
}

/** A string as a scalar in a flow mapping of YAML. */
function quoted(text: string): string {
  return /^[A-Za-z][\w./-]*$/.test(text) ? text : JSON.stringify(text);
}
