/** A key that a program beside the API server keeps, asked through KMS version 2. */
export interface KmsKey {
  readonly kms: {
    /** Name of the provider; it is in front of everything that it encrypts, so it never changes. */
    readonly name: string;
    /** The socket of the program, such as `unix:///var/run/kms.sock`. */
    readonly endpoint: string;
    /** How long the API server waits for it. @default '3s' */
    readonly timeout?: string;
  };
}

/** A key that is given to the API server itself: never the key, only what it is called. */
export interface KeyReference {
  /** Name of the key; it is in front of everything that it encrypts, so it never changes. */
  readonly name: string;
  /** The variable that holds the key in base64 where the file is filled, such as `ETCD_KEY_2026`. */
  readonly variable: string;
}

/** A key and the algorithm that it is for. */
export type EncryptionKey = KmsKey | { readonly secretbox: KeyReference } | { readonly aescbc: KeyReference };

/** How the API server encrypts what it keeps in etcd. */
export interface EncryptionProfile {
  /** Resources beside Secrets and ConfigMaps, such as `widgets.example.com`. @default none */
  readonly resources?: readonly string[];
  /** The key that everything new is written with. */
  readonly write: EncryptionKey;
  /** Keys that are still, or already, read: the last one, and the next one. @default none */
  readonly read?: readonly EncryptionKey[];
  /** Whether there may still be data that was never encrypted. @default false */
  readonly migrating?: boolean;
}

/** Resources that are always encrypted. */
const ALWAYS = ['configmaps', 'secrets'];

/** The resources that a profile encrypts, sorted; none that a wildcard of the list holds already. */
export function encryptedResources({ resources = [] }: EncryptionProfile): string[] {
  const all = [...new Set([...ALWAYS, ...resources])];
  if (all.includes('*.*')) return ['*.*'];
  return all.filter((name) => !isCovered(name, all)).sort();
}

/** Whether a wildcard of a list holds a resource of it already; the API server refuses to be told twice. */
export function isCovered(name: string, all: readonly string[]): boolean {
  const dot = name.indexOf('.');
  const wildcard = dot < 0 ? '*.' : `*${name.slice(dot)}`;
  return [wildcard, '*.*'].some((one) => name !== one && all.includes(one));
}

/** All keys of a profile, the one that writes first. */
export function keysOf({ write, read = [] }: EncryptionProfile): EncryptionKey[] {
  return [write, ...read];
}
