import { relative, resolve } from 'node:path';
import { type Beside, Companions } from '../core/companions/companions';
import { type CompiledPolicy, withDefinitions } from '../core/engine/compiled-policy';
import { decisionTexts } from '../core/engine/decision-text';
import { evaluate } from '../core/engine/evaluate';
import { hardenAndTell } from '../core/engine/harden';
import { notHardenable } from '../core/engine/hardenable';
import { formatRef, refOf } from '../core/manifest/identity';
import { ManifestSet } from '../core/manifest/manifest-set';
import { append, type PlainObject } from '../core/manifest/plain';
import { writeDocuments } from '../core/yaml';
import { writeOutput } from '../writer/write';
import { changeTexts } from './change-lines';
import { dayFrom } from './days';
import { leftOutLines } from './inputs/left-out';
import type { SelectionOptions } from './inputs/selection';
import { count, FINDINGS, type Io, OK, USAGE, UsageError, withProgress } from './io';
import { kindsLines } from './kinds-text';
import { type Loaded, type LoadedFile, type LoadedObject, loadManifests } from './manifests';
import { orderLines } from './order-lines';
import { type Paint, painter } from './paint';
import { compiledFrom, type EngineOptions } from './policy-options';

/** Options of `bulwark harden`. */
export interface HardenCommandOptions extends EngineOptions, SelectionOptions {
  /** Folder that the files go to; standard output without it. */
  readonly out?: string;
  /** Whether each field that was written is printed, with its old and its new value. */
  readonly changes?: boolean;
}

/** An object of a file, hardened, with what there is to say of it. */
interface Outcome {
  readonly manifest: PlainObject;
  readonly lines: readonly string[];
  /** How many of the lines say what should be checked. */
  readonly decisions: number;
  readonly changed: boolean;
  /** What is known of it afterwards: `fails` needs a decision, of `unknown` nobody can say what it carries. */
  readonly standing: 'passes' | 'fails' | 'unknown';
}

/**
 * `bulwark harden [FILES | FOLDERS | -]`: writes anybody's manifests with the safe defaults filled in and unsafe values
 * replaced where a transform can always do that. What changed, and what needs a person's decision, is on standard error.
 * A file of which something cannot be read is not hardened at all. Documents keep their places; where kubectl could not
 * apply them in that order at the first try, it is said.
 * @returns the exit code: 0 every pod passes Pod Security `restricted` afterwards, 1 some do not, 2 something cannot be
 * read
 * @throws UsageError for wrong options, and where there is no object at all
 */
export async function hardenCommand(
  names: readonly string[],
  options: HardenCommandOptions,
  io: Io,
): Promise<number> {
  const loaded = await loadManifests(names, options, io);
  const compiled = withDefinitions(compiledFrom(options, io), loaded.objects);
  const files = loaded.files.filter(({ whole }) => whole);
  const targets = options.out === undefined ? [] : fileNames(files, names);
  const beside = new Companions(
    loaded.objects.map(({ manifest }) => manifest),
    compiled.registry,
  );
  const paint = painter(io.terminal);
  const done = await withProgress(io, `hardening ${count(loaded.objects.length, 'object')}`, async () =>
    files.map(({ objects }) =>
      objects.map((object) => hardenOne(object, compiled, beside, paint, options.changes === true)),
    ),
  );
  const outcomes = done.flat();
  const strings = done.map((file) => writeDocuments(file.map(({ manifest }) => manifest)));
  if (options.out === undefined) io.stdout.yaml(strings.join(''));
  else {
    writeOutput(
      resolve(io.cwd, options.out),
      new Map(targets.map((name, index) => [name, strings[index] ?? ''])),
    );
  }
  const set = new ManifestSet(
    files.flatMap(({ objects }) => objects),
    compiled.registry,
  );
  const carries = set.entries.some(({ pods }) => pods.length > 0);
  io.stderr.lines([...outcomes.flatMap(({ lines }) => lines), summary(outcomes, carries)]);
  const decisions = outcomes.reduce((sum, outcome) => sum + outcome.decisions, 0);
  if (decisions > 0) {
    io.stderr.lines([
      `${count(decisions, 'line')} to check: what was written may stop a pod, what was not is yours to decide`,
    ]);
  }
  const { findings, unjudged, declared } = evaluate(outcomes, compiled, dayFrom(undefined, io));
  io.stderr.lines(kindsLines({ unjudged, declared }));
  if (findings.length > 0) {
    io.stderr.lines([`${count(findings.length, 'finding')} of all controls left: bulwark check shows them`]);
  }
  io.stderr.lines([...orderLines(set), ...leftOutLines(loaded.leftOut), ...unreadable(loaded)]);
  if (loaded.problems.length > 0) return USAGE;
  return outcomes.every(({ standing }) => standing === 'passes') ? OK : FINDINGS;
}

