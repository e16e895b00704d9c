import gates from './gates.json';

/** A feature gate on which a rule depends. */
export type Gate = keyof typeof gates;

const ON_SINCE: Readonly<Record<Gate, number>> = gates;

/** What a rule may depend on besides the object. */
export interface ValidationContext {
  /** Minor version of Kubernetes 1.x whose API server takes the object. */
  readonly minor: number;
}

/** Whether a feature gate is on by default: `gates.json` has the first minor version in which it is. */
export function isOn(gate: Gate, { minor }: ValidationContext): boolean {
  return minor >= ON_SINCE[gate];
}
