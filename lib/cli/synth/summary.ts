import type { Headroom } from '../../core/quota/headroom';
import { changesTotal } from '../change-lines';
import { count } from '../io';
import { kindsLines } from '../kinds-text';
import { headroomRows } from './headroom';
import type { AppReport } from './report-file';

/** A file that was written, with the kinds of its objects. */
export interface SummaryFile {
  readonly name: string;
  readonly kinds: ReadonlyMap<string, number>;
  /** The kinds that its CustomResourceDefinitions define. @default none */
  readonly defines?: ReadonlySet<string>;
}

const MOST_FILES = 12;

/** Counts the objects of a canonical text by kind, without reading it: `kind` is at the start of a line once an object. */
export function kindsOf(text: string): Map<string, number> {
  const kinds = new Map<string, number>();
  for (const [, kind = ''] of text.matchAll(/^kind: (.+)$/gm)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return kinds;
}

/** The kinds that the CustomResourceDefinitions of a canonical text define, without reading it. */
export function definedIn(text: string): Set<string> {
  const names = /^ {2}names:\n(?: {4}.*\n)*? {4}kind: (.+)$/gm;
  if (!/^kind: CustomResourceDefinition$/m.test(text)) return new Set();
  return new Set([...text.matchAll(names)].map(([, kind = '']) => kind));
}

/** How to apply an output that holds objects of kinds which it defines itself: kubectl looks up all kinds before it applies anything. */
function stepsText(files: readonly SummaryFile[], out: string): string[] {
  const file = files.find(({ defines }) => defines !== undefined && defines.size > 0);
  const used = [...(file?.defines ?? [])].some((kind) => files.some(({ kinds }) => kinds.has(kind)));
  if (file === undefined || !used) return [];
  const first = `kubectl apply -f ${out}/${file.name} && kubectl wait --for=condition=Established crd --all`;
  return [`The output defines kinds that it also uses. The first time: ${first} && kubectl apply -f ${out}`];
}

/**
 * What a run came to, as a short table.
 * @param configuration names of the files that are no objects
 */
export function summaryLines(
  report: AppReport,
  files: readonly SummaryFile[],
  configuration: readonly string[],
  out: string,
  seconds: number,
): string[] {
  const changed = changesTotal(report.changes ?? []);
  const rows: (readonly [string, string])[] = [
    ['objects', `${report.objects}${kindList(files)}`],
    ['controls', `${report.controls} of ${report.profile}, ${count(report.judgements, 'judgement')}`],
    ['findings', String(report.findings.length)],
    ['suppressed', suppressedText(report)],
    ...(changed === undefined ? [] : [['changed', `${changed} (--changes lists them)`] as const]),
    ...clusterRows(report),
    ...headroomRows(quotasOf(report)),
    ['time', `${seconds.toFixed(1)} s`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const shown = files.slice(0, MOST_FILES);
  const rest = files.length - shown.length;
  const place =
    files.length > 0 || report.objects === 0
      ? `${count(files.length + configuration.length, 'file')} in ${out}`
      : 'where the code of the app says (outdir)';
  return [
    ...rows.map(([name, text]) => `${name.padEnd(width)}  ${text}`),
    `${'files'.padEnd(width)}  ${place}`,
    ...shown.map(({ name, kinds }) => `  ${name}: ${count(total(kinds), 'object')}`),
    ...(rest > 0 ? [`  … and ${rest} more`] : []),
    ...configuration.map((name) => `  ${name}: no object; install it where its program reads it`),
    ...kindsLines(report),
    ...foldersOf(report).flatMap((folder) => stepsText(filesBelow(files, folder), `${out}${folder}`)),
    ...(report.profile.startsWith('dev')
      ? ['This is the profile for development clusters: not for production.']
      : []),
  ];
}

/** The cluster, or that of each environment. */
function clusterRows({ environments, cluster, kubernetes }: AppReport): (readonly [string, string])[] {
  if (environments === undefined) return [['cluster', `${cluster}, Kubernetes ${kubernetes}`]];
  return environments.map(({ name, report }, at) => [
    at === 0 ? 'cluster' : '',
    `${name}: ${report.cluster}, Kubernetes ${report.kubernetes}`,
  ]);
}

/** The quotas, each with its environment where there are several. */
function quotasOf({ environments, quotas = [] }: AppReport): readonly Headroom[] {
  if (environments === undefined) return quotas;
  return environments.flatMap(({ name, report }) =>
    (report.quotas ?? []).map((quota) => ({ ...quota, namespace: `${name} ${quota.namespace}` })),
  );
}

/** The folders of the output: one for each environment, with a slash before it. */
function foldersOf({ environments }: AppReport): readonly string[] {
  return environments === undefined ? [''] : environments.map(({ name }) => `/${name}`);
}

function filesBelow(files: readonly SummaryFile[], folder: string): readonly SummaryFile[] {
  if (folder === '') return files;
  const start = `${folder.slice(1)}/`;
  return files
    .filter(({ name }) => name.startsWith(start))
    .map((file) => ({ ...file, name: file.name.slice(start.length) }));
}

function total(kinds: ReadonlyMap<string, number>): number {
  return [...kinds.values()].reduce((sum, number) => sum + number, 0);
}

/** Kinds by count in brackets, the most frequent first; nothing where no file is known. */
function kindList(files: readonly SummaryFile[]): string {
  const all = new Map<string, number>();
  for (const { kinds } of files)
    for (const [kind, number] of kinds) all.set(kind, (all.get(kind) ?? 0) + number);
  const sorted = [...all].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
  const named = sorted.slice(0, 6).map(([kind, number]) => `${number} ${kind}`);
  const rest = sorted.length > named.length ? [`${sorted.length - named.length} more kinds`] : [];
  return named.length === 0 ? '' : ` (${[...named, ...rest].join(', ')})`;
}

function suppressedText({ suppressed, without }: AppReport): string {
  const waived = suppressed.filter(({ by }) => by === 'waiver').length;
  const refused = suppressed.length - waived;
  const parts = [`${waived} by waivers`, `${refused} by opt-outs`];
  const left = without.length === 0 ? '' : `; ${count(without.length, 'control')} left out`;
  return suppressed.length === 0 ? `0${left}` : `${suppressed.length} (${parts.join(', ')})${left}`;
}
