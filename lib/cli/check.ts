import { isOwnId } from '../core/controls/own';
import type { CompiledPolicy } from '../core/engine/compiled-policy';
import type { EvaluateOptions } from '../core/engine/suppressions';
import { refOf } from '../core/manifest/identity';
import { reportOf } from '../core/report/report';
import { againstFindings } from './against-findings';
import { plainOf } from './check-json';
import { dayFrom } from './days';
import { againstOf, type Part, partsOf } from './environment-parts';
import {
  belowNamed,
  type ExportTarget,
  exportTargets,
  exportWaivers,
  type PlacedObject,
  targetsOf,
} from './export-waivers';
import { findingsLines } from './findings-text';
import { leftOutLines } from './inputs/left-out';
import type { SelectionOptions } from './inputs/selection';
import { count, FINDINGS, type Io, OK, USAGE, withProgress } from './io';
import { judgeSets } from './judge-sets';
import { kindsLines } from './kinds-text';
import { FileFinding } from './located';
import { type LoadedSet, loadManifests } from './manifests';
import { painter } from './paint';
import { compiledFrom, type EngineOptions } from './policy-options';
import { misfits, type RunReport, readRunReport } from './run-report';
import type { Told } from './told';

/** Options of `bulwark check`. */
export interface CheckOptions extends EngineOptions, SelectionOptions {
  readonly today?: string;
  /** An earlier version of the files, which they would take the place of. */
  readonly against?: string;
  /** The report of the run that wrote the files. */
  readonly report?: string;
  /** `PROGRAM=FILE`: where the waivers go in the terms of another program. */
  readonly exportWaivers?: readonly string[];
  readonly format: 'text' | 'json';
}

/**
 * `bulwark check [FILES | FOLDERS | -]`: judges anybody's manifests, as they are, by every control of a policy.
 * @returns the exit code: 0 no findings, 1 findings, 2 something cannot be read; the rest is judged all the same
 * @throws UsageError for wrong options, and where there is no object at all
 */
export async function check(names: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const targets = exportTargets(options.exportWaivers);
  const runs =
    options.report === undefined ? [] : readRunReport(options.report, io.cwd, options.waivers !== false);
  io.stderr.lines(runs.flatMap(({ run }) => run.notes).map((note) => `bulwark: ${note}`));
  const parts = partsOf(names, runs, options.report, io.cwd);
  const known = runs.flatMap(({ environment }) => environment ?? []);
  const all: Told[] = [];
  for (const part of parts) {
    const { environment } = part;
    const against =
      options.against === undefined || environment === undefined
        ? options.against
        : againstOf(options.against, environment, known, io.cwd);
    const own =
      parts.length > 1 && environment !== undefined ? targetsOf(targets, environment, known) : targets;
    all.push({ environment, ...(await judgeFiles(part, own, { ...options, against }, io)) });
  }
  if (options.format === 'json') io.stdout.json(plainOf(all));
  else {
    for (const told of all) {
      const { environment, report } = told;
      if (environment !== undefined)
        io.stdout.lines([`environment ${environment} (${report.cluster}, Kubernetes ${report.kubernetes}):`]);
      tell(told, io);
    }
  }
  io.stderr.lines(all.flatMap(({ problems }) => problems).map((problem) => `bulwark: ${problem}`));
  return Math.max(...all.map(codeOf));
}

/** Unreadable input is worse than a finding. */
function codeOf({ problems, judgement, wrong }: Told): number {
  if (problems.length > 0) return USAGE;
  return judgement.findings.length + wrong.length === 0 ? OK : FINDINGS;
}

function tell({ compiled, judgement, report, run, wrong, leftOut, sets }: Told, io: Io): void {
  const { findings, suppressed } = judgement;
  const summary = [
    `${count(report.objects, 'object')}, ${count(report.controls, 'control')} of ${report.profile}`,
    `Kubernetes ${report.kubernetes}: ${count(findings.length, 'finding')}, ${suppressed.length} suppressed`,
  ].join(', ');
  io.stdout.lines(
    findingsLines(
      findings.map((finding) => new FileFinding(finding)),
      painter(io.colour),
    ),
  );
  io.stdout.lines([
    ...kindsLines(report),
    ...leftOutLines(leftOut),
    ...sets,
    ...runLines(run, wrong, compiled),
    summary,
  ]);
}

