import { TEAMS_FOLDER } from '../core/files/file';
import { applyRank, definedKinds, isDefinedBy, standsInTheWay } from '../core/manifest/apply-order';
import { refOf } from '../core/manifest/identity';
import { addTo, type PlainObject } from '../core/manifest/plain';
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
  /** The namespace of the team whose deployer applies it. @default the platform applies it */
  readonly team?: string;
}

/**
 * Distributes objects over files whose lexical order is the order in which they apply: first what belongs to the whole
 * cluster, then a file a chart with its Namespace, quota, limits, policies and the rest, last what can refuse others:
 * webhooks, admission policies and API services. A Namespace that an earlier file needs already goes to the cluster's
 * file; objects of a kind that the output defines stay with their chart, after the definition.
 *
 * What the deployer of a team applies goes into a folder with the name of its namespace, and is no part of the rest.
 */
export function planFiles(
  objects: readonly Placed[],
  extension = '.k8s.yaml',
  registry: KindRegistry = builtinKinds,
): OutputFile[] {
  const teams = new Map<string, Placed[]>();
  const platform: Placed[] = [];
  for (const object of objects) {
    if (object.team === undefined) platform.push(object);
    else addTo(teams, object.team, object);
  }
  const folders = [...teams].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...numbered(platform, extension, registry),
    ...folders.flatMap(([team, items]) =>
      numbered(items, extension, registry).map(({ name, objects: inside }) => ({
        name: `${TEAMS_FOLDER}/${team}/${name}`,
        objects: inside,
      })),
    ),
  ];
}

function numbered(objects: readonly Placed[], extension: string, registry: KindRegistry): OutputFile[] {
  const charts = placesOf(objects, registry);
  hoistNamespaces(charts);
  const filled = [...charts].filter(([, items]) => items.length > 0);
  const first = filled[0]?.[0] === CLUSTER ? 0 : 1;
  const width = Math.max(2, String(filled.length).length);
  return filled.map(([chart, items], index) => ({
    name: `${String(index + first).padStart(width, '0')}-${NAMES.get(chart) ?? chart.replaceAll('/', '-')}${extension}`,
    objects: sorted(items, registry),
  }));
}

// Not paths that a chart can have.
const CLUSTER = '\u0000cluster';
const ADMISSION = '\u0000admission';
const NAMES: ReadonlyMap<string, string> = new Map([
  [CLUSTER, 'cluster'],
  [ADMISSION, 'admission'],
]);

/** The objects by where they go: the cluster, the charts in the order of what is in them, admission. */
function placesOf(objects: readonly Placed[], registry: KindRegistry): Map<string, PlainObject[]> {
  const defined = definedKinds(objects.map(({ manifest }) => manifest));
  const charts = new Map<string, PlainObject[]>([[CLUSTER, []]]);
  const wide: PlainObject[] = [];
  const last: PlainObject[] = [];
  for (const { chart, manifest } of objects) {
    if (standsInTheWay(manifest)) last.push(manifest);
    else if (isClusterWide(manifest, registry) && !isDefinedBy(manifest, defined)) wide.push(manifest);
    else bucket(charts, chart).push(manifest);
  }
  charts.set(CLUSTER, wide);
  charts.set(ADMISSION, last);
  return charts;
}

function bucket(charts: Map<string, PlainObject[]>, chart: string): PlainObject[] {
  const known = charts.get(chart);
  if (known !== undefined) return known;
  const made: PlainObject[] = [];
  charts.set(chart, made);
  return made;
}

/** Cluster-scoped objects other than a Namespace, which stays with its chart. */
function isClusterWide(manifest: PlainObject, registry: KindRegistry): boolean {
  const { apiVersion, kind } = refOf(manifest, registry);
  return kind !== 'Namespace' && registry.scopeOf(apiVersion, kind) === 'Cluster';
}

/** Moves Namespaces that an earlier chart needs to the objects of the cluster. */
function hoistNamespaces(charts: Map<string, PlainObject[]>): void {
  const firstUse = new Map<string, number>();
  const order = [...charts];
  for (const [index, [, items]] of order.entries()) {
    for (const item of items) {
      const namespace = refOf(item).namespace;
      if (namespace !== undefined && !firstUse.has(namespace)) firstUse.set(namespace, index);
    }
  }
  for (const [index, [chart, items]] of order.entries()) {
    const isEarly = (item: PlainObject): boolean =>
      item.kind === 'Namespace' && (firstUse.get(refOf(item).name) ?? index) < index;
    const early = items.filter(isEarly);
    if (early.length === 0) continue;
    charts.set(
      chart,
      items.filter((item) => !isEarly(item)),
    );
    for (const item of early) bucket(charts, CLUSTER).push(item);
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
