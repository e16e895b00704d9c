import type { ClusterProfile } from '../cluster/profile';
import type { Beside } from '../companions/companions';
import type { Entry, ManifestSet } from '../manifest/manifest-set';
import type { PlainObject } from '../manifest/plain';
import type { Container, Pod } from '../manifest/pod';

/** How bad a violation is: the highest rating among the sources that publish one. */
export type Severity = (typeof SEVERITIES)[number];

/** The severities, the worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/** The chapter of the catalogue that a control belongs to. */
export type Category = (typeof CATEGORIES)[number];

/** The chapters of the catalogue. */
export const CATEGORIES = [
  'pod',
  'image',
  'workload',
  'namespace',
  'network',
  'ingress',
  'rbac',
  'secrets',
] as const;

/** Under which ids other programs and standards know a control. */
export interface References {
  /** Checks of the Pod Security Standards that the control stands for, such as `runAsNonRoot`. */
  readonly podSecurity?: readonly string[];
  readonly kubescape?: readonly string[];
  readonly checkov?: readonly string[];
  readonly trivy?: readonly string[];
  readonly kubeLinter?: readonly string[];
  readonly kubeScore?: readonly string[];
  readonly polaris?: readonly string[];
  readonly kyverno?: readonly string[];
  readonly gatekeeper?: readonly string[];
  readonly cis?: readonly string[];
  readonly nsa?: readonly string[];
  readonly owasp?: readonly string[];
  readonly other?: readonly string[];
}

/** What a check found wrong at one place. */
export interface Problem {
  /** Path of the field in the object, such as `spec.template.spec.hostPID`. */
  readonly path: string;
  /** The value found; undefined means not set. An opaque value makes the finding `unknown`. */
  readonly found: unknown;
  /** What is needed instead, as a short phrase. */
  readonly needs: string;
  /** The name of the container concerned. */
  readonly container?: string;
  /** Tells several findings of one control on one object apart, for waivers; stable and not a list index. */
  readonly finding?: string;
  /** The change that fixes it, when better than the control's own `fix`. */
  readonly fix?: string;
  /** The same as code of constructs; the control's own `code` counts only beside its own `fix`. */
  readonly code?: string;
  /** True where it cannot be decided at all, whatever `found` is. */
  readonly unknown?: boolean;
  /** True where it is unknown for good: no value that comes later decides it. */
  readonly settled?: true;
  /** True where the check itself failed: that is told whatever the object is. */
  readonly failed?: true;
}

/** Takes the problems of one object. */
export type Report = (problem: Problem) => void;

/** Takes the problems of a set; each names the object that it is about. */
export type SetReport = (entry: Entry, problem: Problem) => void;

/** What a check may know beside the object. */
export interface Context<P = unknown> {
  /** The control's parameters: its defaults, overridden by the policy. */
  readonly params: P;
  readonly cluster: ClusterProfile;
  /** Whether the policy locks the control: then no annotation of an object refuses it. @default false */
  readonly locked?: boolean;
  /**
   * Whether annotations of all objects may opt them out, and not only those of constructs: the files are the output of an
   * app, byte for byte. @default false
   */
  readonly trusted?: boolean;
}

/** What `harden` may know beside the draft. */
export interface HardenContext<P = unknown> extends Context<P> {
  /**
   * False (constructs): fill what is absent, leave every explicit value alone.
   * True (third-party manifests): also replace explicit values where the field alone decides (section 2.7 of the
   * Pod Security table: seccomp, AppArmor, SELinux, procMount, drop ALL, allowPrivilegeEscalation).
   */
  readonly repair: boolean;
  /** UID and GID of the workload, 10001..65535, derived from namespace and name; undefined for an object without a name. */
  readonly userId: number | undefined;
  /** What is beside the object, as far as it is known. */
  readonly beside: Beside;
  /** What a container ran with before anything was written: its own value of a field of securityContext, else the pod's. */
  said(container: Container, field: string): unknown;
  /** Records a field that stays as it is, because writing it might stop a pod that runs. */
  left(leaving: Leaving): void;
}

