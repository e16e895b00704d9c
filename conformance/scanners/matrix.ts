import { controlOf } from '../../lib/core/controls';
import { compilePolicy } from '../../lib/core/engine/compiled-policy';
import { evaluate } from '../../lib/core/engine/evaluate';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { restricted } from '../../lib/core/policy/policy';
import { trivyData } from '../../lib/core/report/exporters';
import { inNamespace, MUTATIONS, type Mutation, mutated } from '../mutations/mutations';
import type { Scanners } from './build';
import type { Driver, Found, Group } from './drivers/driver';
import { layOut } from './drivers/layout';
import { BASE, TODAY } from './examples';
import { CONSTRAINT_NAMES } from './gatekeeper/constraints';
import { POLICY_NAMES } from './kyverno/policies';

/** What a program says about one mutation. */
export interface Cell {
  /** Ids of the program that the control names, and that this suite has; empty where it has no such check. */
  readonly expected: readonly string[];
  /** Ids that it reported and does not report of the base app. */
  readonly found: readonly string[];
}

/** What one program says about every mutation, in their order. */
export interface Column {
  readonly driver: Driver;
  readonly cells: readonly Cell[];
  readonly evaluated: number;
  readonly seconds: number;
}

/** The name of the base app among the sets. */
const UNBROKEN = 'unbroken';

/** The base app and every mutation of it, side by side in namespaces of their own. */
export function mutationGroup(base: readonly PlainObject[]): Group {
  const own = (name: string, objects: readonly PlainObject[]) => ({
    name,
    objects: inNamespace(objects, BASE.namespace, name),
  });
  return {
    registries: BASE.cluster.registries,
    sets: [own(UNBROKEN, base), ...MUTATIONS.map((mutation) => own(mutation.id, mutated(base, mutation)))],
    apart: MUTATIONS.filter(({ control }) => controlOf(control)?.on === 'set')
      .filter(({ control }) => (controlOf(control)?.refs.checkov ?? []).length > 0)
      .map(({ id }) => id),
    suppressions: [],
    trivyData: trivyData(BASE.cluster),
  };
}

/** Has one program judge every mutation. */
export async function column(
  driver: Driver,
  group: Group,
  scanners: Scanners,
  folder: string,
): Promise<Column> {
  const started = performance.now();
  const { findings, evaluated } = await driver.scan(layOut(group, folder), scanners);
  const before = new Set(findings.filter(({ set }) => set === UNBROKEN).map(keyOf));
  const bySet = new Map<string, Set<string>>();
  for (const found of findings) {
    if (before.has(keyOf(found))) continue;
    bySet.set(found.set, (bySet.get(found.set) ?? new Set<string>()).add(found.check));
  }
  const cells = MUTATIONS.map((mutation) => ({
    expected: expectedOf(driver, mutation),
    found: [...(bySet.get(mutation.id) ?? [])].sort(),
  }));
  return { driver, cells, evaluated, seconds: (performance.now() - started) / 1000 };
}

function keyOf({ check, object }: Found): string {
  return `${check} ${object}`;
}

/** Controls that break the schema: what is no object of the API, and what no version serves any more. */
const OF_THE_SCHEMA = ['schema', 'stable-api-versions'];

const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  kyverno: POLICY_NAMES,
  gatekeeper: CONSTRAINT_NAMES,
};

function expectedOf({ ids }: Driver, { control }: Mutation): readonly string[] {
  if (ids === undefined) return OF_THE_SCHEMA.includes(control) ? ['schema'] : [];
  const known = controlOf(control)?.refs[ids] ?? [];
  const written = WRITTEN[ids];
  return written === undefined ? known : known.filter((id) => written.includes(id));
}

/** The controls that Bulwark finds violated in each mutation, in their order; those of the base app first. */
export function bulwarkColumn(base: readonly PlainObject[]): readonly (readonly string[])[] {
  const policy = restricted({
    owner: 'team-web',
    email: 'team-web@example.com',
    environment: 'production',
    // The objects are our own output, and are judged as such: what is taste speaks about them too.
    everywhere: ['sorted-keys', 'instance-label-matches-name'],
  });
  const compiled = compilePolicy(policy, BASE.cluster);
  const controlsOf = (objects: readonly PlainObject[]): string[] => {
    const { findings } = evaluate(
      objects.map((manifest) => ({ manifest })),
      compiled,
      TODAY,
    );
    return [...new Set(findings.map(({ control }) => control))].sort();
  };
  return [controlsOf(base), ...MUTATIONS.map((mutation) => controlsOf(mutated(base, mutation)))];
}
