import type { PlainObject } from '../../core/manifest/plain';
import { rulesOf } from '../../core/rbac/role';
import type { Identity } from '../../model/identity';
import { objectLabels } from '../../model/labels';
import { type Artifact, objectArtifact } from '../renderer';

const RBAC = 'rbac.authorization.k8s.io';

/** The objects of an identity: its ServiceAccount; with a grant also the Role and the RoleBinding. */
export function identityObjects(identity: Identity): Artifact[] {
  const { name, namespace, grants } = identity;
  const called = namespace === undefined ? { name } : { name, namespace };
  const account = objectArtifact({ apiVersion: 'v1', kind: 'ServiceAccount', ...called }, () =>
    accountObject(identity),
  );
  if (grants.length === 0) return [account];
  const apiVersion = `${RBAC}/v1`;
  return [
    account,
    objectArtifact({ apiVersion, kind: 'Role', ...called }, () => roleObject(identity)),
    objectArtifact({ apiVersion, kind: 'RoleBinding', ...called }, () => bindingObject(identity)),
  ];
}

function metadataOf({ instance, labels, name, namespace }: Identity): PlainObject {
  return { labels: objectLabels(instance, labels), name, namespace };
}

/** A ServiceAccount whose token is never mounted by itself. */
function accountObject(identity: Identity): PlainObject {
  return {
    apiVersion: 'v1',
    automountServiceAccountToken: false,
    kind: 'ServiceAccount',
    metadata: metadataOf(identity),
  };
}

function roleObject(identity: Identity): PlainObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'Role',
    metadata: metadataOf(identity),
    rules: rulesOf(identity.grants),
  };
}

function bindingObject(identity: Identity): PlainObject {
  const { name, namespace = 'default' } = identity;
  return {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: metadataOf(identity),
    roleRef: { apiGroup: RBAC, kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  };
}
