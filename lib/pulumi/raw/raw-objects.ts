import { Resource } from '@pulumi/pulumi';
import { type InputProblem, InvalidInputError } from '../../core/errors';
import { flattenList } from '../../core/manifest/lists';
import { isOpaque, isPlain, type PlainObject, put } from '../../core/manifest/plain';
import type { KindRegistry } from '../../core/manifest/registry';
import { inspect, isNamed } from '../../stack/resource';
import { plainTextOf } from '../component';
import { childrenOf } from '../internals';

/** A third-party resource, as the program made it. */
interface RawObject {
  readonly type: string;
  readonly name: string;
  readonly props: PlainObject;
}

const RAW = new WeakMap<object, RawObject>();

/** Records what a third-party resource says: Pulumi itself tells it only when the resource has been made. */
export function noteRaw(resource: object, raw: RawObject): void {
  RAW.set(resource, raw);
}

/** A resource with all that is below it, so far. */
export function below(resource: Resource): Resource[] {
  const children = childrenOf(resource).filter((child) => Resource.isInstance(child));
  return [resource, ...children.flatMap(below)];
}

/** A third-party object. */
export interface RawManifest {
  /** With the name that the program gives it, and Outputs as leaves. */
  readonly manifest: PlainObject;
  /** Whether it has that name in the cluster too, rather than one that Pulumi makes up. */
  readonly named: boolean;
}

/** The third-party objects among resources. */
export function rawManifests(resources: readonly Resource[], registry: KindRegistry): RawManifest[] {
  return resources.flatMap((found) => {
    const raw = RAW.get(found);
    const inspection = raw === undefined ? undefined : inspect(raw, registry);
    if (raw === undefined || inspection?.what !== 'object') return [];
    const manifest = plainTexts(inspection.manifest);
    if (!isPlain(manifest)) return [];
    const named = isNamed(raw.props);
    const items = flattenList(manifest, registry);
    return items.map((item) => ({ manifest: item, named: named || item !== manifest }));
  });
}

/** A value with the strings of our own Outputs, such as the name of a namespace: those are known at once. */
function plainTexts(value: unknown): unknown {
  if (isOpaque(value)) return plainTextOf(value) ?? value;
  if (Array.isArray(value)) return value.map(plainTexts);
  if (!isPlain(value)) return value;
  const copy: PlainObject = {};
  for (const [key, item] of Object.entries(value)) put(copy, key, plainTexts(item));
  return copy;
}

/** Fields that tell routes who a workload is, and those that hold them. */
const TELLING = new Set([
  ...['metadata', 'namespace', 'labels', 'matchLabels', 'selector'],
  ...['spec', 'template', 'jobTemplate', 'containers', 'initContainers', 'ports'],
]);

/**
 * Refuses Outputs where an object says who it is to routes: policies are rendered before they are known.
 * @param account whether its ServiceAccount matters too, as in a mesh
 * @throws InvalidInputError with every such field
 */
export function refuseLateTraits(where: string, manifest: PlainObject, account: boolean): void {
  const problems = lateTraits(manifest, [], account).map(
    (path): InputProblem => ({
      field: path.join('.'),
      found: 'an Output or a promise',
      needs: 'a value that is known while the program runs',
      fix: path.at(-1) === 'namespace' ? 'namespace: shop.name' : 'write the value itself',
    }),
  );
  if (problems.length > 0) throw new InvalidInputError(where, problems);
}

/** Whether an object says all that routes ask of it, so far. */
export function isTold(manifest: PlainObject): boolean {
  return lateTraits(manifest, [], false).length === 0;
}

function lateTraits(value: unknown, path: readonly string[], account: boolean): (readonly string[])[] {
  if (isOpaque(value)) return isTrait(path, account) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((item) => lateTraits(item, path, account));
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => lateTraits(item, [...path, key], account));
}

function isTrait(path: readonly string[], account: boolean): boolean {
  const [last = '', above = ''] = [...path].reverse();
  if (account && (last === 'serviceAccountName' || last === 'serviceAccount')) return true;
  return TELLING.has(last) || ['labels', 'matchLabels', 'selector', 'ports'].includes(above);
}
