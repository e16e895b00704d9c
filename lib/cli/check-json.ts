import { environmentsReport } from '../core/environments/report';
import type { PlainObject } from '../core/manifest/plain';
import { Rows } from '../core/printable';
import type { LeftOut } from './inputs/left-out';
import { locatedFindings, locatedSuppressed } from './located';
import type { Told } from './told';

/**
 * What `bulwark check` tells as JSON: the report with files and lines; of several environments all of them together, each
 * finding with the name of its own, and each environment by itself.
 */
export function plainOf(all: readonly Told[]): PlainObject {
  const [first] = all;
  if (first !== undefined && first.environment === undefined) {
    const { findings, suppressed } = first.judgement;
    const rows = {
      findings: new Rows(locatedFindings(findings)),
      suppressed: new Rows(locatedSuppressed(suppressed)),
    };
    return { ...first.report, ...rows, ...inputOf(first) };
  }
  const reports = all.map(({ environment = '', report }) => ({ name: environment, report }));
  const {
    differences: _differences,
    refused: _refused,
    ...report
  } = environmentsReport(reports, [], []) ?? {};
  const leftOut = (part: keyof LeftOut): unknown[] => all.flatMap((told) => [...told.leftOut[part]]);
  return {
    ...report,
    findings: new Rows(placed(all, ({ judgement }) => locatedFindings(judgement.findings))),
    suppressed: new Rows(placed(all, ({ judgement }) => locatedSuppressed(judgement.suppressed))),
    leftOut: {
      excluded: leftOut('excluded'),
      noManifests: leftOut('noManifests'),
      links: leftOut('links'),
    },
    unreadable: all.flatMap(({ problems }) => problems),
    environments: new Rows(eachOf(all)),
  };
}

function inputOf({ run, wrong, leftOut, problems }: Told): PlainObject {
  const of = run === undefined ? null : { file: run.name, fits: wrong.length === 0, misfits: wrong };
  return { leftOut, unreadable: problems, run: of };
}

/** Rows of all environments, each with the name of its own. */
function* placed(
  all: readonly Told[],
  rowsOf: (told: Told) => Iterable<{ readonly message: string }>,
): Generator<PlainObject> {
  for (const told of all) {
    const { environment } = told;
    for (const row of rowsOf(told)) yield { ...row, environment, message: `${environment}: ${row.message}` };
  }
}

function* eachOf(all: readonly Told[]): Generator<PlainObject> {
  for (const told of all) {
    const { environment: name, report, judgement } = told;
    const findings = [...locatedFindings(judgement.findings)];
    const suppressed = [...locatedSuppressed(judgement.suppressed)];
    yield { name, report: { ...report, findings, suppressed, ...inputOf(told) } };
  }
}
