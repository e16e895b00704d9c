import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { FILES_FOLDER, TEAMS_FOLDER } from '../../core/files/file';
import { type Comparison, compareManifests } from '../../core/manifest/compare';
import { flattenList } from '../../core/manifest/lists';
import type { PlainObject } from '../../core/manifest/plain';
import { printableJson } from '../../core/printable';
import { readManifests } from '../../core/yaml';
import { writeFileAtomic } from '../../writer/atomic';
import { writeOutput } from '../../writer/write';
import { changeLines } from '../change-lines';
import { dayFrom } from '../days';
import {
  clusterIn,
  type ExportTarget,
  exportTargets,
  exportWaivers,
  type PlacedObject,
} from '../export-waivers';
import { findingsLines } from '../findings-text';
import { sha256Of } from '../inputs/digest';
import { count, FINDINGS, type Io, OK, UsageError, withProgress } from '../io';
import { loadWhole } from '../manifests';
import { painter } from '../paint';
import { comparisonLines, refusalLines } from './against';
import { type ChildResult, linesOfApp, runApp } from './child';
import {
  below,
  type Configuration,
  type ConfigurationChange,
  compareConfiguration,
  configurationLines,
  readConfiguration,
} from './configuration';
import { decisionLines } from './decision-lines';
import { failureOf } from './failure';
import { type FrontEnd, type FrontEndOptions, frontEnd } from './front-end';
import { type AppReport, readReport, type WrittenReport } from './report-file';
import { handOver, type RuleOptions, settingsFrom } from './settings';
import { definedIn, kindsOf, summaryLines } from './summary';

/** Options of `bulwark synth`. */
export interface SynthOptions extends FrontEndOptions, RuleOptions {
  readonly today?: string;
  readonly images?: string;
  readonly against?: string;
  readonly report?: string;
  /** Whether each change of third-party objects is printed; the report has them anyway. */
  readonly changes?: boolean;
  /** `PROGRAM=FILE`: where the waivers go in the terms of another program. */
  readonly exportWaivers?: readonly string[];
  readonly format: 'text' | 'json';
}

/** What a run came to, before anything is written. */
interface Rendering {
  readonly report: AppReport | undefined;
  readonly files: ReadonlyMap<string, string>;
  /** Files that are no objects, by their names in the output. */
  readonly configuration: Configuration;
  /** Why there is nothing to write; empty where all is well. */
  readonly problems: readonly string[];
}

/**
 * `bulwark synth`: runs the app as the cdk8s CLI does, or a Pulumi program with mocks, into a folder of its own; where
 * nothing stands against it, the files replace those of the previous run.
 * @returns the exit code: 0 written, 1 findings, a replaced identity or a broken app (nothing is written then)
 * @throws UsageError for wrong options and for an earlier output that cannot be read
 */
