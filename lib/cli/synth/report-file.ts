import { existsSync, readFileSync } from 'node:fs';
import { isPlain } from '../../core/manifest/plain';
import type { Report } from '../../core/report/report';

/** What came later than the first version. */
type Later = 'unjudged' | 'decisions' | 'invalid' | 'locked' | 'rules' | 'declared';

/** A report as an app wrote it: by the version of this package that its project has. */
export type AppReport = Omit<Report, Later> & Partial<Pick<Report, Later>>;

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
    return isReport(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const TEXTS = ['control', 'severity', 'verdict', 'path', 'found', 'needs', 'fix', 'message'];

export function isReport(value: unknown): value is AppReport {
  if (!isPlain(value)) return false;
  const { profile, kubernetes, objects, controls, judgements, findings, excused, without } = value;
  const later = [value.unjudged, value.declared, value.decisions, value.invalid, value.locked];
  return (
    [profile, kubernetes].every((field) => typeof field === 'string') &&
    [objects, controls, judgements].every((field) => typeof field === 'number') &&
    [findings, excused, without].every((field) => Array.isArray(field)) &&
    later.every((field) => field === undefined || Array.isArray(field)) &&
    [findings, excused].flat().every(isFinding)
  );
}

function isFinding(value: unknown): boolean {
  if (!isPlain(value) || !isPlain(value.object)) return false;
  return TEXTS.every((field) => typeof value[field] === 'string') && typeof value.object.kind === 'string';
}
