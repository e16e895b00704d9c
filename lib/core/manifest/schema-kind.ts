import {
  apiVersionOf,
  groupOf,
  isBuiltinGroup,
  type KindInfo,
  type KindRegistry,
  servedAt,
} from './registry';
import type { SchemaProblem } from './schema-problem';

/** What a field or kind needs that a version of Kubernetes does not have. */
export function servedNeeds(field: { since?: number; until?: number }, minor: number): string {
  if (field.until !== undefined && minor > field.until)
    return `something that Kubernetes 1.${minor} still has; 1.${field.until} was the last`;
  return `Kubernetes 1.${field.since} or newer; this is for 1.${minor}`;
}

/** The problem of a kind that is known and that the version does not serve. */
export function notServed(info: KindInfo, registry: KindRegistry, minor: number): SchemaProblem {
  const other = servedVersion(info.group, info.kind, registry, minor);
  const needs =
    other === undefined ? servedNeeds(info, minor) : `${other}, which Kubernetes 1.${minor} serves`;
  return { path: 'apiVersion', found: apiVersionOf(info), needs, type: 'not-served' };
}

/** The problem of a kind that is not known in the version that the object names. */
export function unknownKind(
  apiVersion: string,
  kind: string,
  registry: KindRegistry,
  minor: number,
): SchemaProblem {
  const group = groupOf(apiVersion);
  const other = servedVersion(group, kind, registry, minor);
  if (other !== undefined) {
    const needs = `${other}, which Kubernetes 1.${minor} serves`;
    return { path: 'apiVersion', found: apiVersion, needs, type: 'not-served' };
  }
  if (!isBuiltinGroup(group)) {
    return {
      path: 'kind',
      found: kind,
      needs: `a kind of Kubernetes; ${apiVersion} is none`,
      type: 'unknown-kind',
    };
  }
  const meant = registry.suggestKind(apiVersion, kind);
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  return {
    path: 'kind',
    found: kind,
    needs: `a kind of ${apiVersion} in Kubernetes 1.${minor}${hint}`,
    type: 'not-served',
  };
}

/** The most stable version of a kind that is served: the last one by name that is neither alpha nor beta, else the last. */
function servedVersion(
  group: string,
  kind: string,
  registry: KindRegistry,
  minor: number,
): string | undefined {
  const served = registry.versionsOf(group, kind).filter((info) => servedAt(info, minor));
  const best = served.find((info) => /^v\d+$/.test(info.version)) ?? served.at(-1);
  return best === undefined ? undefined : apiVersionOf(best);
}
