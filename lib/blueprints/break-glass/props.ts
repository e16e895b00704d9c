/** Why people may look into pods in an emergency, who answers for it, and until when. */
export interface BreakGlassDebugProps {
  /** Why they need it; at least 20 characters. */
  readonly reason: string;
  /** The team or person who answers for it. */
  readonly owner: string;
  /** The first day on which it no longer holds, as `YYYY-MM-DD`. */
  readonly expires: string;
  /** Where it is tracked. @default none */
  readonly ticket?: string;
}

/** Settings of what people may do in one namespace in an emergency. */
export interface BreakGlassProps {
  /** The name of its Role, if it differs from the id. @default the id @example 'emergency' */
  readonly name?: string;
  /** How long rights may last, in minutes or hours, a day at most. @default '4h' @example '90m' */
  readonly maximum?: string;
  /**
   * Whether people may also put ephemeral containers into pods (`kubectl debug`).
   * @default no
   * @example { reason: 'on-call looks into incidents', owner: 'team-shop', expires: '2027-03-31', ticket: 'OPS-12' }
   */
  readonly debug?: BreakGlassDebugProps;
  /** Custom resources that may be read and changed, with their group. @default none @example ['certificates.cert-manager.io'] */
  readonly resources?: readonly string[];
  /** Additional labels. @default none @example { 'example.com/tier': 'front' } */
  readonly labels?: Readonly<Record<string, string>>;
}
