import { code, table } from '../lib/page';
import { MUTATIONS } from '../mutations/mutations';
import { silenceOf, standOf } from './agreement';
import type { Column } from './matrix';
import silences from './silences.json';
import type { Zero } from './zero';

const INTRO = `## Scanners find nothing

The whole output of the [examples](../examples), and of an app with every kind of container, is judged with default and
optional checks on. Kyverno and Gatekeeper judge by policies that were written for this suite, and each of those refuses
at least one of the mutations below. kubeconform judges by schemas in which nothing is allowed that they do not name.
`;

/** The part of the page: what was judged, what is exempt and why, and the matrix of mutations and programs. */
export function partOf(zeros: readonly Zero[], columns: readonly Column[]): string {
  return [
    INTRO,
    table(
      ['program', 'version', 'checks evaluated', 'objects', 'findings'],
      zeros.map(({ result: { program, version, judged, expected, found } }) =>
        [program.split(':')[0] ?? program, version, judged, expected, expected - found].map(String),
      ),
    ),
    '\nNothing is configured but the waivers that Bulwark exports: each for one object, but for the false alarms of Trivy.\n',
    table(
      ['program', 'exempt from', 'because'],
      zeros.flatMap(({ result, exempt }) =>
        [...exempt]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([check, reasons]) => [
            result.program.split(':')[0] ?? '',
            code(check),
            [...reasons].sort().join('; '),
          ]),
      ),
    ),
    matrix(columns),
    '\n## Why a program is silent\n\nIt has a check for what is broken, and does not report it:\n',
    silences
      .map(
        ({ program, mutations, why }, index) =>
          `${index + 1}. ${program}, ${mutations.map(code).join(', ')}: ${why}.`,
      )
      .join('\n'),
    '',
  ].join('\n');
}

function matrix(columns: readonly Column[]): string {
  const text = `
## And they do bark

${MUTATIONS.length} mutations of one app, one thing broken in each. Bulwark refuses all of them by the control that is named. For each
program the table has the check that it reports: one that the control is known by; in italics another one; a dot where it
has no such check; and where it has one but is silent, the number of the reason below.
`;
  const rows = MUTATIONS.map(({ id, control }, index) => [
    code(id),
    control === 'schema' ? code(control) : `[\`${control}\`](controls/${control}.md)`,
    ...columns.map(({ driver, cells }) => {
      const cell = cells[index];
      if (cell === undefined) return '';
      const stand = standOf(cell);
      if (stand.kind === 'agrees') return code(stand.check);
      if (stand.kind === 'other') return `*${code(stand.check)}*`;
      if (stand.kind === 'unknown') return '·';
      const silence = silenceOf(driver.program, id);
      return silence === undefined ? '**silent**' : `silent (${silence + 1})`;
    }),
  ]);
  const programs = columns.map(({ driver }) => driver.program);
  return `${text}\n${table(['mutation', 'control', ...programs], rows)}`;
}
