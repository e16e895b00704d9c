import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Place } from '../core/engine/excuses';
import { isPlain } from '../core/manifest/plain';
import { parseExcuse } from '../core/policy/parse-excuse';
import type { Excuse } from '../core/policy/waiver';
import { isConcession } from '../core/policy/waiver';
import type { ReportedObject } from '../core/report/report';
import type { ReportedRules } from '../core/report/rules';
import { messageOfError } from './errors';
import { UsageError } from './io';
import type { LoadedFile } from './manifests';
import { isReport, type WrittenFile, type WrittenReport } from './synth/report-file';

/** What a report of `bulwark synth` says of the files that the run wrote. */
export interface RunReport {
  /** The file of the report. */
  readonly name: string;
  readonly files: readonly WrittenFile[];
  readonly rules: ReportedRules;
  /** What is excused on an object; nothing for objects of which nothing is. */
  readonly excusesOf: (object: Identity) => readonly Excuse[];
  /** Where the excuses stand. */
  readonly places: ReadonlyMap<Excuse, Place>;
}

/**
 * Reads the report of a run of `bulwark synth`. Excuses come from it alone: what an annotation says of an object, anybody
 * can write.
 * @param waivers whether its waivers count; refused defaults always do
 * @throws UsageError with everything that is wrong with it
 */
export function readRunReport(name: string, cwd: string, waivers: boolean): RunReport {
  const report = parse(name, cwd);
  const { files, rules } = report;
  const problems: string[] = [];
  if (files === undefined)
    problems.push('found no files; needs the report of a run of bulwark synth that wrote some');
  else if (!files.every(isWrittenFile)) problems.push('files: needs name and sha256 of each');
  if (!isRules(rules)) {
    problems.push(
      'rules: found none; needs one policy and one cluster of a run, by names that files can have',
    );
  }
  const book = new Excuses(name, waivers, problems);
  for (const [index, { object, construct, excuse }] of report.excused.entries()) {
    book.add(object, construct, excuse, `excused[${index}]`);
  }
  if (problems.length > 0 || files === undefined || !isRules(rules)) {
    throw new UsageError(problems.map((problem) => `${name}: ${problem}`));
  }
  return { name, files, rules, excusesOf: (object) => book.of(object), places: book.places };
}

function parse(name: string, cwd: string): WrittenReport {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(resolve(cwd, name), 'utf8'));
  } catch (error) {
    throw new UsageError([`${name}: ${messageOfError(error)}`]);
  }
  if (isReport(value)) return value;
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

/** The excuses of a report by object; one that stands there many times is one. */
class Excuses {
  readonly places = new Map<Excuse, Place>();
  private readonly byText = new Map<string, Excuse | undefined>();
  private readonly byObject = new Map<string, Set<Excuse>>();

  constructor(
    private readonly report: string,
    private readonly waivers: boolean,
    private readonly problems: string[],
  ) {}

  of(object: Identity): readonly Excuse[] {
    return [...(this.byObject.get(keyOf(object)) ?? [])];
  }

  add(object: ReportedObject, construct: string | null, given: unknown, at: string): void {
    const excuse = this.read(given, at);
    if (excuse === undefined || (!this.waivers && !isConcession(excuse))) return;
    if (!this.places.has(excuse)) {
      this.places.set(excuse, { construct: construct ?? undefined, where: `the report ${this.report}` });
    }
    const key = keyOf(object);
    const known = this.byObject.get(key);
    if (known === undefined) this.byObject.set(key, new Set([excuse]));
    else known.add(excuse);
  }

  private read(given: unknown, at: string): Excuse | undefined {
    // Where a waiver named its object itself, it stands with that object here.
    const { target: _target, on: _on, at: _at, ...fields } = isPlain(given) ? given : { invalid: given };
    const text = JSON.stringify(fields);
    if (!this.byText.has(text)) {
      this.byText.set(
        text,
        parseExcuse(fields, (problem) => this.problems.push(`${at}: ${problem}`)),
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
