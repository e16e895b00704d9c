import { cpus, totalmem } from 'node:os';
import { SIDES, type Side } from './children';
import { type Goal, goalsOf, programGoalsOf } from './goals';
import type { Results, Row } from './measure';
import type { FrontEnd } from './options';
import type { Programs } from './programs';
import type { Summary } from './statistics';

const MARKERS: Readonly<Record<FrontEnd, string>> = { cdk8s: 'measured', pulumi: 'measured with Pulumi' };

const NAMES: Readonly<Record<Side, string>> = {
  hardened: 'HardenedApp',
  plain: 'cdk8s, same charts',
  'plain-one-chart': 'cdk8s, one chart',
  floor: 'JSON.stringify',
};

const HEAD = [
  '| workloads | side | objects | construction | synth | together | an object | peak memory | runs |',
  '| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
];

/** The tables of a run, as Markdown. */
export function tablesOf(results: Results): string {
  const rows = results.rows.flatMap((row) => SIDES.map((side) => lineOf(row, side)));
  return [machine(), '', ...HEAD, ...rows, '', ...goalTable(goalsOf(results))].join('\n');
}

/** The tables of the Pulumi programs, as Markdown. */
export function programTablesOf(programs: Programs): string {
  const rows = programs.rows.flatMap(({ workloads, hardened, plain }) => [
    cellsOf(workloads, 'components', hardened),
    ...(plain === undefined ? [] : [cellsOf(workloads, 'plain', plain)]),
  ]);
  const head = HEAD.map((line) => line.replace('synth', 'registration'));
  return [machine(), '', ...head, ...rows, '', ...goalTable(programGoalsOf(programs))].join('\n');
}

/**
 * Puts the tables of a front end between its markers in a page.
 * @throws Error where the page has no markers
 */
export function replaceTables(page: string, frontEnd: FrontEnd, tables: string): string {
  const open = `<!-- ${MARKERS[frontEnd]}: start -->`;
  const close = `<!-- ${MARKERS[frontEnd]}: end -->`;
  const start = page.indexOf(open);
  const end = page.indexOf(close);
  if (start < 0 || end < start) throw new Error(`the page needs ${open} and ${close}`);
  return `${page.slice(0, start + open.length)}\n${tables}\n${page.slice(end)}`;
}

function goalTable(goals: readonly Goal[]): string[] {
  const lines = goals.map(({ goal, measured, met }) => `| ${goal} | ${measured} | ${met ? 'yes' : 'no'} |`);
  return ['| goal | measured | met |', '| --- | --- | --- |', ...lines];
}

function lineOf({ workloads, sides }: Row, side: Side): string {
  const summary = sides[side];
  if (side !== 'floor') return cellsOf(workloads, NAMES[side], summary);
  const { objects, synth, runs } = summary;
  return tableRow([
    workloads.toLocaleString('en'),
    NAMES[side],
    objects.toLocaleString('en'),
    '',
    time(synth),
    '',
    micros(synth, summary),
    '',
    String(runs),
  ]);
}

function cellsOf(workloads: number, name: string, summary: Summary): string {
  const { objects, construction, synth, total, memory, runs } = summary;
  return tableRow([
    workloads.toLocaleString('en'),
    name,
    objects.toLocaleString('en'),
    time(construction),
    time(synth),
    time(total),
    micros(total, summary),
    `${Math.round(memory / 2 ** 20)} MiB`,
    String(runs),
  ]);
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function time(milliseconds: number): string {
  return milliseconds < 10_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

function micros(milliseconds: number, { objects }: Summary): string {
  return `${Math.round((1000 * milliseconds) / objects)} µs`;
}

function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const release = process.versions.node;
  return `Measured on a machine with ${cpus().length} cores and ${memory} GiB of memory, Node.js ${release}.`;
}
