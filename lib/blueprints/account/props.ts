import type { Grant } from '../../core/rbac/grant';

/**
 * The identity that a workload has in a cloud: exactly one of these. The functions `podIdentityTrust`, `irsaTrust`, `gkeMember` and
 * `aksCredential` return the half that the cloud keeps.
 * @needs one of eksPodIdentity, irsa, gke, aks
 * @example { eksPodIdentity: true }
 * @example { irsa: { role: 'arn:aws:iam::123456789012:role/web' } }
 * @example { gke: { serviceAccount: 'shop-web@shop-prod.iam.gserviceaccount.com' } }
 * @example { aks: { clientId: '3f2504e0-4f89-41d3-9a0c-0305e82c3301', tenantId: '72f988bf-0000-4000-8000-2d7cd011db47' } }
 */
export type CloudIdentityProps<Text = string> =
  /** A role of AWS by EKS Pod Identity: the cluster has its agent, and the cloud the association. */
  | { readonly eksPodIdentity: true }
  /** A role of AWS by the tokens of the cluster: IRSA. */
  | { readonly irsa: { readonly role: Text } }
  /** A service account of Google, by its address; without one the workload is a principal of its own. */
  | { readonly gke: { readonly serviceAccount?: Text } }
  /** An application of Entra, or a managed identity, of Azure. */
  | { readonly aks: { readonly clientId: Text; readonly tenantId?: Text } };

/** Settings of an identity. */
export interface AccountProps<Text = string> {
  /** The name of the ServiceAccount, if it differs from the id. @default the id @example 'reader' */
  readonly name?: string;
  /** What it is allowed to do, on named resources; see `read`, `watch` and `update`. @default nothing */
  readonly grants?: readonly Grant[];
  /** The identity that it has in a cloud. @default none */
  readonly cloudIdentity?: CloudIdentityProps<Text>;
  /** The workload that it belongs to; its labels say so. @default its own name @example 'web' */
  readonly instance?: string;
  /** Additional labels of its objects. @default none @example { 'example.com/tier': 'front' } */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What a workload asks of the construct of an identity. */
export interface Granted {
  readonly grants: readonly Grant[];
}

/** The identity of a workload. `Account` is the construct of an identity. */
export interface IdentityProps<Account = Granted, Text = string> {
  /** What its own ServiceAccount is allowed to do. @default nothing, and no token */
  readonly grants?: readonly Grant[];
  /** The identity that it has in a cloud. @default none */
  readonly cloudIdentity?: CloudIdentityProps<Text>;
  /** An identity that you created, instead of `grants` and `cloudIdentity`. @default one that is created for this workload */
  readonly account?: Account;
}
