import { type ControllerLabel, type ControllerLabels, NODE_LABELS } from './controller-labels';
import {
  both,
  EVERY,
  isEvery,
  isNone,
  isSure,
  NO_PODS,
  type Ordinals,
  ordinalsOf,
  type Range,
} from './ordinals';
import type { PlainObject } from './plain';
import { type LabelSelector, meets, type SelectorRequirement } from './selector';

/** Which pods of an object a selector matches. */
export interface PodMatch {
  /**
   * `sure`: some of its pods for certain; `possible`: it depends on a value that is made up in the cluster, such as a
   * hash; `none`: no pod ever.
   */
  readonly certainty: 'sure' | 'possible' | 'none';
  /** Which of them, where they are numbered. */
  readonly ordinals: Ordinals;
  /** How they are numbered; one number where they are not. */
  readonly range: Range;
}

const ALONE: Range = { start: 0, count: 1 };
const NONE: PodMatch = { certainty: 'none', ordinals: NO_PODS, range: ALONE };
const ALL: PodMatch = { certainty: 'sure', ordinals: EVERY, range: ALONE };

/** Whether a match takes in every pod of the object, for certain. */
export function isWhole({ certainty, ordinals, range }: PodMatch): boolean {
  return certainty === 'sure' && isEvery(range, ordinals);
}

/**
 * Which pods a selector matches.
 * @param labels those of the pod, or of the template that it is made from
 * @param added those that the controller of the object adds
 */
export function matchPods(selector: LabelSelector, labels: PlainObject, added: ControllerLabels): PodMatch {
  let match = ALL;
  for (const requirement of requirementsOf(selector)) {
    match = narrow(match, requirement, labels, added);
    if (match.certainty === 'none') return NONE;
  }
  return match;
}

/** All requirements of a selector in one form: a label of `matchLabels` is an `In` with one value. */
export function requirementsOf(selector: LabelSelector): SelectorRequirement[] {
  const equal = Object.entries(selector.matchLabels ?? {}).map(
    ([key, value]): SelectorRequirement => ({ key, operator: 'In', values: [value] }),
  );
  return [...equal, ...(selector.matchExpressions ?? [])];
}

function narrow(
  match: PodMatch,
  requirement: SelectorRequirement,
  labels: PlainObject,
  added: ControllerLabels,
): PodMatch {
  const label = added.get(requirement.key);
  if (label?.type === 'ordinal') return narrowOrdinals(match, requirement, label);
  const answer = label === undefined ? ofTemplate(requirement, labels) : ofController(requirement, label);
  if (answer === 'no') return NONE;
  return answer === 'yes' ? match : { ...match, certainty: 'possible' };
}

type Answer = 'yes' | 'no' | 'possible';

function ofTemplate(requirement: SelectorRequirement, labels: PlainObject): Answer {
  if (NODE_LABELS.has(requirement.key) && !Object.hasOwn(labels, requirement.key)) return 'possible';
  return meets(requirement, labels) ? 'yes' : 'no';
}

function ofController(requirement: SelectorRequirement, label: ControllerLabel): Answer {
  if (label.type === 'value') return meets(requirement, { [requirement.key]: label.value }) ? 'yes' : 'no';
  if (requirement.operator === 'Exists') return 'yes';
  if (requirement.operator === 'DoesNotExist') return 'no';
  const fits = (requirement.values ?? []).some((value) => value.startsWith(label.prefix));
  if (fits) return 'possible';
  return requirement.operator === 'In' ? 'no' : 'yes';
}

function narrowOrdinals(
  match: PodMatch,
  { operator, values = [] }: SelectorRequirement,
  { prefix, range }: ControllerLabel & { readonly type: 'ordinal' },
): PodMatch {
  if (operator === 'DoesNotExist') return NONE;
  const numbers = values.flatMap((value) => ordinalIn(value, prefix));
  const named = operator === 'Exists' ? EVERY : ordinalsOf(range, numbers, operator === 'NotIn');
  const ordinals = both(match.ordinals, named);
  if (isNone(range, ordinals)) return NONE;
  const sure = match.certainty === 'sure' && isSure(range, ordinals);
  return { certainty: sure ? 'sure' : 'possible', ordinals, range };
}

/** The number in a value such as `db-0`; none where it is another text, or written otherwise than controllers do. */
function ordinalIn(value: string, prefix: string): number[] {
  const digits = value.startsWith(prefix) ? value.slice(prefix.length) : '';
  return /^(?:0|[1-9]\d{0,8})$/.test(digits) ? [Number(digits)] : [];
}
