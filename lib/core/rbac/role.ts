import type { PlainObject } from '../manifest/plain';
import type { Grant } from './grant';

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
      apiGroups: [grant.apiGroup],
      ...(names === undefined ? {} : { resourceNames: names }),
      resources: [grant.resource],
      verbs: [...verbs].sort(),
    }));
}
