import type { Finding, SuppressedFinding } from '../core/engine/finding';
import {
  type ReportedFinding,
  type ReportedObject,
  type ReportedSuppressed,
  reportedFinding,
  reportedObject,
  reportedSuppressed,
} from '../core/report/report';
import type { LocatedFinding } from './findings-text';
import { ObjectInFile } from './manifests';

/** Where a finding stands: the line of its field, where its object was read from a file. */
function placeOf({ origin, path }: Finding): { readonly file?: string; readonly line?: number } {
  if (!(origin instanceof ObjectInFile)) return { file: origin.file, line: origin.line };
  return { file: origin.file, line: origin.lineOf(path) };
}

/** The same finding with the place of its field. */
function placed<Found extends Finding>(finding: Found): Found {
  return finding.origin instanceof ObjectInFile ? { ...finding, origin: placeOf(finding) } : finding;
}

/**
 * A finding with file and line, as the text says it. There may be very many, so that nothing of one is made before
 * someone reads it.
 */
export class FileFinding implements LocatedFinding {
  constructor(private readonly finding: Finding) {}

  get control(): string {
    return this.finding.control;
  }
  get severity(): string {
    return this.finding.severity;
  }
  get verdict(): string {
    return this.finding.verdict;
  }
  get object(): ReportedObject {
    return reportedObject(this.finding.object);
  }
  get construct(): string | null {
    return this.finding.origin.construct ?? null;
  }
  get path(): string {
    return this.finding.path;
  }
  get container(): string | null {
    return this.finding.container ?? null;
  }
  get findingId(): string | null {
    return this.finding.finding ?? null;
  }
  get found(): string {
    return this.finding.found;
  }
  get needs(): string {
    return this.finding.needs;
  }
  get fix(): string {
    return this.finding.fix;
  }
  get waivable(): boolean {
    return this.finding.waivable;
  }
  get lock(): string | null {
    return this.finding.lock ?? null;
  }
  get message(): string {
    return reportedFinding(placed(this.finding)).message;
  }
  get file(): string | undefined {
    return this.finding.origin.file;
  }
  get line(): number | undefined {
    return placeOf(this.finding).line;
  }
}

type Located<Found> = Found & { readonly file?: string; readonly line?: number };

/** Findings of a report with file and line, one after another. */
export function* locatedFindings(findings: readonly Finding[]): Generator<Located<ReportedFinding>> {
  for (const finding of findings) yield { ...reportedFinding(placed(finding)), ...placeOf(finding) };
}

/** Suppressed findings of a report with file and line, one after another. */
export function* locatedSuppressed(
  suppressed: readonly SuppressedFinding[],
): Generator<Located<ReportedSuppressed>> {
  for (const finding of suppressed) yield { ...reportedSuppressed(placed(finding)), ...placeOf(finding) };
}
