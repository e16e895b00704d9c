import type { ExposingObject } from './exposure';
import type { Text } from './text';

/** Who uses a Secret, by which way. The model has Secrets by reference alone, never what they hold. */
export interface SecretUse {
  /** The name of the Secret; it is in the namespace of the object that uses it, if none is set. */
  readonly secret: Text;
  readonly namespace: string;
  readonly by: ExposingObject;
  /** `env` and `envFrom` for variables, `files` for a volume, `image` for pulling, `volume` for other drivers, `tls` for a certificate. */
  readonly as: 'env' | 'envFrom' | 'files' | 'image' | 'volume' | 'tls' | 'account';
  /** The container, where it is one. */
  readonly container?: string;
  /** The key, where it is one. @default all of them */
  readonly key?: Text;
  /** Whether the pod starts without it. @default false */
  readonly optional?: boolean;
}
