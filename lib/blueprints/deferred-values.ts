/** How a front end computes with values that are known only later (an Output of Pulumi). */
export interface DeferredValues {
  /** Whether a value is one that is known later. */
  comesLater(value: unknown): boolean;
  /**
   * A value made of values of which at least one is known later.
   * @param make is called once all are known; what it throws fails the deployment
   */
  derive(values: readonly unknown[], make: (known: readonly unknown[]) => unknown): unknown;
}
