import type { CompiledPolicy } from '../../lib/core/engine/compiled-policy';
import { evaluate } from '../../lib/core/engine/evaluate';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { normal, TAKEN, type Verdict } from './compare';
import table from './warnings.json';

/** The controls that say what the API server warns about. */
const CONTROLS: ReadonlySet<string> = new Set([
  'memory-in-whole-bytes',
  'no-api-server-warnings',
  'no-duplicate-env-vars',
  'stable-api-versions',
  'storage-in-whole-bytes',
]);

/** Any day: nothing here has an end. */
const TODAY = '2026-11-21';

interface Reviewed {
  readonly sort: string;
  readonly pattern: string;
  readonly because: string;
}

const ENTRIES: readonly Reviewed[] = table;
const used = new Set<Reviewed>();

function allowed(sort: 'missed' | 'more', text: string): boolean {
  const entry = ENTRIES.find((one) => one.sort === sort && new RegExp(one.pattern).test(text));
  if (entry !== undefined) used.add(entry);
  return entry !== undefined;
}

/** Reviewed differences that no object needed. */
export function unusedWarnings(): string[] {
  return ENTRIES.filter((entry) => !used.has(entry)).map(({ pattern, because }) => `${pattern}: ${because}`);
}

/**
 * How warnings and findings on an object that the server takes differ, in one line each: every warning has a finding at
 * its field, and without any warning there is no finding.
 */
export function warningDifferences(
  { warnings, status }: Verdict,
  object: PlainObject,
  compiled: CompiledPolicy,
): string[] {
  if (status >= TAKEN) return [];
  const findings = evaluate([{ manifest: object }], compiled, TODAY).findings.filter(({ control }) =>
    CONTROLS.has(control),
  );
  const paths = findings.map(({ path }) => normal(path).toLowerCase());
  const missed = warnings.filter((warning) => !isFound(warning, paths) && !allowed('missed', warning));
  const more =
    warnings.length > 0 ? [] : findings.map((one) => `${one.control} ${one.object.kind} ${one.path}`);
  return [
    ...missed.map((warning) => `warned of, and not found here: ${warning}`),
    ...more.filter((text) => !allowed('more', text)).map((text) => `found here without a warning: ${text}`),
  ];
}

const FIELD =
  /^(?:spec|metadata|template|scheduling|allowedTopologies|nodeTopology|subsets|endpoints)\b[^\s:]*/;

/** Whether there is a finding at the field that a warning begins with; of some warnings that is none. */
function isFound(warning: string, paths: readonly string[]): boolean {
  const field = FIELD.exec(warning)?.[0];
  if (field === undefined) return paths.length > 0;
  // A request that is not there is that of the limit, and a name that is not there is made.
  const name = normal(field).toLowerCase();
  const names = [
    name,
    name.replace('.requests.', '.limits.'),
    name.replace('metadata.name', 'metadata.generatename'),
  ];
  return names.some((one) => paths.some((path) => path.startsWith(one) || one.startsWith(path)));
}
