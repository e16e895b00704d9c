import { existsSync, readFileSync } from 'node:fs';
import { isPlain } from '../../core/manifest/plain';
import type { Report } from '../../core/report/report';

/** The report that an app wrote, or undefined where it wrote none: then nothing was judged. */
export function readReport(path: string): Report | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isReport(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const TEXTS = ['control', 'severity', 'verdict', 'path', 'found', 'needs', 'fix', 'message'];

function isReport(value: unknown): value is Report {
  if (!isPlain(value)) return false;
  const { profile, kubernetes, objects, controls, judgements, findings, excused, without } = value;
  return (
    [profile, kubernetes].every((field) => typeof field === 'string') &&
    [objects, controls, judgements].every((field) => typeof field === 'number') &&
    [findings, excused, without].every((field) => Array.isArray(field)) &&
    [findings, excused].flat().every(isFinding)
  );
}

function isFinding(value: unknown): boolean {
  if (!isPlain(value) || !isPlain(value.object)) return false;
  if (typeof value.waivable !== 'boolean') return false;
  return TEXTS.every((field) => typeof value[field] === 'string') && typeof value.object.kind === 'string';
}