/** Reads and judges the files, and writes the exports. No manifest is kept: what is left to tell are places. */
async function judgeFiles(
  { names, run }: Part,
  targets: readonly ExportTarget[],
  options: CheckOptions,
  io: Io,
): Promise<Omit<Told, 'environment'>> {
  const today = dayFrom(options.today, io);
  const asRun = compiledFrom(options, io, run && { name: run.name, ...run.rules });
  const hasLocks = asRun.policy.locked.length > 0;
  const loaded = await loadManifests(names, options, io, hasLocks);
  const wrong = run === undefined ? [] : misfits(run, loaded.files);
  const fitting = wrong.length === 0 ? run : undefined;
  const compiled = fitting === run ? asRun : compiledFrom(options, io);
  const sets =
    fitting === undefined ? loaded.sets : loaded.sets.map((set) => suppressedBy(fitting, set, compiled));
  const judged = await withProgress(io, `judging ${count(loaded.objects.length, 'object')}`, async () =>
    judgeSets(sets, compiled, today, judgeOptions(fitting)),
  );
  const { against } = options;
  const lost = against === undefined ? [] : await againstFindings(against, loaded.objects, io);
  const findings = lost.length === 0 ? judged.findings : [...judged.findings, ...lost];
  const judgement = { ...judged, findings };
  const report = reportOf({ ...judgement, findings: [], suppressed: [] }, compiled, today);
  if (targets.length > 0) {
    const told = reportOf({ ...judgement, findings: [] }, compiled, today);
    exportWaivers(
      targets,
      told,
      compiled.cluster,
      { objects: placedIn(sets, names), registry: compiled.registry },
      io,
    );
  }
  loaded.letGo();
  const { leftOut, problems } = loaded;
  return { compiled, judgement, report, run, wrong, leftOut, problems, sets: separateLines(sets) };
}

/** The objects of a set with what the report of their run suppresses. */
function suppressedBy(
  { suppressionsOf }: RunReport,
  set: LoadedSet,
  { registry, controlOf }: CompiledPolicy,
): LoadedSet {
  const objects = set.objects.map((object) => ({
    manifest: object.manifest,
    origin: object.origin,
    suppressions: suppressionsOf(refOf(object.manifest, registry)).filter(
      ({ control }) => !isOwnId(control) || controlOf(control) !== undefined,
    ),
  }));
  return { ...set, objects };
}

/** The objects that were judged, each with its file as a scanner that is pointed at the named folder calls it. */
function placedIn(sets: readonly LoadedSet[], names: readonly string[]): PlacedObject[] {
  return sets
    .flatMap((set) => [...set.objects, ...set.excluded])
    .map(({ manifest, origin: { file } }) => ({
      manifest,
      file: file === undefined ? undefined : belowNamed(file, names),
    }));
}

/** What a run suppressed was needed there: the files alone may not show why. */
function judgeOptions(run: RunReport | undefined): EvaluateOptions {
  if (run === undefined) return {};
  return { places: run.places, mayBeUnused: [...run.places.keys()].map(({ control }) => control) };
}

/** What was taken from the report of a run, or why nothing was. */
function runLines(run: RunReport | undefined, wrong: readonly string[], compiled: CompiledPolicy): string[] {
  if (run === undefined) return [];
  if (wrong.length > 0) {
    return [
      `the report ${run.name} does not fit the files, so nothing of it was used:`,
      ...wrong.map((line) => `  - ${line}`),
    ];
  }
  const { without } = compiled.policy;
  const left = without.length === 0 ? '' : `; its policy leaves out ${without.join(', ')}`;
  const own = (run.rules.own ?? []).filter((id) => compiled.controlOf(id) === undefined);
  return [
    `as the run of ${run.name} judged, for cluster ${compiled.cluster.name}${left}`,
    ...(own.length === 0
      ? []
      : [`controls of the run that are not known here: ${own.join(', ')}; give them with --controls`]),
  ];
}

/** Which sets were judged, where there are several. */
function separateLines(sets: readonly LoadedSet[]): string[] {
  if (sets.length < 2) return [];
  const named = sets.map(({ name, objects }) => `${name} (${count(objects.length, 'object')})`);
  return [`${sets.length} sets, each judged by itself: ${named.join(', ')}`];
}
