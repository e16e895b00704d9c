/** The parts of an OpenAPI 2 document of the API server that the tables are made from. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
}

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export interface Operation {
  readonly 'x-kubernetes-group-version-kind'?: GroupVersionKind;
  readonly responses?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

export interface Swagger {
  readonly definitions: Readonly<Record<string, Schema>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | undefined>>>>;
}

/** One minor version of Kubernetes and its document. */
export interface Minor {
  readonly minor: number;
  readonly swagger: Swagger;
}

const PREFIXES = [
  'io.k8s.api.',
  'io.k8s.apimachinery.pkg.apis.',
  'io.k8s.apimachinery.pkg.',
  'io.k8s.apiextensions-apiserver.pkg.apis.',
  'io.k8s.kube-aggregator.pkg.apis.',
];

/** `io.k8s.api.apps.v1.Deployment` -> `apps.v1.Deployment`. */
export function shortName(name: string): string {
  const prefix = PREFIXES.find((candidate) => name.startsWith(candidate)) ?? '';
  return name.slice(prefix.length);
}

/** The definition that a `$ref` names, in full; undefined where the schema is no reference. */
export function referenceOf(schema: Schema | undefined): string | undefined {
  return schema?.$ref?.replace('#/definitions/', '');
}

/** `since` and `until` of something served in these minors; `until` is absent where the newest still has it. */
export function span(
  what: string,
  served: readonly number[],
  all: readonly number[],
): { since: number; until?: number } {
  const since = Math.min(...served);
  const last = Math.max(...served);
  const gaps = all.filter((minor) => minor > since && minor < last && !served.includes(minor));
  if (gaps.length > 0) process.stderr.write(`warning: ${what} is missing in ${gaps.join(', ')}\n`);
  return last === all.at(-1) ? { since } : { since, until: last };
}
