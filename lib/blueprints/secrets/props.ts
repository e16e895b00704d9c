import type { OptOutProp } from '../opt-out';

/** Certificates of a store that no public authority signed: a key of a ConfigMap in the namespace of the store. */
export interface StoreAuthorityProps<Text = string> {
  /** The name of the ConfigMap. @example 'vault-ca' */
  readonly configMap: Text;
  /** The key with the certificates. @default 'ca.crt' @example 'ca.crt' */
  readonly key?: string;
}

/** AWS Secrets Manager or Parameter Store. Exactly one of `serviceAccount` and `podIdentity` says who reads. */
export interface AwsStoreProps<Text = string> {
  /** The region. @example 'eu-west-1' */
  readonly region: Text;
  /** Which of the two services. @default 'SecretsManager' */
  readonly service?: 'SecretsManager' | 'ParameterStore';
  /**
   * The ServiceAccount of the namespace whose role reads: `cloudIdentity: { irsa: … }`. With EKS Pod Identity nobody can ask for
   * its credentials on its behalf. @default none @example 'secret-reader'
   */
  readonly serviceAccount?: Text;
  /**
   * The operator itself reads, with the role that EKS Pod Identity gives it, and assumes `role` for this namespace. @default false
   */
  readonly podIdentity?: true;
  /**
   * The ARN of a role to assume; needed with `podIdentity`, so that a namespace reads its own secrets alone. @default none
   * @example 'arn:aws:iam::123456789012:role/shop-secrets'
   */
  readonly role?: Text;
}

/** Google Secret Manager, by workload identity. */
export interface GoogleStoreProps<Text = string> {
  /** The id of the project that has the secrets. @example 'shop-prod' */
  readonly project: Text;
  /** The ServiceAccount of the namespace that reads: `cloudIdentity: { gke: … }`. @example 'secret-reader' */
  readonly serviceAccount: Text;
  /** The GKE cluster. @default the one that the operator runs in @example { name: 'prod', location: 'europe-west1' } */
  readonly cluster?: {
    /** Its name. @example 'prod' */
    readonly name: Text;
    /** Its region or zone. @example 'europe-west1' */
    readonly location: Text;
    /** Its project. @default that of the secrets @example 'shop-clusters' */
    readonly project?: Text;
  };
}

/** Azure Key Vault, by workload identity. */
export interface AzureStoreProps<Text = string> {
  /** The URL of the vault, with https. @example 'https://shop.vault.azure.net' */
  readonly vaultUrl: Text;
  /** The ServiceAccount of the namespace that reads: `cloudIdentity: { aks: … }`. @example 'secret-reader' */
  readonly serviceAccount: Text;
  /** The tenant. @default that of the account @example '72f988bf-0000-4000-8000-2d7cd011db47' */
  readonly tenantId?: Text;
}

/** HashiCorp Vault or OpenBao, by the Kubernetes auth method. */
export interface VaultStoreProps<Text = string> {
  /** The URL of the server, with https. @example 'https://vault.example.com' */
  readonly server: Text;
  /** Where the KV engine is mounted. @default 'secret' @example 'kv' */
  readonly path?: Text;
  /** The version of the KV engine. @default 'v2' */
  readonly version?: 'v1' | 'v2';
  /** The role of the auth method, which is bound to the account and the namespace. @example 'shop' */
  readonly role: Text;
  /** The ServiceAccount of the namespace that logs in. @example 'secret-reader' */
  readonly serviceAccount: Text;
  /** Where the auth method is mounted. @default 'kubernetes' @example 'kubernetes' */
  readonly mountPath?: Text;
  /** Whom the token is for. @default those of the API server @example ['vault'] */
  readonly audiences?: readonly Text[];
  /** The namespace of Vault Enterprise. @default none @example 'teams/shop' */
  readonly namespace?: Text;
  /** Who signed the certificate of the server. @default public authorities @example { configMap: 'vault-ca' } */
  readonly authority?: StoreAuthorityProps<Text>;
}

/** Secrets of another namespace, or of another cluster. */
export interface KubernetesStoreProps<Text = string> {
  /** The namespace that has them. @example 'shared-secrets' */
  readonly remoteNamespace: Text;
  /** The ServiceAccount of the namespace that reads; a Role there has to let it. @example 'secret-reader' */
  readonly serviceAccount: Text;
  /** The URL of the API server, with https. @default that of the cluster @example 'https://api.example.com:6443' */
  readonly server?: Text;
  /**
   * Who signed the certificate of that server. @default { configMap: 'kube-root-ca.crt' }, which every namespace has
   * @example { configMap: 'api-ca' }
   */
  readonly authority?: StoreAuthorityProps<Text>;
}

