import {
  type GroupVersionKind,
  type Minor,
  referenceOf,
  type Swagger,
  shortName,
  span,
} from './kinds-swagger';

/** One line of kinds.generated.json. */
export interface KindRow extends GroupVersionKind {
  readonly plural: string;
  readonly namespaced: boolean;
  readonly since: number;
  readonly until?: number;
  /** Name of its definition in fields.generated.json. */
  readonly type: string;
  /** Of a list: the kind of its items; `*` where they are of any kind. */
  readonly items?: string;
  readonly podSpec?: readonly string[];
}

interface Found {
  readonly gvk: GroupVersionKind;
  plural: string;
  namespaced: boolean;
  readonly type: string;
  readonly items?: string;
  readonly podSpec?: readonly string[];
}

const PATH =
  /^\/apis?\/(?:[^/]+\/)?v[^/]+(\/namespaces\/\{namespace\})?\/([a-z]+)(?:\/\{name\}(\/[a-z]+)?)?$/;
const POD_SPEC = 'io.k8s.api.core.v1.PodSpec';
/** Bodies of requests, not objects that anyone keeps in a manifest. */
const NOT_OBJECTS = new Set(['DeleteOptions', 'WatchEvent', 'Status', 'APIGroup', 'APIVersions']);

/** Every kind of the documents, sorted by group, version and kind. */
export function kindRows(minors: readonly Minor[]): KindRow[] {
  const all = minors.map(({ minor }) => minor);
  const served = new Map<string, { found: Found; minors: number[] }>();
  for (const { minor, swagger } of minors) {
    for (const [key, found] of kindsIn(swagger)) {
      served.set(key, { found, minors: [...(served.get(key)?.minors ?? []), minor] });
    }
  }
  const rows = [...served].map(([key, entry]): KindRow => {
    const { gvk, plural, namespaced, type, items, podSpec } = entry.found;
    const { group, version, kind } = gvk;
    return {
      group,
      version,
      kind,
      plural,
      namespaced,
      ...span(key, entry.minors, all),
      type,
      items,
      podSpec,
    };
  });
  rows.push({
    group: '',
    version: 'v1',
    kind: 'List',
    plural: '',
    namespaced: false,
    since: all[0] ?? 0,
    type: 'List',
    items: '*',
  });
  const key = (row: KindRow): string => `${row.group}/${row.version}/${row.kind}`;
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function kindsIn(swagger: Swagger): Map<string, Found> {
  const types = new Map<string, string>();
  for (const [name, schema] of Object.entries(swagger.definitions)) {
    for (const gvk of schema['x-kubernetes-group-version-kind'] ?? []) types.set(keyOf(gvk), name);
  }
  const kinds = new Map<string, Found>();
  // Subresources last: their kinds (Eviction, Scale, TokenRequest) count only where no resource has them.
  const paths = Object.keys(swagger.paths).sort((a, b) => Number(isSub(a)) - Number(isSub(b)));
  for (const path of paths) addPath(swagger, path, types, kinds);
  return kinds;
}

function isSub(path: string): boolean {
  return PATH.exec(path)?.[3] !== undefined;
}

function addPath(
  swagger: Swagger,
  path: string,
  types: Map<string, string>,
  kinds: Map<string, Found>,
): void {
  const match = PATH.exec(path);
  if (match === null) return;
  const plural = `${match[2]}${match[3] ?? ''}`;
  const namespaced = match[1] !== undefined;
  for (const operation of Object.values(swagger.paths[path] ?? {})) {
    const gvk = operation?.['x-kubernetes-group-version-kind'];
    if (gvk === undefined || NOT_OBJECTS.has(gvk.kind)) continue;
    const type = types.get(keyOf(gvk));
    if (type === undefined) continue;
    add(kinds, { gvk, plural, namespaced, type, podSpec: podSpecPath(swagger, type) });
    const list = referenceOf(operation?.responses?.['200']?.schema);
    if (list?.endsWith(`.${gvk.kind}List`)) {
      add(kinds, {
        gvk: { ...gvk, kind: `${gvk.kind}List` },
        plural,
        namespaced,
        type: list,
        items: gvk.kind,
      });
    }
  }
}

function add(kinds: Map<string, Found>, found: Found): void {
  const known = kinds.get(keyOf(found.gvk));
  if (known === undefined) kinds.set(keyOf(found.gvk), { ...found, type: shortName(found.type) });
  // A namespaced resource has a second path without the namespace, for lists across all of them.
  else if (known.plural === found.plural && found.namespaced) known.namespaced = true;
}

function keyOf(gvk: GroupVersionKind): string {
  return `${gvk.group}/${gvk.version}/${gvk.kind}`;
}

/** The nearest pod spec under a definition, never inside a list. */
function podSpecPath(swagger: Swagger, type: string): readonly string[] | undefined {
  let level: { type: string; path: string[] }[] = [{ type, path: [] }];
  for (let depth = 0; depth < 6; depth += 1) {
    const next: typeof level = [];
    for (const at of level) {
      for (const [name, schema] of Object.entries(swagger.definitions[at.type]?.properties ?? {})) {
        const reference = referenceOf(schema);
        if (reference === POD_SPEC) return [...at.path, name];
        if (reference !== undefined && name !== 'status')
          next.push({ type: reference, path: [...at.path, name] });
      }
    }
    level = next;
  }
  return undefined;
}
