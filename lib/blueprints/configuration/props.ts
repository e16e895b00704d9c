/** A ConfigMap that is in code, as `config(…)` makes it. Each namespace whose workloads read it has it once. */
export interface ConfigData<Text = string> {
  /** The name of the ConfigMap; of one that is immutable, what its name begins with. @example 'app' */
  readonly name: string;
  /** File name, or name of a variable, to content. @example { MODE: 'fast' } */
  readonly data: Readonly<Record<string, Text>>;
  /** Whether a change makes another ConfigMap, and nobody can change this one. @default false */
  readonly immutable?: boolean;
}