/**
 * Where External Secrets reads the Secrets of a namespace: exactly one of these. Each namespace has a SecretStore of its own;
 * credentials of a store have no place here, so that there is none to lose.
 * @needs one of aws, google, azure, vault, kubernetes, fake
 * @example { aws: { region: 'eu-west-1', serviceAccount: 'secret-reader' } }
 * @example { aws: { region: 'eu-west-1', service: 'ParameterStore', podIdentity: true, role: 'arn:aws:iam::123456789012:role/shop-secrets' } }
 * @example { google: { project: 'shop-prod', serviceAccount: 'secret-reader', cluster: { name: 'prod', location: 'europe-west1', project: 'shop-clusters' } } }
 * @example { azure: { vaultUrl: 'https://shop.vault.azure.net', serviceAccount: 'secret-reader', tenantId: '72f988bf-0000-4000-8000-2d7cd011db47' } }
 * @example { vault: { server: 'https://vault.example.com', path: 'kv', version: 'v1', role: 'shop', serviceAccount: 'secret-reader', mountPath: 'cluster', audiences: ['vault'], namespace: 'teams/shop', authority: { configMap: 'vault-ca', key: 'vault.crt' } } }
 * @example { kubernetes: { remoteNamespace: 'shared-secrets', serviceAccount: 'secret-reader', server: 'https://api.example.com:6443', authority: { configMap: 'api-ca' } } }
 * @example { fake: { db: ['username', 'password'] } }
 */
export type SecretStoreProps<Text = string> =
  | { readonly aws: AwsStoreProps<Text> }
  | { readonly google: GoogleStoreProps<Text> }
  | { readonly azure: AzureStoreProps<Text> }
  | { readonly vault: VaultStoreProps<Text> }
  | { readonly kubernetes: KubernetesStoreProps<Text> }
  /** For tests: keys to the names in them. The values are made up, and everybody knows them. */
  | { readonly fake: Readonly<Record<string, readonly string[]>> };

/** Where one key of a Secret is in a store. */
export interface RemoteKeyProps<Text = string> {
  /** The name of the secret in the store. @example 'prod/db' */
  readonly key: Text;
  /** A field of it. @default all of it @example 'password' */
  readonly property?: Text;
  /** A version of it. @default the newest @example '7' */
  readonly version?: Text;
}

/** What a Secret is made of; `secret(…)`, `sealedSecret(…)`, `sopsSecret(…)` and `mountedSecret(…)` make it. */
export interface DeliveredSecretData<Text = string> {
  /** The name of the Secret. @example 'db' */
  readonly name: string;
  /**
   * Where it comes from.
   * @example { store: { password: { key: 'prod/db', property: 'password', version: '7' } } }
   * @example { store: { password: { key: 'prod/db', property: 'password', version: '7' } }, refresh: '1h' }
   */
  readonly from:
    | {
        /** The keys of the Secret, and where the store has each. @example { password: { key: 'prod/db', property: 'password', version: '7' } } */
        readonly store: Readonly<Record<string, RemoteKeyProps<Text>>>;
        /** How often it is read again. @default '1h' @example '15m' */
        readonly refresh?: string;
      }
    | {
        /** The keys of the Secret, and what `bulwark seal` made of each value. */
        readonly sealed: Readonly<Record<string, string>>;
      }
    | {
        /** A Secret that SOPS has encrypted, as it is. */
        readonly sops: { readonly [Field in string]: unknown };
      }
    | {
        /** The provider of the driver, such as `aws`, `azure`, `gcp` or `vault`. @example 'vault' */
        readonly provider: string;
        /** What the provider is told, as its documentation has it. @example { roleName: 'shop' } */
        readonly parameters: Readonly<Record<string, Text>>;
      };
  /**
   * The type that the Secret has, and with it the keys that it needs: `.dockerconfigjson` to pull images, `tls.crt` and `tls.key`
   * for a certificate, `ssh-privatekey`, or `username` and `password`. @default 'Opaque' @example 'Opaque'
   */
  readonly type?: string;
  /**
   * Whether workloads roll when it changes in the store; for this the cluster needs Reloader. @default false
   */
  readonly reload?: boolean;
  /**
   * `'optOut'` lets workloads take keys as variables. @default it is mounted as files alone @optOut secrets-as-files
   */
  readonly filesOnly?: OptOutProp;
}

/** What Kubernetes knows of a Secret. Source: Kubernetes documentation, types of Secret. */
export type SecretType =
  | 'Opaque'
  | 'kubernetes.io/basic-auth'
  | 'kubernetes.io/dockerconfigjson'
  | 'kubernetes.io/ssh-auth'
  | 'kubernetes.io/tls';

/**
 * A Secret that images are pulled with: the name of one that is there, or one of the type `kubernetes.io/dockerconfigjson` that
 * `secret(…)` or `sealedSecret(…)` makes. @example 'registry'
 */
export type PullSecretProp<Text = string> = Text | { readonly delivered: DeliveredSecretData<Text> };
