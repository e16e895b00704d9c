import { cpus, totalmem } from 'node:os';
import { SIDES, type Side } from './children';
import { goalsOf } from './goals';
import type { Results, Row } from './measure';
import type { Summary } from './statistics';

const START = '<!-- measured: start -->';
const END = '<!-- measured: end -->';

const NAMES: Readonly<Record<Side, string>> = {
  hardened: 'HardenedApp',
  plain: 'cdk8s, same charts',
  'plain-one-chart': 'cdk8s, one chart',
  floor: 'JSON.stringify',
};

/** The tables of a run, as Markdown. */
export function tablesOf(results: Results): string {
  const head = [
    '| workloads | side | objects | construction | synth | together | an object | peak memory | runs |',
    '| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
  const rows = results.rows.flatMap((row) => SIDES.map((side) => lineOf(row, side)));
  const goals = goalsOf(results).map(
    ({ goal, measured, met }) => `| ${goal} | ${measured} | ${met ? 'yes' : 'no'} |`,
  );
  return [
    machine(),
    '',
    ...head,
    ...rows,
    '',
    '| goal | measured | met |',
    '| --- | --- | --- |',
    ...goals,
  ].join('\n');
}

/**
 * Puts the tables between the markers of a page.
 * @throws Error where the page has no markers
 */
export function replaceTables(page: string, tables: string): string {
  const start = page.indexOf(START);
  const end = page.indexOf(END);
  if (start < 0 || end < start) throw new Error(`the page needs ${START} and ${END}`);
  return `${page.slice(0, start + START.length)}\n${tables}\n${page.slice(end)}`;
}

function lineOf({ workloads, sides }: Row, side: Side): string {
  const { objects, construction, synth, total, memory, runs } = sides[side];
  const floor = side === 'floor';
  const cells = [
    workloads.toLocaleString('en'),
    NAMES[side],
    objects.toLocaleString('en'),
    floor ? '' : time(construction),
    time(synth),
    floor ? '' : time(total),
    floor ? micros(synth, sides[side]) : micros(total, sides[side]),
    floor ? '' : `${Math.round(memory / 2 ** 20)} MiB`,
    String(runs),
  ];
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
