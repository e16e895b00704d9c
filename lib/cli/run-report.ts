import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Place } from '../core/engine/suppressions';
import { isPlain } from '../core/manifest/plain';
import { parseSuppression } from '../core/policy/parse-suppression';
import type { Suppression } from '../core/policy/waiver';
import { isOptOut } from '../core/policy/waiver';
import type { ReportedObject } from '../core/report/report';
import type { ReportedRules } from '../core/report/rules';
import { messageOfError } from './errors';
import { UsageError } from './io';
import type { LoadedFile } from './manifests';
import { isFormer, reportFrom, type WrittenFile, type WrittenReport } from './synth/report-file';

/** What is said of a report that a former version wrote. */
const FORMER =
  'its words are those of a former version, which are read until 1.0: run bulwark synth --report again';

/** What a report of `bulwark synth` says of the files that the run wrote. */
export interface RunReport {
  /** The file of the report. */
  readonly name: string;
  /** What its author should know. */
  readonly notes: readonly string[];
  readonly files: readonly WrittenFile[];
  readonly rules: ReportedRules;
  /** What is suppressed on an object; nothing for objects of which nothing is. */
  readonly suppressionsOf: (object: Identity) => readonly Suppression[];
  /** Where the suppressions stand. */
  readonly places: ReadonlyMap<Suppression, Place>;
}

/** What a report says of one environment, or of the app where it has none. */
export interface EnvironmentRun {
  readonly environment: string | undefined;
  readonly run: RunReport;
}

/**
 * Reads the report of a run of `bulwark synth`; of each environment where the app has several. Suppressions come from it alone: what an annotation says of an object, anyone
 * can write.
 * @param waivers whether its waivers count; opt-outs always do
 * @throws UsageError with everything that is wrong with it
 */
export function readRunReport(name: string, cwd: string, waivers: boolean): readonly EnvironmentRun[] {
  const { report, notes } = parse(name, cwd);
  const { environments } = report;
  if (environments === undefined)
    return [{ environment: undefined, run: { ...runOf(name, report, waivers), notes } }];
  if (environments.length === 0) throw new UsageError([`${name}: found no environment in environments`]);
  const problems: string[] = [];
  const runs = environments.flatMap(({ name: environment, report: own }): EnvironmentRun[] => {
    try {
      return [{ environment, run: runOf(`${name}, environment ${environment}`, own, waivers) }];
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(...error.lines);
      return [];
    }
  });
  const twice = environments.filter(
    ({ name: one }, at) => environments.findIndex((other) => other.name === one) < at,
  );
  problems.push(...twice.map((one) => `${name}: found the environment ${one.name} twice`));
  if (problems.length > 0) throw new UsageError(problems);
  return runs;
}

function runOf(name: string, { files, rules, suppressed }: WrittenReport, waivers: boolean): RunReport {
  const problems: string[] = [];
  if (files === undefined)
    problems.push('found no files; needs the report of a run of bulwark synth that wrote some');
  else if (!files.every(isWrittenFile)) problems.push('files: needs name and sha256 of each');
  if (!isRules(rules)) {
    problems.push(
      'rules: found none; needs one policy and one cluster of a run, by names that files can have',
    );
  }
  const book = new Suppressions(name, waivers, problems);
  for (const [index, { object, construct, suppression }] of suppressed.entries()) {
    book.add(object, construct, suppression, `suppressed[${index}]`);
  }
  if (problems.length > 0 || files === undefined || !isRules(rules)) {
    throw new UsageError(problems.map((problem) => `${name}: ${problem}`));
  }
  return { name, notes: [], files, rules, suppressionsOf: (object) => book.of(object), places: book.places };
}

function parse(
  name: string,
  cwd: string,
): { readonly report: WrittenReport; readonly notes: readonly string[] } {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(resolve(cwd, name), 'utf8'));
  } catch (error) {
    throw new UsageError([`${name}: ${messageOfError(error)}`]);
  }
  const report = reportFrom(value);
  if (report !== undefined) return { report, notes: isFormer(value) ? [`${name}: ${FORMER}`] : [] };
  throw new UsageError([`${name}: needs a report that bulwark synth --report wrote`]);
}

function isWrittenFile(value: unknown): value is WrittenFile {
  return isPlain(value) && typeof value.name === 'string' && typeof value.sha256 === 'string';
}

function isRules(value: unknown): value is ReportedRules {
  return isPlain(value) && isPlain(value.policy) && isPlain(value.cluster);
}

/** What tells an object; null and absent are alike. */
interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string | null;
  readonly name: string;
  readonly generateName?: string;
}

function keyOf({ apiVersion, kind, namespace, name, generateName }: Identity): string {
  return JSON.stringify([apiVersion, kind, namespace ?? null, name, generateName ?? null]);
}

/** The suppressions of a report by object; one that is there many times is one. */
class Suppressions {
  readonly places = new Map<Suppression, Place>();
  private readonly byText = new Map<string, Suppression | undefined>();
  private readonly byObject = new Map<string, Set<Suppression>>();

  constructor(
    private readonly report: string,
    private readonly waivers: boolean,
    private readonly problems: string[],
  ) {}

  of(object: Identity): readonly Suppression[] {
    return [...(this.byObject.get(keyOf(object)) ?? [])];
  }

  add(object: ReportedObject, construct: string | null, given: unknown, at: string): void {
    const suppression = this.read(given, at);
    if (suppression === undefined || (!this.waivers && !isOptOut(suppression))) return;
    if (!this.places.has(suppression)) {
      this.places.set(suppression, { construct: construct ?? undefined, where: `the report ${this.report}` });
    }
    const key = keyOf(object);
    const known = this.byObject.get(key);
    if (known === undefined) this.byObject.set(key, new Set([suppression]));
    else known.add(suppression);
  }

  private read(given: unknown, at: string): Suppression | undefined {
    // Where a waiver named its object itself, it is with that object here.
    const { target: _target, on: _on, at: _at, ...fields } = isPlain(given) ? given : { invalid: given };
    const text = JSON.stringify(fields);
    if (!this.byText.has(text)) {
      this.byText.set(
        text,
        parseSuppression(fields, (problem) => this.problems.push(`${at}: ${problem}`)),
      );
    }
    return this.byText.get(text);
  }
}

/**
 * Why a report does not fit the files; empty where each file is one that the run wrote, byte for byte, and none is
 * missing.
 */
export function misfits({ files: written }: RunReport, files: readonly LoadedFile[]): string[] {
  const left = new Map<string, string[]>();
  for (const { name, sha256 } of written) left.set(sha256, [...(left.get(sha256) ?? []), name]);
  const strange = files.filter(({ sha256 }) => left.get(sha256)?.pop() === undefined);
  const missing = new Set([...left.values()].flat());
  const changed = strange.map(({ file }) => {
    const same = missing.delete(basename(file));
    return `${file}: ${same ? 'it is not as the run wrote it' : 'the run did not write it'}`;
  });
  return [...changed, ...[...missing].map((name) => `${name}: the run wrote it, and it is not here`)];
}