/** A field that was not written, and why. */
export interface Leaving {
  /** Path of the field in the object. */
  readonly path: string;
  readonly container?: string;
  /** Why it stays, and what to do. One sentence without a full stop. */
  readonly reason: string;
}

/** One field that `harden` changed. */
export interface Change {
  /** The object as it was, and as it is now. */
  readonly object: PlainObject;
  readonly hardenedObject: PlainObject;
  /** The pod as it was, and as it is now, where the field belongs to a pod. */
  readonly pod?: Pod;
  readonly hardened?: Pod;
  /** The container as it was, and as it is now, where the field belongs to one. */
  readonly container?: Container;
  readonly hardenedContainer?: Container;
  /** What stood there; undefined where nothing did. */
  readonly before: unknown;
  /** What is there now; undefined where it was removed. */
  readonly after: unknown;
}

/** A field that `harden` writes, with what that may do to a pod that ran. */
export interface Write<P = unknown> {
  /**
   * Below the pod spec or the container (`securityContext.runAsUser`), of labels and annotations below the metadata
   * (`metadata.labels`), of other objects from the top. It stands for all that is below it, too.
   */
  readonly field: string;
  /** What may stop then, and what to do. One sentence without a full stop. Either this or `harmless` is said. */
  readonly mayStop?: string;
  /** Why nothing can stop. */
  readonly harmless?: string;
  /** Whether it is never written into third-party manifests. @default false */
  readonly onlyOurs?: boolean;
  /** Whether a change of it may stop this very pod: false where not, a string where there is more to say. @default true */
  when?(change: Change, context: HardenContext<P>): boolean | string;
}

/** A pod for an example: merged over a minimal pod with one container `app`; `container` is merged over that container. */
export interface PodExample {
  /** Merged over the pod spec. A `containers` list here replaces the default one. */
  readonly spec?: PlainObject;
  /** Merged over the one container. */
  readonly container?: PlainObject;
  /** Labels and annotations of the pod. */
  readonly metadata?: PlainObject;
  /** The kind that carries the pod. @default 'Pod' */
  readonly kind?: 'Pod' | 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'CronJob';
  /** Parameters other than the control's defaults. */
  readonly params?: PlainObject;
  /** Says what is special about the example, for the docs page. */
  readonly note?: string;
}

/** Objects for an example of a control over objects or sets. */
export interface ObjectExample {
  readonly objects: readonly PlainObject[];
  readonly params?: PlainObject;
  readonly note?: string;
}

interface ControlBase<Id extends string, P> {
  /** The id of the catalogue; never changes. */
  readonly id: Id;
  readonly title: string;
  readonly category: Category;
  readonly severity: Severity;
  /** Why it matters: what an attacker or an accident does without it. One or two sentences. */
  readonly why: string;
  /**
   * The change that fixes a violation, for anyone who writes manifests: YAML below the field that holds it
   * (`securityContext: { runAsNonRoot: true }`), words after a comma, a semicolon or in brackets; or a sentence.
   */
  readonly fix: string;
  /** The same for anyone who writes constructs: the props, as code. Left out where no prop says it; then `fix` is for both. */
  readonly code?: string;
  /**
   * The month of the first profile that has it, such as `2027-03`: profiles of earlier months, which users pin, stay as they
   * are. It freezes with the release. @default '2026-11', the month of the first profile
   */
  readonly since?: string;
  /** What the control may break, and what to do then. */
  readonly breaks?: string;
  readonly refs: References;
  /** A matter of taste: it speaks about objects that constructs made, and about others only where the policy says so or locks it. @default false */
  readonly taste?: true;
  /**
   * Whether it is the one that speaks about what nobody sees: objects that a Helm release makes, fields of a pod that an
   * operator writes. The others are not asked about those objects, and what they say of such fields is left to it. @default false
   */
  readonly unseen?: true;
  /** Parameters with their defaults. */
  readonly params?: P;
  /** Whether the control is in force at all with these parameters and this cluster. @default always */
  active?(context: Context<P>): boolean;
}

