import type { PlainObject } from '../../core/manifest/plain';
import type { Grant } from '../../core/rbac/grant';
import { rulesOf } from '../../core/rbac/role';
import { objectLabels } from '../labels';

/** An identity with its rights. */
export interface AccountModel {
  readonly name: string;
  readonly namespace: string | undefined;
  /** The workload, or the account itself where it stands alone: the label `instance`. */
  readonly instance: string;
  readonly grants: readonly Grant[];
  /** Further labels. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A ServiceAccount whose token is never mounted by itself. */
export function accountObject(model: AccountModel): PlainObject {
  return {
    apiVersion: 'v1',
    automountServiceAccountToken: false,
    kind: 'ServiceAccount',
    metadata: {
      labels: objectLabels(model.instance, model.labels),
      name: model.name,
      namespace: model.namespace,
    },
  };
}

/** The Role and the RoleBinding of an account; nothing where it has no grant. */
export function rightsObjects(model: AccountModel): PlainObject[] {
  if (model.grants.length === 0) return [];
  const metadata = (): PlainObject => ({
    labels: objectLabels(model.instance, model.labels),
    name: model.name,
    namespace: model.namespace,
  });
  return [
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: metadata(),
      rules: rulesOf(model.grants),
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: metadata(),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: model.name },
      subjects: [{ kind: 'ServiceAccount', name: model.name, namespace: model.namespace ?? 'default' }],
    },
  ];
}
