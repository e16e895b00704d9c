import type { PlainObject } from '../core/manifest/plain';
import type { Text } from './text';

/** Where one key of a Secret is in a store. */
export interface RemoteKey {
  readonly key: Text;
  readonly property?: Text;
  readonly version?: Text;
}

/** How a Secret gets what it holds, without passing through here. */
export type SecretOrigin =
  /** An operator reads it from a store. */
  | {
      readonly by: 'store';
      /** The name of the SecretStore of its namespace. */
      readonly store: string;
      readonly keys: Readonly<Record<string, RemoteKey>>;
      /** How often it is read again, such as `1h`. */
      readonly refresh: string;
    }
  /** A controller opens what only it can open. */
  | { readonly by: 'sealed'; readonly values: Readonly<Record<string, string>> }
  /** Whoever applies it decrypts the document first. */
  | { readonly by: 'sops'; readonly document: PlainObject }
  /** A driver fetches it for each pod, with the account of that, and keeps it in memory: there is no Secret. */
  | { readonly by: 'mount'; readonly provider: string; readonly parameters: Readonly<Record<string, Text>> };

/** A Secret that something in the cluster makes of what is declared here. */
export interface DeliveredSecret {
  readonly name: string;
  /** Its namespace; undefined if it is chosen when the object is applied. */
  readonly namespace: string | undefined;
  /** Its type; `Opaque` where nothing else is said. */
  readonly type: string;
  readonly origin: SecretOrigin;
}
