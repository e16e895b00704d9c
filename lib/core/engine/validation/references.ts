import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { objectAt, objectsAt, stringAt } from '../../manifest/plain';
import type { Take } from './problem';

/** References of objects of ours to objects that would have to be ours too. */
export function danglingReferences(entry: Entry, set: ManifestSet, take: Take): void {
  if (!entry.ours) return;
  const { namespace } = entry.ref;
  for (const pod of entry.pods) {
    const account = stringAt(pod.spec, 'serviceAccountName');
    if (account === undefined) continue;
    requireObject(set, 'ServiceAccount', namespace, account, `${pod.path}.serviceAccountName`, take);
  }
  if (entry.ref.kind !== 'RoleBinding') return;
  const role = objectAt(entry.manifest, 'roleRef');
  const roleName = stringAt(role, 'name');
  if (role?.kind === 'Role' && roleName !== undefined)
    requireObject(set, 'Role', namespace, roleName, 'roleRef.name', take);
  for (const [index, subject] of objectsAt(entry.manifest, 'subjects').entries()) {
    const name = stringAt(subject, 'name');
    if (subject.kind !== 'ServiceAccount' || name === undefined) continue;
    requireObject(
      set,
      'ServiceAccount',
      stringAt(subject, 'namespace') ?? namespace,
      name,
      `subjects[${index}].name`,
      take,
    );
  }
}

function requireObject(
  set: ManifestSet,
  kind: string,
  namespace: string | undefined,
  name: string,
  path: string,
  take: Take,
): void {
  if (set.find(kind, namespace, name) !== undefined) return;
  take({
    rule: 'dangling-reference',
    path,
    found: name,
    needs: `a ${kind} of that name in the app`,
    fix: `create the ${kind}, or refer to one that exists`,
  });
}