/** A control over each pod, whatever object carries it. */
export interface PodControl<Id extends string = string, P = unknown> extends ControlBase<Id, P> {
  readonly on: 'pod';
  check(pod: Pod, report: Report, context: Context<P>): void;
  /** Writes the safe default into a draft; runs on every pod; must be idempotent. */
  harden?(pod: Pod, context: HardenContext<P>): void;
  /** Every field that `harden` writes. */
  readonly writes?: readonly Write<NoInfer<P>>[];
  readonly examples: { readonly good: readonly PodExample[]; readonly bad: readonly PodExample[] };
}

/** A control over single objects of some kinds. */
export interface ObjectControl<Id extends string = string, P = unknown> extends ControlBase<Id, P> {
  readonly on: 'object';
  /** Kinds of the built-in API that it looks at; empty means every kind. */
  readonly kinds: readonly string[];
  check(manifest: PlainObject, report: Report, context: Context<P>): void;
  harden?(manifest: PlainObject, context: HardenContext<P>): void;
  /** Every field that `harden` writes. */
  readonly writes?: readonly Write<NoInfer<P>>[];
  /** `harden` does nothing that the canonical form, which every hardened object gets, does not do anyway. @default false */
  readonly formOnly?: boolean;
  readonly examples: { readonly good: readonly ObjectExample[]; readonly bad: readonly ObjectExample[] };
}

/** A control across objects: what one object promises another. */
export interface SetControl<Id extends string = string, P = unknown> extends ControlBase<Id, P> {
  readonly on: 'set';
  /** Whether an object by itself shows all that it finds there, so that nothing else need be known. @default false */
  readonly alone?: boolean;
  check(set: ManifestSet, report: SetReport, context: Context<P>): void;
  readonly harden?: undefined;
  readonly writes?: undefined;
  readonly examples: { readonly good: readonly ObjectExample[]; readonly bad: readonly ObjectExample[] };
}

/** Any control. */
export type Control = PodControl | ObjectControl | SetControl;

/** Declares a control over pods; keeps the id as a literal type. */
export function podControl<const Id extends string, P = undefined>(
  control: Omit<PodControl<Id, P>, 'on'>,
): PodControl<Id, P> {
  return { ...control, on: 'pod' };
}

/** Declares a control over single objects. */
export function objectControl<const Id extends string, P = undefined>(
  control: Omit<ObjectControl<Id, P>, 'on'>,
): ObjectControl<Id, P> {
  return { ...control, on: 'object' };
}

/** Declares a control across objects. */
export function setControl<const Id extends string, P = undefined>(
  control: Omit<SetControl<Id, P>, 'on'>,
): SetControl<Id, P> {
  return { ...control, on: 'set' };
}

/** Reports a problem of a container, with the path below it. */
export function reportContainer(
  report: Report,
  container: Container,
  field: string,
  found: unknown,
  needs: string,
  extra: Pick<Problem, 'finding' | 'fix' | 'code' | 'unknown'> = {},
): void {
  const { pod, list, index, name } = container;
  report({ path: `${pod.path}.${list}[${index}].${field}`, found, needs, container: name, ...extra });
}

/** Reports a problem of the pod spec, with the path below it. */
export function reportPod(
  report: Report,
  pod: Pod,
  field: string,
  found: unknown,
  needs: string,
  extra: Pick<Problem, 'finding' | 'fix' | 'code' | 'unknown'> = {},
): void {
  report({ path: `${pod.path}.${field}`, found, needs, ...extra });
}

/** Records fields of a container that stay as they are. */
export function leaveContainer(
  context: Pick<HardenContext, 'left'>,
  container: Container,
  field: string,
  reason: string,
): void {
  const { pod, list, index, name } = container;
  context.left({ path: `${pod.path}.${list}[${index}].${field}`, container: name, reason });
}

/** Records a field of the pod spec that stays as it is. */
export function leavePod(
  context: Pick<HardenContext, 'left'>,
  pod: Pod,
  field: string,
  reason: string,
): void {
  context.left({ path: `${pod.path}.${field}`, reason });
}