/** What cannot be read, and what was not hardened because of it. */
function unreadable({ files, problems }: Loaded): string[] {
  const left = files.filter(({ whole }) => !whole);
  return [
    ...problems.map((problem) => `bulwark: ${problem}`),
    ...left.map(({ file }) => `bulwark: ${file}: not hardened, as not all of it can be read`),
  ];
}

function hardenOne(
  { manifest, origin }: LoadedObject,
  compiled: CompiledPolicy,
  beside: Beside,
  paint: Paint,
  each: boolean,
): Outcome {
  const told = hardenAndTell(manifest, compiled, { repair: true, beside });
  const { manifest: hardened, controls, changed } = told;
  const left = notHardenable(hardened, compiled);
  const place = `${formatRef(refOf(hardened))} at ${origin.file}:${origin.line ?? 1}`;
  const lines = controls.length === 0 ? [] : [`${place}: changed by ${controls.join(', ')}`];
  if (each) {
    append(
      lines,
      changeTexts(told.changes).map((text) => `${place}: ${text}`),
    );
  }
  for (const problem of left) {
    const why =
      'check' in problem
        ? `not hardenable: ${problem.check}: ${problem.reason}. ${problem.decision}`
        : `cannot be judged: ${problem.reason}`;
    lines.push(paint('red', `${place}: ${why}`));
  }
  const decisions = decisionTexts(told.decisions);
  append(
    lines,
    decisions.map((text) => `${place}: ${text}`),
  );
  return { manifest: hardened, lines, decisions: decisions.length, changed, standing: standingOf(left) };
}

function standingOf(left: ReturnType<typeof notHardenable>): Outcome['standing'] {
  if (left.length === 0) return 'passes';
  return left.some((problem) => 'check' in problem) ? 'fails' : 'unknown';
}

function summary(outcomes: readonly Outcome[], carries: boolean): string {
  const changed = outcomes.filter((outcome) => outcome.changed).length;
  const failing = outcomes.filter(({ standing }) => standing === 'fails').length;
  const unknown = outcomes.filter(({ standing }) => standing === 'unknown').length;
  const verdicts = [
    ...(failing === 0 ? [] : [`${count(failing, 'object')} not hardenable`]),
    ...(unknown === 0 ? [] : [`${count(unknown, 'object')} not judged`]),
  ];
  const carried = carries ? 'all pods pass restricted' : 'none carries a pod';
  const verdict = verdicts.length === 0 ? carried : verdicts.join(', ');
  return `${count(outcomes.length, 'object')}, ${changed} changed; ${verdict}`;
}

/** A flat name for each input, made of its path below the folder that was named. */
function fileNames(files: readonly LoadedFile[], names: readonly string[]): string[] {
  const taken = new Map<string, string>();
  const problems: string[] = [];
  const targets = files.map(({ file }) => {
    const name = flatName(file, names);
    const other = taken.get(name);
    if (other !== undefined)
      problems.push(`${file}: found ${other} with the same name ${name}; needs one folder for each`);
    taken.set(name, file);
    return name;
  });
  if (problems.length > 0) throw new UsageError(problems);
  return targets;
}

function flatName(file: string, names: readonly string[]): string {
  if (file === '-') return 'stdin.yaml';
  const folder = names.find((name) => name !== file && !relative(name, file).startsWith('..'));
  const path = folder === undefined ? file.replace(/^.*[\\/]/, '') : relative(folder, file);
  return path.replace(/[\\/]+/g, '-').replace(/\.(?:json|yml)$/, '.yaml');
}
