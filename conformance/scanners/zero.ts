import type { ExportedSuppression } from '../../lib/core/report/exporters';
import { trivyData } from '../../lib/core/report/exporters';
import type { SuiteResult } from '../suite';
import type { Scanners } from './build';
import coverage from './coverage.json';
import type { Driver, Found, Group } from './drivers/driver';
import { nameOf } from './drivers/driver';
import { layOut } from './drivers/layout';
import type { Example } from './examples';
import waivers from './waivers.json';

/** What one program says against the whole output of the examples, with and without what is exported to it. */
export interface Zero {
  readonly result: SuiteResult;
  /** Exempt checks, with the reasons that are exported. */
  readonly exempt: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Judges the whole output twice: without any waiver, where each finding has to be exempt on its object and its check
 * has to be one of the reviewed list; and with what Bulwark exports, where nothing may be found.
 */
export async function zeroFindings(
  driver: Driver,
  examples: readonly Example[],
  scanners: Scanners,
  folder: string,
): Promise<Zero> {
  const started = performance.now();
  const problems: string[] = [];
  const exempt = new Map<string, Set<string>>();
  let objects = 0;
  let evaluated = 0;
  const against = new Set<string>();
  for (const group of examples.map(groupOf)) {
    const raw = await driver.scan(layOut({ ...group, suppressions: [] }, folder), scanners);
    objects += raw.objects;
    evaluated += raw.evaluated;
    for (const found of raw.findings) {
      const suppression = exemptionFor(driver, group.suppressions, found);
      if (suppression === undefined) problems.push(`without waivers: ${textOf(found)}`);
      else exempt.set(found.check, (exempt.get(found.check) ?? new Set<string>()).add(suppression.reason));
    }
    const exported = exports(driver, group) ? await driver.scan(layOut(group, folder), scanners) : raw;
    for (const found of exported.findings) {
      problems.push(`with waivers: ${textOf(found)}`);
      against.add(`${found.set} ${found.object}`);
    }
  }
  problems.push(...unreviewed(driver.program, exempt), ...tooLittle(driver.program, objects, evaluated));
  const expected = examples.reduce((sum, example) => sum + example.objects.length, 0);
  const seconds = (performance.now() - started) / 1000;
  const { program, version } = driver;
  const result = {
    program: `${program}: whole output`,
    version,
    judged: evaluated,
    expected,
    found: expected - against.size,
    problems,
    seconds,
  };
  return { result, exempt };
}

/** The whole output of one example, judged by itself. */
function groupOf({ name, objects, suppressions, cluster }: Example): Group {
  const { registries } = cluster;
  return { registries, sets: [{ name, objects }], apart: [], suppressions, trivyData: trivyData(cluster) };
}

/** Whether anything is exported to a program; without, its two runs are one. */
function exports({ ids }: Driver, { suppressions }: Group): boolean {
  return ids !== undefined && suppressions.some(({ checks }) => (checks[ids] ?? []).length > 0);
}

function exemptionFor(
  driver: Driver,
  suppressions: readonly ExportedSuppression[],
  { check, object }: Found,
): ExportedSuppression | undefined {
  const { ids } = driver;
  if (ids === undefined) return undefined;
  return suppressions.find(
    (one) =>
      one.checks[ids]?.includes(check) === true &&
      (one.object === undefined || nameOf(one.object.kind, one.object.name) === object),
  );
}

function textOf({ set, check, object, message }: Found): string {
  return `${set}: ${check} at ${object}: ${message}`;
}

/** What differs between the checks that were exempt and those that were reviewed. */
function unreviewed(program: string, exempt: ReadonlyMap<string, unknown>): string[] {
  const reviewed = waivers.exported.filter((row) => row.program === program).map(({ check }) => check);
  return [
    ...[...exempt.keys()]
      .filter((check) => !reviewed.includes(check))
      .map((check) => `${check} is exempt, but waivers.json does not list it`),
    ...reviewed
      .filter((check) => !exempt.has(check))
      .map((check) => `waivers.json lists ${check}, but nothing is exempt from it`),
  ];
}

/** A program that judged little passes little. */
function tooLittle(program: string, objects: number, evaluated: number): string[] {
  const least = coverage.find((row) => row.program === program);
  if (least === undefined) return [`coverage.json does not say what ${program} has to judge`];
  const problems: string[] = [];
  if (objects < least.objects) problems.push(`judged ${objects} objects; needs at least ${least.objects}`);
  if (evaluated < least.evaluated)
    problems.push(`evaluated ${evaluated} checks; needs at least ${least.evaluated}`);
  return problems;
}
