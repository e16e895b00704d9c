import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Judged } from '../../core/engine/judge';
import { flattenList } from '../../core/manifest/lists';
import type { PlainObject } from '../../core/manifest/plain';
import type { Excuse } from '../../core/policy/waiver';
import { excusesOf, ownExcuses } from '../excuses';
import { hookRendering, isOurs } from '../rendering';

/** A rendered object, with what a judgement and the writer need to know of it. */
export interface Collected extends Judged {
  /** Path of the chart that it stands in, without slashes. */
  readonly chart: string;
  /** What the files hold; its own object, so that annotations can be added. */
  readonly manifest: PlainObject;
}

/** Everything in the tree: its objects, rendered once, in construction order, and its waivers. */
export interface Collection {
  readonly objects: readonly Collected[];
  readonly declared: readonly Excuse[];
}

/** Walks the tree once and renders each object once; items of a List become objects of their own. */
export function collect(app: IConstruct): Collection {
  const objects: Collected[] = [];
  const declared: Excuse[] = [];
  walk(app, '', objects, declared);
  return { objects, declared };
}

function walk(construct: IConstruct, chart: string, objects: Collected[], declared: Excuse[]): void {
  declared.push(...ownExcuses(construct));
  const inside = Chart.isChart(construct) ? construct.node.path.replaceAll('/', '-') : chart;
  if (ApiObject.isApiObject(construct)) {
    const excuses = excusesOf(construct);
    const origin = { construct: construct.node.path };
    const ours = isOurs(construct);
    hookRendering(construct);
    for (const manifest of flattenList(construct.toJson())) {
      objects.push({ manifest, origin, excuses, ours, chart: inside });
    }
  }
  for (const child of construct.node.children) walk(child, inside, objects, declared);
}
