import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ownExcuses } from '../../blueprints/excuses';
import type { Decision, PlacedDecision } from '../../core/engine/decisions';
import type { Place } from '../../core/engine/excuses';
import type { Judged } from '../../core/engine/judge';
import { asMessage, BulwarkError, type Message } from '../../core/errors';
import { flattenList, listContent } from '../../core/manifest/lists';
import type { Origin } from '../../core/manifest/manifest-set';
import { append, isPlain, type PlainObject } from '../../core/manifest/plain';
import type { Excuse } from '../../core/policy/waiver';
import { besideIn, tellSurrounding } from '../companions';
import { excusesOf } from '../excuses';
import { refuseMixed } from '../plus';
import { hookRendering, isOurs } from '../rendering';

/** A rendered object, with what a judgement and the writer need to know of it. */
export interface Collected extends Judged {
  /** Path of the chart that it stands in. */
  readonly chart: string;
  /** What the files hold; its own object, so that annotations can be added. */
  readonly manifest: PlainObject;
}

/** Everything in the tree. */
export interface Collection {
  /** Its objects, rendered once, in construction order. */
  readonly objects: readonly Collected[];
  /** Its waivers. */
  readonly declared: readonly Excuse[];
  /** The constructs that they stand at. */
  readonly places: ReadonlyMap<Excuse, Place>;
  /** What the validations of constructs say, with their paths. */
  readonly invalid: readonly string[];
  /** What whoever knows the objects of others should check, now that they are hardened. */
  readonly decisions: readonly PlacedDecision[];
  /** What could not be rendered, and why; the rest of the tree is there all the same. */
  readonly broken: readonly Message[];
}

interface Draft {
  /** Of the object that renders now. */
  origin: Origin;
  readonly objects: Collected[];
  readonly declared: Excuse[];
  readonly places: Map<Excuse, Place>;
  readonly invalid: string[];
  readonly decisions: PlacedDecision[];
  /** What could not be rendered, and why. */
  readonly broken: Message[];
}

/**
 * Walks the tree once and renders each object once; items of a List become objects of their own.
 * @throws BulwarkError where constructs of two versions of cdk8s-plus stand in the tree
 */
export function collect(app: IConstruct): Collection {
  refuseMixed(app);
  const draft: Draft = {
    origin: {},
    objects: [],
    declared: [],
    places: new Map(),
    invalid: [],
    decisions: [],
    broken: [],
  };
  const beside = besideIn(app);
  tellSurrounding(app, {
    beside,
    take: ({ decisions }) => append(draft.decisions, placed(decisions, draft)),
  });
  walk(app, '', draft);
  tellSurrounding(app, { beside, take: undefined });
  return draft;
}

/** `one problem`, `3 problems`. */
export function countOf(items: readonly unknown[], what: string): string {
  return items.length === 1 ? `one ${what}` : `${items.length} ${what}s`;
}

function walk(construct: IConstruct, chart: string, draft: Draft): void {
  for (const excuse of ownExcuses(construct)) {
    draft.declared.push(excuse);
    draft.places.set(excuse, placeOf(construct));
  }
  validate(construct, draft);
  const inside = Chart.isChart(construct) ? construct.node.path : chart;
  if (ApiObject.isApiObject(construct)) render(construct, inside, draft);
  for (const child of construct.node.children) walk(child, inside, draft);
}

function validate({ node }: IConstruct, draft: Draft): void {
  const at = node.path === '' ? '' : `${node.path}: `;
  try {
    for (const text of node.validate()) draft.invalid.push(`${at}${text}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    draft.broken.push(
      `${at}found a validation that fails itself: ${why}; needs one that returns its problems`,
    );
  }
}

function placed(decisions: readonly Decision[], { origin }: Draft): PlacedDecision[] {
  return decisions.map((decision) => ({ ...decision, origin }));
}

function placeOf({ node }: IConstruct): Place {
  return node.path === '' ? { where: 'the app' } : { construct: node.path };
}

function render(construct: ApiObject, chart: string, draft: Draft): void {
  const excuses = excusesOf(construct);
  const origin = { construct: construct.node.path };
  const ours = isOurs(construct);
  hookRendering(construct);
  draft.origin = origin;
  try {
    const rendered: PlainObject = construct.toJson();
    refuseScalars(rendered, construct);
    for (const manifest of flattenList(rendered)) {
      draft.objects.push({ manifest, origin, excuses, ours, chart });
    }
  } catch (error) {
    draft.broken.push(asMessage(error));
  }
}

/** Items of a list that are no objects would vanish when the list is taken apart. */
function refuseScalars(manifest: PlainObject, construct: ApiObject): void {
  for (const [index, item] of (listContent(manifest)?.items ?? []).entries()) {
    if (isPlain(item)) refuseScalars(item, construct);
    else throw new BulwarkError(`${construct.node.path}: items[${index}] of the list is no object`, []);
  }
}
