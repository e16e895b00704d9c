import type { PlainObject } from '../manifest/plain';
import { resourceNamed } from './resources';
import LEVELS from './team-levels.json';

/** What people may do in a namespace: look, change, or look into pods. Each level holds only what the first does not have. */
export const TEAM_LEVELS = ['view', 'edit', 'debug'] as const;

/** One of the levels. */
export type TeamLevel = (typeof TEAM_LEVELS)[number];

const VERBS: Readonly<Record<TeamLevel, readonly string[]>> = {
  view: ['get', 'list', 'watch'],
  edit: ['create', 'delete', 'patch', 'update'],
  debug: [],
};

/**
 * The rules of a level: fresh ones each time.
 * @param custom resources beside those of Kubernetes, such as `certificates.cert-manager.io`
 */
export function levelRules(level: TeamLevel, custom: readonly string[]): PlainObject[] {
  const own = LEVELS[level].map(({ apiGroups, resources, verbs }) => ({
    apiGroups: [...apiGroups],
    resources: [...resources],
    verbs: [...verbs],
  }));
  const further = [...new Set(custom)].sort().flatMap((name) => {
    const found = resourceNamed(name);
    if (found === undefined || VERBS[level].length === 0) return [];
    return [{ apiGroups: [found.group], resources: [found.plural], verbs: [...VERBS[level]] }];
  });
  return [...own, ...further];
}
