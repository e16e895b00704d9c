import { applyRank } from '../core/manifest/apply-order';
import { refOf } from '../core/manifest/identity';
import type { PlainObject } from '../core/manifest/plain';
import { builtinKinds, type KindRegistry } from '../core/manifest/registry';
import { writeDocuments } from '../core/yaml/write';

/** A file that a run writes: its name inside the output folder, and its objects in the order in which they apply. */
export interface OutputFile {
  readonly name: string;
  readonly objects: readonly PlainObject[];
}

/** What the planner needs to know of an object. */
export interface Placed {
  /** Path of its chart. */
  readonly chart: string;
  readonly manifest: PlainObject;
}

const CLUSTER = 'cluster';

/**
 * Distributes objects over files whose lexical order is the order in which they apply: first what belongs to the whole
 * cluster, then a file a chart with its Namespace, quota, limits, policies and the rest. A Namespace that an earlier
 * file needs already goes to the cluster's file.
 */
export function planFiles(
  objects: readonly Placed[],
  extension = '.k8s.yaml',
  registry: KindRegistry = builtinKinds,
): OutputFile[] {
  const charts = new Map<string, PlainObject[]>([[CLUSTER_KEY, []]]);
  for (const { chart, manifest } of objects)
    if (!isClusterWide(manifest, registry)) bucket(charts, chart).push(manifest);
  for (const { chart, manifest } of objects) {
    if (isClusterWide(manifest, registry)) bucket(charts, CLUSTER_KEY).push(manifest);
    else bucket(charts, chart);
  }
  hoistNamespaces(charts);
  const filled = [...charts].filter(([, items]) => items.length > 0);
  const width = Math.max(2, String(filled.length).length);
  return filled.map(([chart, items], index) => {
    const number = String(chart === CLUSTER_KEY ? 0 : index + (hasCluster(filled) ? 0 : 1)).padStart(
      width,
      '0',
    );
    return {
      name: `${number}-${chart === CLUSTER_KEY ? CLUSTER : chart.replaceAll('/', '-')}${extension}`,
      objects: sorted(items, registry),
    };
  });
}

// Not a path that a chart can have.
const CLUSTER_KEY = '\u0000cluster';

function bucket(charts: Map<string, PlainObject[]>, chart: string): PlainObject[] {
  const known = charts.get(chart);
  if (known !== undefined) return known;
  const made: PlainObject[] = [];
  charts.set(chart, made);
  return made;
}

function hasCluster(filled: readonly (readonly [string, readonly PlainObject[]])[]): boolean {
  return filled[0]?.[0] === CLUSTER_KEY;
}

/** Cluster-scoped objects other than a Namespace, which stays with its chart. */
function isClusterWide(manifest: PlainObject, registry: KindRegistry): boolean {
  const { apiVersion, kind } = refOf(manifest, registry);
  return kind !== 'Namespace' && registry.scopeOf(apiVersion, kind) === 'Cluster';
}

function hoistNamespaces(charts: Map<string, PlainObject[]>): void {
  const firstUse = new Map<string, number>();
  const order = [...charts.values()];
  for (const [index, items] of order.entries()) {
    for (const item of items) {
      const namespace = refOf(item).namespace;
      if (namespace !== undefined && !firstUse.has(namespace)) firstUse.set(namespace, index);
    }
  }
  for (const [index, items] of order.entries()) {
    for (const item of [...items]) {
      if (item.kind !== 'Namespace') continue;
      const used = firstUse.get(refOf(item).name);
      if (used === undefined || used >= index) continue;
      items.splice(items.indexOf(item), 1);
      order[0]?.push(item);
    }
  }
}

function sorted(items: readonly PlainObject[], registry: KindRegistry): PlainObject[] {
  return items
    .map((item, index) => ({ item, index, rank: applyRank(item, registry) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ item }) => item);
}

/** The text of a file. */
export function textOf(file: OutputFile): string {
  return writeDocuments(file.objects);
}
