import type { ReportedObject } from '../core/report/report';
import { count } from './io';

/** What a report says about kinds. */
export interface KindsReport {
  /** @default none */
  readonly unjudged?: readonly Named[];
  /** @default none */
  readonly declared?: readonly Named[];
}

type Named = Pick<ReportedObject, 'apiVersion' | 'kind'>;

/** Objects that nobody judged, and those that count as without pods by a declaration alone; nothing where there are none. */
export function kindsLines({ unjudged = [], declared = [] }: KindsReport): string[] {
  const lines: string[] = [];
  if (unjudged.length > 0) {
    lines.push(
      `${count(unjudged.length, 'object')} not judged, as nobody knows what they carry: ${kindNames(unjudged)}`,
    );
  }
  if (declared.length > 0) {
    lines.push(
      `${count(declared.length, 'object')} without pods because the policy or --kinds says so: ${kindNames(declared)}`,
    );
  }
  return lines;
}

/** `Widget of example.com/v1 (2), Gadget of example.com/v1`. */
function kindNames(objects: readonly Named[]): string {
  const kinds = new Map<string, number>();
  for (const { apiVersion, kind } of objects) {
    const name = `${kind} of ${apiVersion}`;
    kinds.set(name, (kinds.get(name) ?? 0) + 1);
  }
  return [...kinds].map(([name, times]) => (times === 1 ? name : `${name} (${times})`)).join(', ');
}