export async function synth(options: SynthOptions, io: Io): Promise<number> {
  const started = io.now().getTime();
  const front = frontEnd(options, io);
  const { out } = front;
  const targets = exportTargets(options.exportWaivers);
  const variables = variablesOf(options, io);
  const settings = settingsFrom(options, io);
  const old = options.against === undefined ? undefined : await readOld(options.against, io);
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-synth-'));
  try {
    const rendering = await withProgress(io, 'synthesizing', () =>
      render(front, { ...variables, ...handOver(settings, folder) }, folder, options, io),
    );
    const { report, files, configuration } = rendering;
    const { comparison, changes } = old === undefined ? NOT_COMPARED : compare(old, rendering);
    const problems = [...rendering.problems, ...refusalLines(comparison)];
    const good = problems.length === 0 && report?.findings.length === 0;
    const all = new Map([...files, ...configuration]);
    if (good && !writesElsewhere(report, files)) writeOutput(resolve(io.cwd, out), all, front.mode);
    if (options.report !== undefined && report !== undefined) {
      const written =
        good && all.size > 0 ? { ...report, ...writtenFiles(files, report, configuration) } : report;
      writeFileAtomic(resolve(io.cwd, options.report), `${printableJson(written)}\n`);
    }
    if (good) exportReport(targets, report, files, io);
    const result = { out, report, files, configuration, comparison, changes, problems, good };
    if (options.format === 'json') io.stdout.json(plainOf(result));
    else tell(result, options, (io.now().getTime() - started) / 1000, io);
    return good ? OK : FINDINGS;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a run wrote: the files with objects, and those that are none, each told by its content. */
function writtenFiles(
  files: ReadonlyMap<string, string>,
  report: AppReport,
  all: Configuration,
): Pick<WrittenReport, 'files' | 'configuration'> {
  const written = [...files].map(([name, text]) => ({ name, sha256: sha256Of(text) }));
  if (all.size === 0) return { files: written };
  const configuration = (report.configuration ?? []).map((file) => {
    const text = all.get(`${FILES_FOLDER}/${file.path}`);
    return text === undefined ? file : { ...file, sha256: sha256Of(text) };
  });
  return { files: written, configuration };
}

interface Result extends Rendering {
  readonly out: string;
  readonly comparison: Comparison | undefined;
  readonly changes: ConfigurationChange | undefined;
  readonly good: boolean;
}

function variablesOf(options: SynthOptions, io: Io): Record<string, string> {
  const variables: Record<string, string> = { BULWARK_TODAY: dayFrom(options.today, io) };
  if (options.images !== undefined) {
    const path = resolve(io.cwd, options.images);
    if (!existsSync(path)) {
      throw new UsageError([
        `--images: found no file ${options.images}; bulwark lock IMAGE DIGEST makes one`,
      ]);
    }
    variables.BULWARK_IMAGE_LOCK = path;
  }
  return variables;
}

/** An earlier output. */
interface Old {
  readonly objects: readonly PlainObject[];
  readonly configuration: Configuration;
}

async function readOld(against: string, io: Io): Promise<Old> {
  const { objects } = await loadWhole([resolve(io.cwd, against)], io);
  const configuration = readConfiguration(resolve(io.cwd, against));
  return { objects: objects.map(({ manifest }) => manifest), configuration };
}

type Compared = Pick<Result, 'comparison' | 'changes'>;

const NOT_COMPARED: Compared = { comparison: undefined, changes: undefined };

function compare(old: Old, { files, configuration }: Rendering): Compared {
  if (files.size === 0) return NOT_COMPARED;
  return {
    comparison: compareManifests(old.objects, objectsOf(files)),
    changes: compareConfiguration(old.configuration, configuration),
  };
}

/** Writes what the run suppresses for other programs, by the files of its output. */
function exportReport(
  targets: readonly ExportTarget[],
  report: AppReport | undefined,
  files: ReadonlyMap<string, string>,
  io: Io,
): void {
  if (report === undefined || targets.length === 0) return;
  exportWaivers(targets, report, clusterIn(report.rules), { objects: placedIn(files) }, io);
}

function placedIn(files: ReadonlyMap<string, string>): PlacedObject[] {
  return [...files].flatMap(([file, text]) =>
    objectsOf(new Map([[file, text]])).map((manifest) => ({ manifest, file })),
  );
}

function objectsOf(files: ReadonlyMap<string, string>): PlainObject[] {
  return [...files].flatMap(([name, text]) =>
    readManifests(text, name).documents.flatMap(({ value }) => flattenList(value)),
  );
}

async function render(
  front: FrontEnd,
  variables: Readonly<Record<string, string>>,
  folder: string,
  options: SynthOptions,
  io: Io,
): Promise<Rendering> {
  const output = join(folder, 'out');
  const reportPath = join(folder, 'report.json');
  const told = { ...variables, ...front.variables(output), BULWARK_REPORT: reportPath };
  const child = await runApp(front.app, told, io);
  const report = readReport(reportPath);
  if (report !== undefined && report.findings.length + (report.invalid ?? []).length > 0) {
    return { report, ...NOTHING, problems: report.invalid ?? [] };
  }
  if (child.code !== 0) return { report, ...NOTHING, problems: brokenApp(child, io) };
  io.stderr.lines(linesOfApp(child.stderr));
  const files = readOutput(output);
  const configuration = readConfiguration(output);
  return { report, files, configuration, problems: silentApp(report, files, front, options) };
}

const NOTHING = { files: new Map<string, string>(), configuration: new Map<string, string>() };

function brokenApp(child: ChildResult, io: Io): string[] {
  const { before, error } = failureOf(child.stderr, io.cwd);
  io.stderr.lines(before);
  if (child.signal !== null) return [`the app was ended by ${child.signal}`, ...error];
  if (error.length === 0) return [`the app ended with exit code ${child.code} and said nothing`];
  const [first = '', ...rest] = error;
  return [`the app failed: ${first}`, ...rest];
}

/** An app that ends well, but was not judged, or did not write where it was asked to, is not good. */
function silentApp(
  report: AppReport | undefined,
  files: ReadonlyMap<string, string>,
  front: FrontEnd,
  options: SynthOptions,
): string[] {
  if (report === undefined) return [front.judgedNothing];
  if (!writesElsewhere(report, files)) return [];
  const refused =
    options.out !== undefined ? '--out' : options.against !== undefined ? '--against' : undefined;
  return refused === undefined
    ? []
    : [
        `${refused} needs an app that writes where it is told to: found none of its files there; leave \`outdir\` out of its code`,
      ];
}

/** Whether an app has written to folders that its own code names. */
function writesElsewhere(report: AppReport | undefined, files: ReadonlyMap<string, string>): boolean {
  return files.size === 0 && report !== undefined && report.objects > 0;
}

function readOutput(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
  const all = [...names.sort(), ...below(folder, TEAMS_FOLDER).sort()];
  return new Map(all.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

function plainOf({
  out,
  report,
  files,
  configuration,
  comparison,
  changes,
  problems,
  good,
}: Result): unknown {
  const { unchanged, added, removed, changed, replaced, losses } = comparison ?? {};
  const written = [...files].map(([name, text]) => ({ name, kinds: Object.fromEntries(kindsOf(text)) }));
  return {
    written: good,
    out,
    files: good ? written : [],
    configuration: good ? [...configuration.keys()] : [],
    problems,
    report: report ?? null,
    against:
      comparison === undefined
        ? null
        : { added, removed, changed, unchanged, replaced, losses, files: changes },
  };
}

function tell(result: Result, options: SynthOptions, seconds: number, io: Io): void {
  const { report, files, configuration, comparison, changes, problems, out, good } = result;
  const paint = painter(io.terminal);
  if (options.changes === true) io.stderr.lines(changeLines(report?.changes ?? []));
  io.stderr.lines(decisionLines(report?.decisions ?? []));
  if (comparison !== undefined) io.stdout.lines(comparisonLines(comparison, options.against ?? ''));
  if (changes !== undefined) io.stdout.lines(configurationLines(changes));
  if (good && report !== undefined) {
    const shown = [...files].map(([name, text]) => ({
      name,
      kinds: kindsOf(text),
      defines: definedIn(text),
    }));
    io.stdout.lines(summaryLines(report, shown, [...configuration.keys()], out, seconds));
    return;
  }
  const findings = report?.findings ?? [];
  if (findings.length > 0) {
    io.stderr.lines([
      ...findingsLines(findings, paint),
      `bulwark: ${count(findings.length, 'finding')}; nothing was written`,
    ]);
  }
  const [first, ...rest] = problems;
  if (first !== undefined) io.stderr.lines([`bulwark: ${first}`, ...rest]);
}
