import { writeFileSync } from 'node:fs';
import type { Report } from '../core/report/report';

/** Writes the report of a run to the file of `BULWARK_REPORT`, where that is set; makes it only then. */
export function writeReport(make: () => Report): void {
  const path = process.env.BULWARK_REPORT;
  if (path === undefined || path === '') return;
  writeFileSync(path, `${JSON.stringify(make())}\n`);
}
