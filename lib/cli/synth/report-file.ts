import { existsSync, readFileSync } from 'node:fs';
import type { EnvironmentDifference } from '../../core/environments/differences';
import { isPlain, type PlainObject } from '../../core/manifest/plain';
import type { Report } from '../../core/report/report';
import { isFolder } from '../../writer/environments';

/** What came later than the first version. */
type Later = 'unjudged' | 'decisions' | 'changes' | 'invalid' | 'locked' | 'rules' | 'declared' | 'quotas';

/** A report as an app wrote it: by the version of this package that its project has. */
export type AppReport = Omit<Report, Later> &
  Partial<Pick<Report, Later>> & {
    /** The environments of the app, each with its own report. @default it has none */
    readonly environments?: readonly { readonly name: string; readonly report: WrittenReport }[];
    /** What differs between them. */
    readonly differences?: readonly EnvironmentDifference[];
    /** What is wrong with them and their names, one line each. */
    readonly refused?: readonly string[];
  };

/** The report of `bulwark synth`: with the files that it wrote, where it wrote any. */
export type WrittenReport = AppReport & { readonly files?: readonly WrittenFile[] };

/** A file of an output, told by its content. */
export interface WrittenFile {
  readonly name: string;
  /** The SHA-256 of its bytes, in hexadecimal digits. */
  readonly sha256: string;
}

/** The report that an app wrote, or undefined where it wrote none: then nothing was judged. */
export function readReport(path: string): AppReport | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return reportFrom(value);
  } catch {
    return undefined;
  }
}

const TEXTS = ['control', 'severity', 'verdict', 'path', 'found', 'needs', 'fix', 'message'];

/** A report as this or a former version of the package wrote it; undefined where it is none. */
export function reportFrom(value: unknown): WrittenReport | undefined {
  const report = isFormer(value) ? renewed(value) : value;
  return isReport(report) ? report : undefined;
}

/** Whether a report has the names that versions before this one wrote. They are read until 1.0. */
export function isFormer(value: unknown): value is PlainObject {
  return isPlain(value) && Array.isArray(value.excused) && !('suppressed' in value);
}

/** A former report in the terms of today: `suppressed`, `suppression`, `optOut`. */
function renewed({ excused, ...report }: PlainObject): PlainObject {
  const suppressed = Array.isArray(excused) ? excused.map(renewedFinding) : excused;
  return { ...report, suppressed };
}

function renewedFinding(finding: unknown): unknown {
  if (!isPlain(finding) || !isPlain(finding.excuse)) return finding;
  const { excuse, by, ...rest } = finding;
  const { concession, ...suppression } = finding.excuse;
  return concession === true
    ? { ...rest, suppression: { ...suppression, optOut: true }, by: 'opt-out' }
    : { ...rest, suppression: excuse, by };
}

function isReport(value: unknown): value is WrittenReport {
  if (!isPlain(value)) return false;
  const { profile, kubernetes, objects, controls, judgements, findings, suppressed, without } = value;
  const { unjudged, declared, decisions, changes, invalid, locked, quotas } = value;
  const { environments, differences, refused } = value;
  const later = [unjudged, declared, decisions, changes, invalid, locked, quotas, differences, refused];
  return (
    [profile, kubernetes].every((field) => typeof field === 'string') &&
    [objects, controls, judgements].every((field) => typeof field === 'number') &&
    [findings, suppressed, without].every((field) => Array.isArray(field)) &&
    later.every((field) => field === undefined || Array.isArray(field)) &&
    [findings, suppressed].flat().every(isFinding) &&
    (environments === undefined || (Array.isArray(environments) && environments.every(isEnvironment)))
  );
}

/** An environment is a folder of the output. */
function isEnvironment(value: unknown): boolean {
  return isPlain(value) && isFolder(value.name) && isReport(value.report);
}

function isFinding(value: unknown): boolean {
  if (!isPlain(value) || !isPlain(value.object)) return false;
  return TEXTS.every((field) => typeof value[field] === 'string') && typeof value.object.kind === 'string';
}
