import {
  isPlain,
  listAt,
  objectAt,
  objectsAt,
  type PlainObject,
  stringAt,
} from '../../lib/core/manifest/plain';
import type { Api } from '../cluster/api';

/** Written all the time, or made by programs for themselves. */
const RESTLESS: readonly string[] = ['events', 'leases', 'componentstatuses', 'endpointslices'];
const SYSTEM = /^kube-/;

interface Kind {
  readonly path: string;
  readonly name: string;
  readonly namespaced: boolean;
}

/** Every object of the API server outside the namespaces of the system: `resource namespace/name`. */
export async function inventory(api: Api): Promise<string[]> {
  const groups = objectsAt(await api.get('/apis'), 'groups').map(
    (group) => stringAt(objectAt(group, 'preferredVersion'), 'groupVersion') ?? '',
  );
  const roots = ['/api/v1', ...groups.map((group) => `/apis/${group}`)];
  const kinds = (await Promise.all(roots.map((root) => kindsOf(api, root)))).flat();
  const lists = await Promise.all(kinds.map((kind) => namesOf(api, kind)));
  return [...new Set(lists.flat())].sort();
}

async function kindsOf(api: Api, root: string): Promise<Kind[]> {
  return objectsAt(await api.get(root), 'resources')
    .filter((resource) => listAt(resource, 'verbs').includes('list'))
    .map((resource) => ({ resource, name: stringAt(resource, 'name') ?? '' }))
    .filter(({ name }) => !RESTLESS.includes(name))
    .map(({ resource, name }) => ({
      path: `${root}/${name}`,
      name,
      namespaced: resource.namespaced === true,
    }));
}

async function namesOf(api: Api, { path, name }: Kind): Promise<string[]> {
  const objects: PlainObject[] = (await api.list(path)).filter(isPlain);
  return objects
    .map(({ metadata }) => objectAt({ metadata }, 'metadata'))
    .filter((metadata) => !SYSTEM.test(stringAt(metadata, 'namespace') ?? ''))
    .map(
      (metadata) => `${name} ${stringAt(metadata, 'namespace') ?? ''}/${stringAt(metadata, 'name') ?? ''}`,
    );
}

/** What a later inventory has beyond an earlier one. */
export function added(before: readonly string[], after: readonly string[]): string[] {
  return after.filter((name) => !before.includes(name));
}
