import type { PlainObject } from '../manifest/plain';
import type { Grant } from './grant';

/** The rules of a Role: one for each grant, equal ones once, in an order that does not depend on the calls. */
export function rulesOf(grants: readonly Grant[]): PlainObject[] {
  const rules = new Map<string, PlainObject>();
  for (const grant of grants) {
    const verbs = [...new Set(grant.verbs)].sort();
    const names = grant.names === undefined ? undefined : [...new Set(grant.names)].sort();
    const key = [grant.apiGroup, grant.resource, names?.join(',') ?? '', verbs.join(',')].join('|');
    rules.set(key, {
      apiGroups: [grant.apiGroup],
      ...(names === undefined ? {} : { resourceNames: names }),
      resources: [grant.resource],
      verbs,
    });
  }
  return [...rules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => rule);
}
