import { type ControllerLabels, controllerLabels, NODE_LABELS } from './controller-labels';
import type { Entry } from './entry';
import { homeOf, refOf } from './identity';
import { addTo, dataText, objectAt, type PlainObject, textOf } from './plain';
import type { Pod } from './pod';
import { matchPods, type PodMatch, requirementsOf } from './pod-match';
import type { LabelSelector, SelectorRequirement } from './selector';

/** A pod of an object that a selector matches: the pod of a template stands for all that are made from it. */
export interface MatchedPod {
  readonly entry: Entry;
  readonly pod: Pod;
  readonly match: PodMatch;
}

const NOBODY: readonly Entry[] = Object.freeze([]);

/** The objects of a set that carry pods, found by namespace and label. */
export class PodIndex {
  private readonly all = new Map<string, Entry[]>();
  private readonly byValue = new Map<string, Entry[]>();
  /** Objects whose pods have a label with values that no manifest holds. */
  private readonly byKey = new Map<string, Entry[]>();
  private readonly places = new Map<Entry, number>();
  private readonly answers = new Map<string, readonly MatchedPod[]>();
  private readonly certain = new Map<readonly MatchedPod[], readonly Entry[]>();

  /** Takes an object that carries pods. */
  add(entry: Entry): void {
    const home = homeOf(entry.ref);
    addTo(this.all, home, entry);
    this.places.set(entry, this.places.size);
    const added = addedTo(entry.manifest);
    const values = new Set<string>();
    for (const pod of entry.pods) {
      for (const [key, value] of Object.entries(labelsOf(pod))) {
        if (!added.has(key)) values.add(`${home}|${key}=${textOf(value)}`);
      }
    }
    for (const [key, label] of added) {
      if (label.type === 'value') values.add(`${home}|${key}=${label.value}`);
      else addTo(this.byKey, `${home}|${key}`, entry);
    }
    for (const value of values) addTo(this.byValue, value, entry);
  }

  /** The objects that carry pods in a namespace. */
  in(home: string): readonly Entry[] {
    return this.all.get(home) ?? NOBODY;
  }

  /**
   * The pods of a namespace that a selector matches, or may match, in the order of the set. Costs as much as the rarest
   * of its labels has pods; the same question is answered once.
   */
  matching(home: string, selector: LabelSelector): readonly MatchedPod[] {
    const requirements = requirementsOf(selector);
    const question = `${home}|${dataText(requirements)}`;
    const known = this.answers.get(question);
    if (known !== undefined) return known;
    const answer = this.candidates(home, requirements).flatMap((entry) => matchesIn(entry, selector));
    this.answers.set(question, answer);
    return answer;
  }

  /** The objects that have pods which a selector matches for certain, each once. */
  surely(home: string, selector: LabelSelector): readonly Entry[] {
    const answer = this.matching(home, selector);
    const known = this.certain.get(answer);
    if (known !== undefined) return known;
    const found = new Set<Entry>();
    for (const { entry, match } of answer) if (match.certainty === 'sure') found.add(entry);
    const entries = [...found];
    this.certain.set(answer, entries);
    return entries;
  }

  private candidates(home: string, requirements: readonly SelectorRequirement[]): readonly Entry[] {
    let fewest = this.in(home);
    for (const requirement of requirements) {
      const found = this.withLabel(home, requirement, fewest.length);
      if (found !== undefined) fewest = found;
    }
    return fewest;
  }

  /** The objects that may meet a requirement; undefined where the index does not help to get below a number. */
  private withLabel(
    home: string,
    { key, operator, values = [] }: SelectorRequirement,
    most: number,
  ): readonly Entry[] | undefined {
    if (operator !== 'In' || NODE_LABELS.has(key)) return undefined;
    const lists = values.map((value) => this.byValue.get(`${home}|${key}=${value}`) ?? NOBODY);
    lists.push(this.byKey.get(`${home}|${key}`) ?? NOBODY);
    if (lists.reduce((sum, list) => sum + list.length, 0) >= most) return undefined;
    const filled = lists.filter((list) => list.length > 0);
    if (filled.length < 2) return filled[0] ?? NOBODY;
    return [...new Set(filled.flat())].sort((a, b) => this.place(a) - this.place(b));
  }

  private place(entry: Entry): number {
    return this.places.get(entry) ?? 0;
  }
}

/** The pods of an object that a selector matches, or may match. */
function matchesIn(entry: Entry, selector: LabelSelector): MatchedPod[] {
  const found: MatchedPod[] = [];
  for (const pod of entry.pods) {
    const match = matchOf(pod, selector);
    if (match.certainty !== 'none') found.push({ entry, pod, match });
  }
  return found;
}

/** The pods of an object that a selector matches for certain; some of those that a template makes will do. */
export function matchingPods(entry: Entry, selector: LabelSelector): readonly Pod[] {
  return entry.pods.filter((pod) => matchOf(pod, selector).certainty === 'sure');
}

/** How a selector matches a pod, or the pods that are made from it, with the labels that its controller adds. */
export function matchOf(pod: Pod, selector: LabelSelector): PodMatch {
  return matchPods(selector, labelsOf(pod), addedTo(pod.manifest));
}

const known = new WeakMap<PlainObject, ControllerLabels>();

/** The labels that the controller of an object adds to its pods. */
function addedTo(manifest: PlainObject): ControllerLabels {
  const found = known.get(manifest) ?? controllerLabels(manifest, refOf(manifest));
  known.set(manifest, found);
  return found;
}

function labelsOf(pod: Pod): PlainObject {
  return objectAt(pod.metadata, 'labels') ?? {};
}
