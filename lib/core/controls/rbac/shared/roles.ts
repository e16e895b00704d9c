import type { PlainObject } from '../../../manifest/plain';

const API = 'rbac.authorization.k8s.io';

/** A Role of one rule, for examples; `apiGroups` is the core group where it is not given. */
export function role(rule: PlainObject, name = 'reader'): PlainObject {
  return {
    apiVersion: `${API}/v1`,
    kind: 'Role',
    metadata: { name, namespace: 'shop' },
    rules: [{ apiGroups: [''], ...rule }],
  };
}

/** The same in another namespace than the one of the other examples. */
export function roleIn(namespace: string, rule: PlainObject): PlainObject {
  const made = role(rule);
  return { ...made, metadata: { name: 'reader', namespace } };
}

/** The same as a ClusterRole. */
export function clusterRole(rule: PlainObject, name = 'reader'): PlainObject {
  return {
    apiVersion: `${API}/v1`,
    kind: 'ClusterRole',
    metadata: { name },
    rules: [{ apiGroups: [''], ...rule }],
  };
}

/** A RoleBinding in namespace shop, for examples; to the ServiceAccount web where no subject is given. */
export function roleBinding(
  kind: 'Role' | 'ClusterRole',
  name: string,
  ...subjects: PlainObject[]
): PlainObject {
  return {
    apiVersion: `${API}/v1`,
    kind: 'RoleBinding',
    metadata: { name: 'web', namespace: 'shop' },
    roleRef: { apiGroup: API, kind, name },
    subjects: subjects.length === 0 ? [account('web')] : subjects,
  };
}

/** The same for the whole cluster. */
export function clusterRoleBinding(name: string, ...subjects: PlainObject[]): PlainObject {
  return {
    apiVersion: `${API}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'web' },
    roleRef: { apiGroup: API, kind: 'ClusterRole', name },
    subjects: subjects.length === 0 ? [account('web')] : subjects,
  };
}

/** A ServiceAccount as the subject of a binding. */
export function account(name: string, namespace = 'shop'): PlainObject {
  return { kind: 'ServiceAccount', name, namespace };
}

/** A group as the subject of a binding. */
export function group(name: string): PlainObject {
  return { kind: 'Group', apiGroup: API, name };
}

/** A user as the subject of a binding. */
export function user(name: string): PlainObject {
  return { kind: 'User', apiGroup: API, name };
}
