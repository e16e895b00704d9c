import { MUTATIONS } from '../mutations/mutations';
import type { SuiteResult } from '../suite';
import { CONSTRAINT_NAMES, SEEN } from './gatekeeper/constraints';
import { POLICY_NAMES } from './kyverno/policies';
import type { Cell, Column } from './matrix';
import silences from './silences.json';

/** How a program stands to a mutation. */
export type Stand =
  /** It reports a check that the broken control is known by. */
  | { readonly kind: 'agrees'; readonly check: string }
  /** It reports something else. */
  | { readonly kind: 'other'; readonly check: string }
  /** It has such a check and says nothing. */
  | { readonly kind: 'silent' }
  /** It has no such check. */
  | { readonly kind: 'unknown' };

/** How a program stands to a mutation, by what it should report and what it does. */
export function standOf({ expected, found }: Cell): Stand {
  const check = expected.find((id) => found.includes(id));
  if (check !== undefined) return { kind: 'agrees', check };
  if (expected.length > 0) return { kind: 'silent' };
  const [other] = found;
  return other === undefined ? { kind: 'unknown' } : { kind: 'other', check: other };
}

/** Why a program is silent on a mutation: the place of the reason in `silences.json`, or undefined. */
export function silenceOf(program: string, mutation: string): number | undefined {
  const index = silences.findIndex((row) => row.program === program && row.mutations.includes(mutation));
  return index < 0 ? undefined : index;
}

/** Whether a program speaks of each mutation that it has a check for, but for what is explained. */
export function agreementOf(column: Column): SuiteResult {
  const { driver, cells, evaluated, seconds } = column;
  const problems: string[] = [];
  let expected = 0;
  let found = 0;
  for (const [index, mutation] of MUTATIONS.entries()) {
    const cell = cells[index];
    if (cell === undefined) continue;
    const stand = standOf(cell);
    const explained = silenceOf(driver.program, mutation.id) !== undefined;
    if (stand.kind === 'silent' && !explained)
      problems.push(
        `${mutation.id}: needs ${cell.expected.join(' or ')}; found ${cell.found.join(', ') || 'nothing'}`,
      );
    if (stand.kind !== 'silent' && explained)
      problems.push(`${mutation.id}: silences.json explains a silence that there is not`);
    if (stand.kind === 'agrees' || (stand.kind === 'silent' && !explained)) expected += 1;
    if (stand.kind === 'agrees') found += 1;
  }
  problems.push(...toothless(column));
  const program = `${driver.program}: mutations`;
  return { program, version: driver.version, judged: evaluated, expected, found, problems, seconds };
}

/** Policies of this suite that have refused nothing prove nothing. */
function toothless({ driver, cells }: Column): string[] {
  const written = { kyverno: POLICY_NAMES, gatekeeper: CONSTRAINT_NAMES.filter((name) => name !== SEEN) };
  const names = driver.ids === 'kyverno' || driver.ids === 'gatekeeper' ? written[driver.ids] : [];
  const spoken = new Set(cells.flatMap(({ found }) => found));
  return names.filter((name) => !spoken.has(name)).map((name) => `${name} refuses no mutation`);
}
