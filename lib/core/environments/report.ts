import type { Report } from '../report/report';
import type { EnvironmentDifference } from './differences';

/** The report of an environment. */
export interface EnvironmentReport {
  readonly name: string;
  readonly report: Report;
}

/** The report of a run for several environments: all of them together, and each by itself. */
export interface EnvironmentsReport extends Report {
  /** Each environment, judged by its own cluster. */
  readonly environments: readonly EnvironmentReport[];
  /** Every field that differs between them. */
  readonly differences: readonly EnvironmentDifference[];
  /** What is wrong with the environments themselves, and with their names and selectors, one line each. */
  readonly refused: readonly string[];
}

/** What stands for one value in the report of all environments where each has its own. */
function joined(values: readonly string[]): string {
  return [...new Set(values)].join(', ');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The report of all environments together; undefined where there is none. */
export function environmentsReport(
  environments: readonly EnvironmentReport[],
  differences: readonly EnvironmentDifference[],
  refused: readonly string[],
): EnvironmentsReport | undefined {
  const reports = environments.map(({ report }) => report);
  const [first] = reports;
  if (first === undefined) return undefined;
  const all = <Item>(items: (report: Report) => readonly Item[]): Item[] => reports.flatMap(items);
  return {
    profile: joined(reports.map(({ profile }) => profile)),
    cluster: joined(reports.map(({ cluster }) => cluster)),
    kubernetes: joined(reports.map(({ kubernetes }) => kubernetes)),
    today: first.today,
    objects: sum(reports.map(({ objects }) => objects)),
    controls: Math.max(...reports.map(({ controls }) => controls)),
    judgements: sum(reports.map(({ judgements }) => judgements)),
    quotas: all(({ quotas }) => quotas),
    findings: placed(environments, ({ findings }) => findings),
    suppressed: placed(environments, ({ suppressed }) => suppressed),
    unjudged: all(({ unjudged }) => unjudged),
    declared: all(({ declared }) => declared),
    decisions: all(({ decisions }) => decisions),
    changes: all(({ changes }) => changes),
    invalid: environments.flatMap(({ name, report }) => report.invalid.map((line) => `${name}: ${line}`)),
    without: first.without,
    locked: first.locked,
    rules: null,
    environments,
    differences,
    refused,
  };
}

/** Findings of all environments, each with the name of its own. */
function placed<Item extends { readonly message: string }>(
  environments: readonly EnvironmentReport[],
  items: (report: Report) => readonly Item[],
): (Item & { readonly environment: string })[] {
  return environments.flatMap(({ name, report }) =>
    items(report).map((item) => ({ ...item, environment: name, message: `${name}: ${item.message}` })),
  );
}
