import { definitionOf } from './field-types';
import { isOpaque, type PlainObject, stringAt } from './plain';
import { builtinKinds, type KindRegistry, kubernetesMinor, NEWEST_MINOR, servedAt } from './registry';
import { notServed, unknownKind } from './schema-kind';
import type { SchemaProblem } from './schema-problem';
import { checkObject, checkValue, startWalk, type Walk } from './schema-walk';

export type { SchemaProblem, SchemaProblemType } from './schema-problem';

/** What objects are checked against. */
export interface SchemaOptions {
  /** Version of Kubernetes, such as `1.36`, or `latest`. Versions out of the tables count as the nearest in them. */
  readonly kubernetes: string;
  readonly registry?: KindRegistry;
}

/**
 * Checks an object against the types of the API: unknown fields, wrong types, missing fields, kinds and fields that
 * the version does not have. Null counts as absent. Values are not judged beyond their type.
 * @returns all problems in the order of the object; an empty list where there are none
 * @throws RangeError where `kubernetes` is no version
 */
export function checkSchema(manifest: PlainObject, options: SchemaOptions): SchemaProblem[] {
  const registry = options.registry ?? builtinKinds;
  const walk = startWalk(minorIn(options.kubernetes), '');
  const apiVersion = stringAt(manifest, 'apiVersion');
  const kind = stringAt(manifest, 'kind');
  if (apiVersion === undefined || kind === undefined) return untyped(manifest);
  const info = registry.kindOf(apiVersion, kind);
  if (info === undefined) return [unknownKind(apiVersion, kind, registry, walk.minor)];
  if (!servedAt(info, walk.minor)) return [notServed(info, registry, walk.minor)];
  const definition = info.type === undefined ? undefined : definitionOf(info.type);
  if (definition !== undefined) checkObject(manifest, definition, walk);
  else checkMetadata(manifest, walk);
  return walk.problems;
}

/**
 * Checks the types in a pod spec alone, as of the newest version.
 * @param path path of the spec in its object, for the problems
 */
export function checkPodSpec(spec: unknown, path: string): SchemaProblem[] {
  return checkDefinition(spec, 'core.v1.PodSpec', path);
}

/** Checks the types in an object's or a pod template's metadata, such as that labels and annotations are strings. */
export function checkObjectMetadata(metadata: unknown, path: string): SchemaProblem[] {
  return checkDefinition(metadata, 'meta.v1.ObjectMeta', path);
}

/**
 * Checks the types in a value that is of a definition of the API, as of the newest version.
 * @param name of the definition, such as `core.v1.Probe`
 */
export function checkTypes(value: unknown, name: string): SchemaProblem[] {
  return checkDefinition(value, name, '');
}

function checkDefinition(value: unknown, name: string, path: string): SchemaProblem[] {
  const walk = startWalk(NEWEST_MINOR, path);
  if (value !== undefined && value !== null) checkValue(value, { form: 'definition', name }, walk);
  return walk.problems;
}

function checkMetadata(manifest: PlainObject, walk: Walk): void {
  if (manifest.metadata === undefined || manifest.metadata === null) return;
  walk.trail.push('metadata');
  checkValue(manifest.metadata, { form: 'definition', name: 'meta.v1.ObjectMeta' }, walk);
}

/** The problems of an object that does not say what it is. */
function untyped(manifest: PlainObject): SchemaProblem[] {
  return ['apiVersion', 'kind'].flatMap((path): SchemaProblem[] => {
    const found = manifest[path] ?? undefined;
    if (typeof found === 'string') return [];
    const type = found === undefined ? 'missing' : isOpaque(found) ? 'opaque' : 'wrong-type';
    return [{ path, found, needs: 'a string', type }];
  });
}

function minorIn(version: string): number {
  const minor = kubernetesMinor(version);
  if (minor === undefined)
    throw new RangeError(`Kubernetes version: found ${JSON.stringify(version)}; needs one such as "1.36"`);
  return minor;
}
