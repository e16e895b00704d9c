import type { Grant } from '../core/rbac/grant';
import type { Text } from './text';

/** One rule of a right that a binding gives: what the authorizer reads. */
export interface RightRule {
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** Names of the objects that the rule is about; empty: all of them. */
  readonly names: readonly string[];
  /** Paths outside of the resources of the API, such as `/metrics`. */
  readonly urls: readonly string[];
}

/** A right that a third-party binding gives: only manifests that were read have it. */
export interface GivenRight {
  /** The binding, such as `RoleBinding shop/readers`. */
  readonly by: string;
  /** The role, such as `ClusterRole view`. */
  readonly role: string;
  /** The namespace that it holds in; undefined: everywhere. */
  readonly namespace?: string;
  /** Undefined where the role is not known: nobody can say what it allows. */
  readonly rules: readonly RightRule[] | undefined;
}

/** Who an identity is to a cloud. */
export type CloudIdentity =
  /** By an association that the cloud keeps: nothing of it stands in the cluster. */
  | { readonly by: 'eks-pod-identity' }
  | { readonly by: 'irsa'; readonly role: Text }
  /** As a service account of Google, or by itself where there is none. */
  | { readonly by: 'gke'; readonly serviceAccount?: Text }
  | { readonly by: 'aks'; readonly clientId: Text; readonly tenantId?: Text };

/** An identity with its rights: a ServiceAccount, and a Role where it has a grant. */
export interface Identity {
  readonly name: string;
  readonly namespace: string | undefined;
  /** The workload that it belongs to, or the account itself where it is alone: the label `instance`. */
  readonly instance: string;
  /** What it may do. */
  readonly grants: readonly Grant[];
  /** What else it may do, by bindings that no front end of ours made. @default nothing */
  readonly rights?: readonly GivenRight[];
  /** The identity that it has in a cloud. @default none */
  readonly cloud?: CloudIdentity;
  /** Additional labels of its objects. */
  readonly labels: Readonly<Record<string, string>>;
}
