import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ownSuppressions } from '../../blueprints/suppressions';
import type { Decision, PlacedDecision } from '../../core/engine/decisions';
import type { Judged } from '../../core/engine/evaluate';
import type { PlacedChanges } from '../../core/engine/field-changes';
import type { Place } from '../../core/engine/suppressions';
import { asMessage, BulwarkError, type Message } from '../../core/errors';
import { flattenList, listContent } from '../../core/manifest/lists';
import type { Origin } from '../../core/manifest/manifest-set';
import { append, isPlain, type PlainObject } from '../../core/manifest/plain';
import type { Suppression } from '../../core/policy/waiver';
import { besideIn, tellCompanion } from '../app/companions';
import { forgetDeployment, planDeployment, rendersLast } from '../app/deploying';
import { hookRendering, isOurs } from '../app/rendering';
import { suppressionsOf } from '../app/suppressions';
import { refuseMixed } from '../plus-versions';

/** A rendered object, with what a judgement and the writer need to know of it. */
export interface Collected extends Judged {
  /** Path of the chart that it is in. */
  readonly chart: string;
  /** What the files hold; its own object, so that annotations can be added. */
  readonly manifest: PlainObject;
  /** The namespace of the team whose deployer applies it. @default the platform applies it */
  readonly team?: string;
}

/** Everything in the tree. */
export interface Collection {
  /** Its objects, rendered once, in construction order. */
  readonly objects: readonly Collected[];
  /** Its waivers. */
  readonly declared: readonly Suppression[];
  /** The constructs that they are at. */
  readonly places: ReadonlyMap<Suppression, Place>;
  /** What the validations of constructs say, with their paths. */
  readonly invalid: readonly string[];
  /** What you should check in third-party objects, now that they are hardened. */
  readonly decisions: readonly PlacedDecision[];
  /** What was written into third-party objects. */
  readonly changes: readonly PlacedChanges[];
  /** What could not be rendered, and why; the rest of the tree is there all the same. */
  readonly broken: readonly Message[];
}

interface Draft {
  /** Of the object that renders now. */
  origin: Origin;
  objects: Collected[];
  /** What renders when all others have, and how many objects stand before it. */
  readonly last: { readonly construct: ApiObject; readonly chart: string; readonly at: number }[];
  readonly declared: Suppression[];
  readonly places: Map<Suppression, Place>;
  readonly invalid: string[];
  readonly decisions: PlacedDecision[];
  readonly changes: PlacedChanges[];
  /** What could not be rendered, and why. */
  readonly broken: Message[];
}

/**
 * Walks the tree once and renders each object once; items of a List become objects of their own.
 * @throws BulwarkError where constructs of two versions of cdk8s-plus are in the tree
 */
export function collect(app: IConstruct): Collection {
  refuseMixed(app);
  const draft: Draft = {
    origin: {},
    objects: [],
    last: [],
    declared: [],
    places: new Map(),
    invalid: [],
    decisions: [],
    changes: [],
    broken: [],
  };
  const beside = besideIn(app);
  tellCompanion(app, {
    beside,
    take: ({ object, changes, decisions }) => {
      append(draft.decisions, placed(decisions, draft));
      if (changes.length > 0) draft.changes.push({ object, changes, origin: draft.origin });
    },
  });
  walk(app, '', draft);
  if (draft.last.length > 0) renderTheLast(app, draft);
  tellCompanion(app, { beside, take: undefined });
  return draft;
}

/** `one problem`, `3 problems`. */
export function countOf(items: readonly unknown[], what: string): string {
  return items.length === 1 ? `one ${what}` : `${items.length} ${what}s`;
}

function walk(construct: IConstruct, chart: string, draft: Draft): void {
  for (const suppression of ownSuppressions(construct)) {
    draft.declared.push(suppression);
    draft.places.set(suppression, placeOf(construct));
  }
  validate(construct, draft);
  const inside = Chart.isChart(construct) ? construct.node.path : chart;
  if (ApiObject.isApiObject(construct)) {
    const at = draft.objects.length;
    if (rendersLast(construct)) draft.last.push({ construct, chart: inside, at });
    else render(construct, inside, draft);
  }
  for (const child of construct.node.children) walk(child, inside, draft);
}

/** Says of each object who applies it, and renders what tells about them in its place among them. */
function renderTheLast(app: IConstruct, draft: Draft): void {
  const first = draft.objects;
  const plan = planDeployment(
    app,
    first.map(({ manifest }) => manifest),
  );
  draft.objects = [];
  let from = 0;
  for (const { construct, chart, at } of draft.last) {
    append(draft.objects, first.slice(from, at));
    from = at;
    render(construct, chart, draft);
  }
  append(draft.objects, first.slice(from));
  draft.objects = draft.objects.map((object) => {
    const team = plan.teamOf(object.manifest);
    return team === undefined ? object : { ...object, team };
  });
  forgetDeployment(app);
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
  const suppressions = suppressionsOf(construct);
  const origin = { construct: construct.node.path };
  const ours = isOurs(construct);
  hookRendering(construct);
  draft.origin = origin;
  try {
    const rendered: PlainObject = construct.toJson();
    refuseScalars(rendered, construct);
    for (const manifest of flattenList(rendered)) {
      draft.objects.push({ manifest, origin, suppressions, ours, chart });
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
