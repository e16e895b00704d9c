import { code, table } from '../lib/page';
import type { SuiteResult } from '../suite';
import reviewed from './reviewed.json';

const SORTS: Readonly<Record<string, string>> = {
  cluster: 'decided by the cluster',
  unjudged: 'not judged',
  passes: 'let pass where every admission plugin is on',
  taken: 'refused here alone',
  field: 'named by the server besides',
  more: 'named here besides',
};

/** The suite's part of the page. @param rules how many rules there are, and how many of them were shown to hold */
export function partOf(
  results: readonly SuiteResult[],
  rules: Pick<SuiteResult, 'judged' | 'found'>,
): string {
  const rows = results.map(({ version, judged, notes = [] }) => [version, String(judged), notes.join(', ')]);
  const differences = reviewed.differences.map((entry) => [
    SORTS[entry.sort] ?? entry.sort,
    code(cell(entry.field ?? entry.message ?? '')),
    entry.because,
  ]);
  const uncovered = reviewed.uncovered.map(({ rule, because }) => [code(rule), because]);
  return [
    INTRODUCTION,
    table(['kube-apiserver', 'objects', 'of them'], rows),
    `Of the ${rules.judged + uncovered.length} places in the rules that refuse something, ${rules.found} were each seen to refuse at least 20 objects that a server refuses, and to let pass at least 20 that it takes.${uncovered.length === 0 ? '' : ' These cannot be:'}`,
    ...(uncovered.length === 0 ? [] : [table(['rule', 'because'], uncovered)]),
    'These differences were looked at and stay. One that nothing needs any more fails the run.',
    table(['what', 'where', 'because'], differences),
  ].join('\n\n');
}

const INTRODUCTION = `## What the API server refuses

Every object is created with a dry run and strict fields on three API servers, whose admission plugins that ask for other
objects are off; the same object is judged as \`bulwark check\` judges it. The objects are valid ones of every kind that
has rules here, each changed in one field: taken away, null, empty, negative, huge, with a bad name, twice, with another
member of a union, and what each rule is about. Nothing that a server refuses may pass, nothing that it takes may be
refused, and every field that it refuses has to be refused here, and no other. Of what it takes, every warning that it
sends has to be a finding at the same field, and without a warning there may be none, but for a reviewed list
(\`conformance/validation/warnings.json\`).`;

/** A string that may be in a cell of a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
