import type { Text } from './text';

/** Certificates that a store is trusted by: a key of a ConfigMap of the namespace. */
export interface StoreAuthority {
  readonly configMap: Text;
  readonly key: string;
}

/** Where the secrets of a namespace are kept, and who reads them there. What they hold is never known here. */
export type StoreProvider =
  | {
      readonly by: 'aws';
      readonly region: Text;
      readonly service: 'SecretsManager' | 'ParameterStore';
      /** The role that reads. @default that of the account */
      readonly role?: Text;
      /** The ServiceAccount that asks. @default the controller itself */
      readonly serviceAccount?: Text;
    }
  | {
      readonly by: 'google';
      readonly project: Text;
      readonly serviceAccount: Text;
      /** The cluster whose workload identity is asked for. @default the one that the controller finds */
      readonly cluster?: { readonly name: Text; readonly location: Text; readonly project?: Text };
    }
  | {
      readonly by: 'azure';
      readonly vaultUrl: Text;
      readonly serviceAccount: Text;
      readonly tenantId?: Text;
    }
  | {
      readonly by: 'vault';
      readonly server: Text;
      /** Where the engine of secrets is mounted. */
      readonly path: Text;
      readonly version: 'v1' | 'v2';
      readonly role: Text;
      readonly serviceAccount: Text;
      /** Where the way to log in is mounted. */
      readonly mountPath: Text;
      readonly audiences?: readonly Text[];
      /** The namespace of Vault Enterprise. */
      readonly namespace?: Text;
      readonly authority?: StoreAuthority;
    }
  | {
      readonly by: 'kubernetes';
      readonly remoteNamespace: Text;
      readonly serviceAccount: Text;
      readonly server?: Text;
      readonly authority: StoreAuthority;
    }
  /** Names of keys and of what is in them: the values are made up. */
  | { readonly by: 'fake'; readonly secrets: Readonly<Record<string, readonly string[]>> };

/** The store of a namespace: no other namespace reads through it. */
export interface SecretStore {
  readonly name: string;
  readonly provider: StoreProvider;
}
