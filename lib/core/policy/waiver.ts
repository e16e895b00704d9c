import type { ControlId } from '../controls';
import type { ObjectRef } from '../manifest/identity';
import { append } from '../manifest/plain';

/** The shortest reason that is taken for one, in characters after trimming. */
export const MINIMUM_REASON = 20;

/**
 * A dated exception from one control, with someone who is responsible for it.
 * Attached to a construct it holds for the construct and its children.
 */
export interface Waiver {
  /** The id of the control. */
  readonly control: ControlId;
  /** Why the exception is right; at least 20 characters. */
  readonly reason: string;
  /** The team or person who is responsible for it. */
  readonly owner: string;
  /** The date on which it expires, `YYYY-MM-DD`: the first day on which it no longer applies. */
  readonly expires: string;
  /** The ticket that tracks it. */
  readonly ticket?: string;
  /** Holds for findings of this container only. */
  readonly container?: string;
  /** Holds for this one finding of the control only, as the message names it. */
  readonly finding?: string;
}

/** The object that a waiver is for: its exact kind and namespace, and its name or what the API server makes the name from. */
export interface WaiverTarget {
  readonly kind: string;
  /** Left out for objects of the cluster, and for those that are in `default`. */
  readonly namespace?: string;
  /** The name; `seed-*`, as messages print it, is the same as `generateName: seed-`. */
  readonly name?: string;
  /** For objects without a name: all those with this `generateName`. */
  readonly generateName?: string;
}

/** Where a waiver stands, for messages. */
export interface Place {
  /** Path of the construct. */
  readonly construct?: string;
  readonly file?: string;
  readonly line?: number;
  /** In words, where it is no construct and no file: `the policy`. */
  readonly where?: string;
}

/** A waiver for one object, by its exact kind, namespace and name: for objects that no construct of ours made. */
export interface TargetedWaiver extends Waiver {
  readonly target: WaiverTarget;
  /** Where it is; who reads waivers from a file says it. @default the policy */
  readonly at?: Place;
}

/**
 * A waiver for one object, as it was written before: `on` is a boolean in YAML 1.1. Read until 1.0.
 * @deprecated write `target`
 */
export interface WaiverWithOn extends Waiver {
  readonly on: WaiverTarget;
  readonly at?: Place;
}

/** A waiver with its object under `target`, whichever of the two names it was given under. */
export function withTarget(waiver: TargetedWaiver | WaiverWithOn): TargetedWaiver {
  if ('target' in waiver) return waiver;
  const { on, ...rest } = waiver;
  return { ...rest, target: on };
}

/**
 * An exception that the library itself takes where a user opted out of a default, such as CPU limits:
 * it is in the report with its reason, and needs no owner and no date.
 */
export interface OptOut {
  readonly control: ControlId;
  readonly reason: string;
  readonly container?: string;
  readonly finding?: string;
  /** Tells it from a waiver. */
  readonly optOut: true;
}

/** Anything that can suppress a finding. */
export type Suppression = Waiver | TargetedWaiver | OptOut;

/** Whether a suppression is one that the library took by itself. */
export function isOptOut(suppression: Suppression): suppression is OptOut {
  return 'optOut' in suppression;
}

/** Whether a waiver names its object itself. */
export function isTargeted(suppression: Suppression | Waiver): suppression is TargetedWaiver {
  return 'target' in suppression;
}

/** What the target of a waiver names, as a reference to an object; a printed `seed-*` is read as it was meant. */
export function targetRef(
  target: WaiverTarget,
): Pick<ObjectRef, 'kind' | 'namespace' | 'name' | 'generateName'> {
  const { kind, namespace, name = '' } = target;
  const generateName = target.generateName ?? (name.endsWith('*') ? name.slice(0, -1) : undefined);
  return { kind, namespace, name: generateName === undefined ? name : '', generateName };
}

/** The target of a waiver for an object. */
export function targetFor(
  ref: Pick<ObjectRef, 'kind' | 'name' | 'generateName'> & { readonly namespace?: string | null | undefined },
): WaiverTarget {
  const { kind, name, generateName } = ref;
  const namespace = ref.namespace ?? undefined;
  return generateName === undefined ? { kind, namespace, name } : { kind, namespace, generateName };
}

/** What is wrong with the target of a waiver: it has to name one object, never all that have no name. */
function targetProblems({ target }: TargetedWaiver): string[] {
  const { name, generateName } = targetRef(target);
  if (target.name !== undefined && target.generateName !== undefined)
    return ['it names both a name and a generateName: give one of the two'];
  if (name === '' && (generateName ?? '') === '')
    return ['it names no object: give target.name or target.generateName'];
  return [];
}

/** What the rules of waivers need to know. */
export interface WaiverRules {
  /** The day on which the waivers are judged, `YYYY-MM-DD`. */
  readonly today: string;
  /** The longest time ahead that a waiver may be given, in days. */
  readonly maxDays: number;
  /** Controls that cannot be waived. */
  readonly locked: ReadonlySet<string>;
  readonly known: (id: string) => boolean;
}

const DAY = 24 * 60 * 60 * 1000;

/** What is wrong with a waiver by itself; empty when it holds. All problems at once. */
export function waiverProblems(waiver: Waiver, rules: WaiverRules): string[] {
  const problems: string[] = [];
  const reason = String(waiver.reason ?? '').trim();
  if (!rules.known(waiver.control)) problems.push(`there is no control '${waiver.control}'`);
  if (rules.locked.has(waiver.control))
    problems.push(`the control '${waiver.control}' is locked by the policy`);
  if (reason.length < MINIMUM_REASON) {
    const length = reason.length === 1 ? '1 character' : `${reason.length} characters`;
    problems.push(`the reason has ${length} and needs at least ${MINIMUM_REASON}`);
  }
  if (String(waiver.owner ?? '').trim() === '') problems.push('it has no owner');
  if (isTargeted(waiver)) append(problems, targetProblems(waiver));
  return [...problems, ...dateProblems(waiver.expires, rules)];
}

function dateProblems(expires: string, rules: WaiverRules): string[] {
  const end = dayOf(expires);
  const today = dayOf(rules.today);
  if (today === undefined) return [`today is '${rules.today}' and needs to be a date such as 2027-02-01`];
  if (end === undefined) return [`expires is '${String(expires)}' and needs to be a date such as 2027-02-01`];
  if (end <= today) return [`it expired on ${expires} (today is ${rules.today})`];
  const days = Math.round((end - today) / DAY);
  if (days > rules.maxDays) return [`it runs for ${days} days; the policy allows ${rules.maxDays}`];
  return [];
}

/** The time of a calendar day in milliseconds, or undefined where the text is no date. */
export function dayOf(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(time)) return undefined;
  return new Date(time).toISOString().startsWith(text) ? time : undefined;
}
