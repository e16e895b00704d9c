/** Who may look into pods, who answers for it, and until when. */
export interface DebugAccessProps<Text = string> {
  /** Groups of the identity provider. */
  readonly groups: readonly Text[];
  /** Why they need it; at least 20 characters. */
  readonly reason: string;
  /** The team or person who answers for it. */
  readonly owner: string;
  /** The first day on which it no longer holds, as `YYYY-MM-DD`. */
  readonly expires: string;
  /** Where it is tracked. @default none */
  readonly ticket?: string;
}

/** Settings of what people may do in one namespace: at least one of `view`, `edit` and `debug`. */
export interface TeamAccessProps<Text = string> {
  /** What the names of its Roles begin with, if it differs from the id. @default the id @beside { view: ['shop-developers'] } @example 'developers' */
  readonly name?: string;
  /**
   * Groups of the identity provider that may read everything in the namespace but Secrets, and the logs of pods.
   * @default those of `edit` and `debug` alone
   * @example ['shop-developers']
   */
  readonly view?: readonly Text[];
  /**
   * Groups that may also change workloads, ConfigMaps, Services and claims. Whoever changes workloads runs code with every account and
   * Secret of the namespace.
   * @default none
   * @example ['shop-maintainers']
   */
  readonly edit?: readonly Text[];
  /**
   * Groups that may also put ephemeral containers into pods (`kubectl debug`), until a day.
   * @default none
   * @example { groups: ['shop-oncall'], reason: 'on-call looks into incidents', owner: 'team-shop', expires: '2027-03-31', ticket: 'OPS-12' }
   */
  readonly debug?: DebugAccessProps<Text>;
  /**
   * Custom resources that `view` may read, and `edit` change, with their group.
   * @default none
   * @beside { view: ['shop-developers'] }
   * @example ['certificates.cert-manager.io']
   */
  readonly resources?: readonly string[];
  /** Additional labels. @default none @beside { view: ['shop-developers'] } @example { 'example.com/tier': 'front' } */
  readonly labels?: Readonly<Record<string, string>>;
}
