/** A ConfigMap that you write in code with `config(…)`. Each namespace with workloads that read it gets one. */
export interface ConfigData<Text = string> {
  /** The name of the ConfigMap, or the prefix of the name if it is immutable. @example 'app' */
  readonly name: string;
  /** File names or variable names, and their contents. @example { MODE: 'fast' } */
  readonly data: Readonly<Record<string, Text>>;
  /** Whether the ConfigMap is immutable: a change creates another one with a new name. @default false */
  readonly immutable?: boolean;
}
