import type { Text } from './text';

/** A ConfigMap that stands by itself: any workload of its namespace may read it. */
export interface SharedConfig {
  /** The name of the object. */
  readonly name: string;
  /** What it is called where it is declared: its name without the hash of an immutable one. */
  readonly instance: string;
  /** Its namespace; undefined if it is chosen when the object is applied. */
  readonly namespace: string | undefined;
  /** File names or variable names, and their contents. */
  readonly data: Readonly<Record<string, Text>>;
  /** Whether nobody can change it. @default false */
  readonly immutable?: boolean;
  readonly labels: Readonly<Record<string, string>>;
}
