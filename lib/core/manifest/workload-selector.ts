import { homeGroup } from './identity';
import { isAbsent, isPlain, objectAt, type PlainObject, stringAt } from './plain';
import { groupOf } from './registry';
import { type LabelSelector, selectorOf } from './selector';
import table from './workload-selectors.json';

interface Row {
  readonly group: string;
  readonly kind: string;
  /** The selector holds bare labels. */
  readonly bare?: boolean;
  /** The versions in which the labels of the template are taken where no selector is written. */
  readonly defaulted?: readonly string[];
  /** The field of the spec that makes the selector count; the server writes one of its own otherwise. */
  readonly when?: string;
}

const rows: readonly Row[] = table;

const ROWS: ReadonlyMap<string, Row> = new Map(rows.map((row) => [`${row.group}/${row.kind}`, row]));

/**
 * The label selector by which the controller of a workload finds the pods that it keeps, defaults of the API included, as
 * it is in the manifest. Undefined for kinds without one, and where none is written and none is the default.
 */
export function writtenSelector(manifest: PlainObject): unknown {
  const apiVersion = stringAt(manifest, 'apiVersion') ?? '';
  const kind = stringAt(manifest, 'kind') ?? '';
  const row = ROWS.get(`${homeGroup(groupOf(apiVersion), kind)}/${kind}`);
  const spec = objectAt(manifest, 'spec');
  if (row === undefined || (row.when !== undefined && spec?.[row.when] !== true)) return undefined;
  const written = spec?.selector;
  if (isEmpty(written) && row.defaulted?.includes(apiVersion)) {
    const labels = objectAt(objectAt(objectAt(spec, 'template'), 'metadata'), 'labels');
    return labels === undefined ? undefined : { matchLabels: labels };
  }
  if (isAbsent(written)) return undefined;
  return row.bare === true ? { matchLabels: written } : written;
}

/** The same, read; undefined also where it has a form that cannot be judged. */
export function workloadSelector(manifest: PlainObject): LabelSelector | undefined {
  return selectorOf(writtenSelector(manifest));
}

function isEmpty(selector: unknown): boolean {
  return isAbsent(selector) || (isPlain(selector) && Object.keys(selector).length === 0);
}
