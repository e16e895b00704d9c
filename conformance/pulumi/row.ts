import { Checks } from '../cluster/checks/checks';
import type { SuiteResult } from '../suite';
import { PULUMI } from './programs';

/** One line of the table: what it proves, and the checks that prove it. */
export async function row(program: string, prove: (checks: Checks) => Promise<void>): Promise<SuiteResult> {
  const started = performance.now();
  const checks = new Checks(PULUMI.version);
  try {
    await prove(checks);
  } catch (error) {
    checks.holds(program, false, error instanceof Error ? error.message : String(error));
  }
  return {
    program: `pulumi: ${program}`,
    version: PULUMI.version,
    judged: checks.judged,
    expected: checks.judged,
    found: checks.agreed,
    problems: checks.problems,
    seconds: (performance.now() - started) / 1000,
  };
}
