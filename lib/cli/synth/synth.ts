import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { FILES_FOLDER } from '../../core/files/file';
import { printableJson } from '../../core/printable';
import { writeFileAtomic } from '../../writer/atomic';
import { changeLines } from '../change-lines';
import { dayFrom } from '../days';
import {
  clusterIn,
  type ExportTarget,
  exportTargets,
  exportWaivers,
  type PlacedObject,
  targetsOf,
} from '../export-waivers';
import { findingsLines } from '../findings-text';
import { sha256Of } from '../inputs/digest';
import { count, FINDINGS, type Io, OK, UsageError, withProgress } from '../io';
import { type Paint, painter } from '../paint';
import { linesOfApp, runApp } from './child';
import {
  type Compared,
  compareAll,
  comparedLines,
  comparedRefusals,
  plainCompared,
  readOlds,
} from './compared';
import type { Configuration } from './configuration';
import { decisionLines } from './decision-lines';
import { environmentLines } from './environment-lines';
import { type FrontEnd, type FrontEndOptions, frontEnd } from './front-end';
import { brokenApp, objectsOf } from './outcome';
import { joined, type Output, readOutputs, writeOutputs } from './outputs';
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
  /** What it wrote, folder by folder. */
  readonly outputs: readonly Output[];
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
  const olds = options.against === undefined ? undefined : await readOlds(options.against, io);
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-synth-'));
  try {
    const rendering = await withProgress(io, 'synthesizing', () =>
      render(front, { ...variables, ...handOver(settings, folder) }, folder, options, io),
    );
    const { report, outputs } = rendering;
    const [files, configuration] = [joined(outputs, filesOf), joined(outputs, configurationOf)];
    const compared = olds === undefined ? [] : compareAll(olds, outputs);
    const problems = [...rendering.problems, ...comparedRefusals(compared)];
    const good = problems.length === 0 && report?.findings.length === 0;
    if (good && !writesElsewhere(report, files)) writeOutputs(resolve(io.cwd, out), outputs, front.mode);
    if (options.report !== undefined && report !== undefined) {
      const written = good && files.size + configuration.size > 0 ? writtenReport(report, outputs) : report;
      writeFileAtomic(resolve(io.cwd, options.report), `${printableJson(written)}\n`);
    }
    if (good) exportReport(targets, report, outputs, io);
    const result = { out, report, files, configuration, compared, problems, good };
    if (options.format === 'json') io.stdout.json(plainOf(result));
    else tell(result, options, (io.now().getTime() - started) / 1000, io);
    return good ? OK : FINDINGS;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The report of a run, with what it wrote: the files with objects, and those that are none, each told by its content. */
function writtenReport(report: AppReport, outputs: readonly Output[]): WrittenReport {
  const [files, configuration] = [joined(outputs, filesOf), joined(outputs, configurationOf)];
  const { environments, ...whole } = report;
  const written = { ...whole, ...writtenFiles(files, report, configuration) };
  if (environments === undefined) return written;
  return {
    ...written,
    environments: environments.map(({ name, report: own }) => ({
      name,
      report: writtenReport(
        own,
        outputs.filter((one) => one.environment === name).map((one) => ({ ...one, environment: undefined })),
      ),
    })),
  };
}

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

interface Result {
  readonly out: string;
  readonly report: AppReport | undefined;
  /** All files with objects, by their names below the folder. */
  readonly files: ReadonlyMap<string, string>;
  readonly configuration: Configuration;
  readonly compared: readonly Compared[];
  readonly problems: readonly string[];
  readonly good: boolean;
}

function variablesOf(options: SynthOptions, io: Io): Record<string, string> {
  const variables: Record<string, string> = { BULWARK_TODAY: dayFrom(options.today, io) };
  if (options.images !== undefined) {
    const path = resolve(io.cwd, options.images);
    if (!existsSync(path)) {
      throw new UsageError([`--images: found no file ${options.images}; bulwark lock --update makes one`]);
    }
    variables.BULWARK_IMAGE_LOCK = path;
  }
  return variables;
}

/** Writes what the run suppresses for other programs, by the files of its output; a file for each environment. */
function exportReport(
  targets: readonly ExportTarget[],
  report: AppReport | undefined,
  outputs: readonly Output[],
  io: Io,
): void {
  if (report === undefined || targets.length === 0) return;
  const { environments = [] } = report;
  const known = environments.map(({ name }) => name);
  for (const { environment, files } of outputs) {
    const own =
      environment === undefined ? report : environments.find(({ name }) => name === environment)?.report;
    if (own === undefined) continue;
    const to = environment === undefined ? targets : targetsOf(targets, environment, known);
    exportWaivers(to, own, clusterIn(own.rules), { objects: placedIn(files) }, io);
  }
}

function placedIn(files: ReadonlyMap<string, string>): PlacedObject[] {
  return [...files].flatMap(([file, text]) =>
    objectsOf(new Map([[file, text]])).map((manifest) => ({ manifest, file })),
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
    return { report, outputs: [], problems: [...(report.invalid ?? []), ...(report.refused ?? [])] };
  }
  if (child.code !== 0) return { report, outputs: [], problems: brokenApp(child, io) };
  io.stderr.lines(linesOfApp(child.stderr));
  const outputs = readOutputs(output, report);
  return { report, outputs, problems: silentApp(report, joined(outputs, filesOf), front, options) };
}

function filesOf({ files }: Output): ReadonlyMap<string, string> {
  return files;
}

function configurationOf({ configuration }: Output): Configuration {
  return configuration;
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

function plainOf({ out, report, files, configuration, compared, problems, good }: Result): unknown {
  const written = [...files].map(([name, text]) => ({ name, kinds: Object.fromEntries(kindsOf(text)) }));
  return {
    written: good,
    out,
    files: good ? written : [],
    configuration: good ? [...configuration.keys()] : [],
    problems,
    report: report ?? null,
    against: plainCompared(compared),
  };
}

/** The findings of a run; of several environments one after another, each judged by its own cluster. */
function* findingsIn(report: AppReport | undefined, paint: Paint): Generator<string> {
  if (report?.environments === undefined) {
    yield* findingsLines(report?.findings ?? [], paint);
    return;
  }
  for (const { name, report: own } of report.environments) {
    if (own.findings.length === 0) continue;
    yield `environment ${name} (${own.cluster ?? 'cluster'}, Kubernetes ${own.kubernetes}):`;
    yield* findingsLines(own.findings, paint);
  }
}

function tell(result: Result, options: SynthOptions, seconds: number, io: Io): void {
  const { report, files, configuration, compared, problems, out, good } = result;
  const paint = painter(io.terminal);
  if (options.changes === true) io.stderr.lines(changeLines(report?.changes ?? []));
  io.stderr.lines(decisionLines(report?.decisions ?? []));
  io.stdout.lines(comparedLines(compared, options.against ?? ''));
  if (good && report !== undefined) {
    const shown = [...files].map(([name, text]) => ({
      name,
      kinds: kindsOf(text),
      defines: definedIn(text),
    }));
    io.stdout.lines(summaryLines(report, shown, [...configuration.keys()], out, seconds));
    io.stdout.lines(environmentLines(report));
    return;
  }
  const findings = report?.findings ?? [];
  if (findings.length > 0) {
    io.stderr.lines([
      ...findingsIn(report, paint),
      `bulwark: ${count(findings.length, 'finding')}; nothing was written`,
    ]);
  }
  const [first, ...rest] = problems;
  if (first !== undefined) io.stderr.lines([`bulwark: ${first}`, ...rest]);
}
