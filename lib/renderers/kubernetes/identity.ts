import { homeOf } from '../../core/manifest/identity';
import type { PlainObject } from '../../core/manifest/plain';
import type { Grant } from '../../core/rbac/grant';
import { rulesOf } from '../../core/rbac/role';
import type { Identity } from '../../model/identity';
import { objectLabels } from '../../model/labels';
import { type Artifact, objectArtifact } from '../renderer';

const RBAC = 'rbac.authorization.k8s.io';

/** Where rights of an identity hold: in its own namespace, in another, or everywhere, for what lives in no namespace. */
interface Place {
  readonly kind: 'Role' | 'ClusterRole';
  readonly name: string;
  readonly namespace: string | undefined;
}

/** The objects of an identity: its ServiceAccount; with a grant also a Role and a RoleBinding for each place where one holds. */
export function identityObjects(identity: Identity): Artifact[] {
  const { name, namespace } = identity;
  const account = objectArtifact(
    { apiVersion: 'v1', kind: 'ServiceAccount', ...called({ name, namespace }) },
    () => accountObject(identity),
  );
  const apiVersion = `${RBAC}/v1`;
  const rights = placesOf(identity).flatMap((place) => [
    objectArtifact({ apiVersion, kind: place.kind, ...called(place) }, () => roleObject(identity, place)),
    objectArtifact({ apiVersion, kind: `${place.kind}Binding`, ...called(place) }, () =>
      bindingObject(identity, place),
    ),
  ]);
  return [account, ...rights];
}

function called({ name, namespace }: Pick<Place, 'name' | 'namespace'>): {
  readonly name: string;
  readonly namespace?: string;
} {
  return namespace === undefined ? { name } : { name, namespace };
}

/** The places where an identity has rights, its own namespace first. */
function placesOf(identity: Identity): Place[] {
  const places = new Map<string, Place>();
  for (const grant of identity.grants) {
    const place = placeOf(grant, identity);
    places.set(`${place.kind}/${place.namespace ?? ''}`, place);
  }
  return [...places]
    .sort(([a], [b]) => rank(a, identity) - rank(b, identity) || (a < b ? -1 : 1))
    .map(([, place]) => place);
}

function rank(key: string, { namespace = '' }: Identity): number {
  return key === `Role/${namespace}` ? 0 : 1;
}

/** Names of namespaces and accounts hold no colon: outside of its namespace the two together are the identity's alone. */
function placeOf(grant: Grant, { name, namespace }: Identity): Place {
  const full = `${homeOf({ namespace })}:${name}`;
  if (grant.scope === 'Cluster') return { kind: 'ClusterRole', name: full, namespace: undefined };
  const there = grant.namespace ?? namespace;
  const own = homeOf({ namespace: there }) === homeOf({ namespace });
  return { kind: 'Role', name: own ? name : full, namespace: own ? namespace : there };
}

function metadataOf(
  { instance, labels }: Identity,
  { name, namespace }: Pick<Place, 'name' | 'namespace'>,
): PlainObject {
  return { labels: objectLabels(instance, labels), name, namespace };
}

/** A ServiceAccount whose token is never mounted by itself. */
function accountObject(identity: Identity): PlainObject {
  return {
    apiVersion: 'v1',
    automountServiceAccountToken: false,
    kind: 'ServiceAccount',
    metadata: { ...metadataOf(identity, identity), ...cloudAnnotations(identity) },
  };
}

/** What the webhooks of clouds look for at an account. */
export const CLOUD_ANNOTATIONS = {
  role: 'eks.amazonaws.com/role-arn',
  googleAccount: 'iam.gke.io/gcp-service-account',
  clientId: 'azure.workload.identity/client-id',
  tenantId: 'azure.workload.identity/tenant-id',
} as const;

function cloudAnnotations({ cloud }: Identity): { readonly annotations?: PlainObject } {
  const { role, googleAccount, clientId, tenantId } = CLOUD_ANNOTATIONS;
  switch (cloud?.by) {
    case 'irsa':
      return { annotations: { [role]: cloud.role } };
    case 'gke':
      return cloud.serviceAccount === undefined
        ? {}
        : { annotations: { [googleAccount]: cloud.serviceAccount } };
    case 'aks': {
      const tenant = cloud.tenantId === undefined ? {} : { [tenantId]: cloud.tenantId };
      return { annotations: { [clientId]: cloud.clientId, ...tenant } };
    }
    default:
      return {};
  }
}

function roleObject(identity: Identity, place: Place): PlainObject {
  const here = identity.grants.filter((grant) => {
    const other = placeOf(grant, identity);
    return other.kind === place.kind && other.namespace === place.namespace;
  });
  return {
    apiVersion: `${RBAC}/v1`,
    kind: place.kind,
    metadata: metadataOf(identity, place),
    rules: rulesOf(here),
  };
}

function bindingObject(identity: Identity, place: Place): PlainObject {
  const { name, namespace = 'default' } = identity;
  return {
    apiVersion: `${RBAC}/v1`,
    kind: `${place.kind}Binding`,
    metadata: metadataOf(identity, place),
    roleRef: { apiGroup: RBAC, kind: place.kind, name: place.name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  };
}
