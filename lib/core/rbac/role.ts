import type { PlainObject } from '../manifest/plain';
import type { Grant } from './grant';

/** Events are in two groups, one written by older clients and one by newer ones: whoever writes or reads some means both. */
const EVENTS: readonly string[] = ['', 'events.k8s.io'];

/** The API groups of a grant, as its rule has them. */
export function groupsOf({ apiGroup, resource }: Pick<Grant, 'apiGroup' | 'resource'>): readonly string[] {
  return resource === 'events' && EVENTS.includes(apiGroup) ? EVENTS : [apiGroup];
}

/** The rules of a Role: one for each resource and its names, in an order that does not depend on the calls. */
export function rulesOf(grants: readonly Grant[]): PlainObject[] {
  const rules = new Map<
    string,
    { readonly grant: Grant; readonly names?: string[]; readonly verbs: Set<string> }
  >();
  for (const grant of grants) {
    const names = grant.names === undefined ? undefined : [...new Set(grant.names)].sort();
    const key = [grant.apiGroup, grant.resource, names?.join(',') ?? ''].join('|');
    const rule = rules.get(key) ?? { grant, verbs: new Set(), ...(names === undefined ? {} : { names }) };
    for (const verb of grant.verbs) rule.verbs.add(verb);
    rules.set(key, rule);
  }
  return [...rules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { grant, names, verbs }]) => ({
      apiGroups: [...groupsOf(grant)],
      ...(names === undefined ? {} : { resourceNames: names }),
      resources: [grant.resource],
      verbs: [...verbs].sort(),
    }));
}
