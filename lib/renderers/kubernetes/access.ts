import type { PlainObject } from '../../core/manifest/plain';
import { RBAC_GROUP } from '../../core/rbac/rule';
import { levelRules, TEAM_LEVELS, type TeamLevel } from '../../core/rbac/team-levels';
import type { TeamAccess } from '../../model/access';
import { objectLabels } from '../../model/labels';
import { type Artifact, objectArtifact } from '../renderer';

/** What the Role of a level is called. */
export function levelName({ name }: Pick<TeamAccess, 'name'>, level: TeamLevel): string {
  return `${name}-${level}`;
}

/** The Roles of what people may do, each with its RoleBinding. */
export function accessObjects(access: TeamAccess): Artifact[] {
  return TEAM_LEVELS.filter((level) => access.groups[level] !== undefined).flatMap((level) => {
    const name = levelName(access, level);
    const place = access.namespace === undefined ? { name } : { name, namespace: access.namespace };
    const apiVersion = `${RBAC_GROUP}/v1`;
    return [
      objectArtifact({ apiVersion, kind: 'Role', ...place }, () => roleObject(access, level)),
      objectArtifact({ apiVersion, kind: 'RoleBinding', ...place }, () => bindingObject(access, level)),
    ];
  });
}

function metadataOf(access: TeamAccess, level: TeamLevel): PlainObject {
  const { name, namespace, labels } = access;
  return { labels: objectLabels(name, labels), name: levelName(access, level), namespace };
}

function roleObject(access: TeamAccess, level: TeamLevel): PlainObject {
  return {
    apiVersion: `${RBAC_GROUP}/v1`,
    kind: 'Role',
    metadata: metadataOf(access, level),
    rules: levelRules(level, access.resources),
  };
}

function bindingObject(access: TeamAccess, level: TeamLevel): PlainObject {
  return {
    apiVersion: `${RBAC_GROUP}/v1`,
    kind: 'RoleBinding',
    metadata: metadataOf(access, level),
    roleRef: { apiGroup: RBAC_GROUP, kind: 'Role', name: levelName(access, level) },
    subjects: (access.groups[level] ?? []).map((name) => ({ apiGroup: RBAC_GROUP, kind: 'Group', name })),
  };
}
