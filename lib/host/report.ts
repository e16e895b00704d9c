import { writeFileSync } from 'node:fs';
import type { EnvironmentsReport } from '../core/environments/report';
import type { Report } from '../core/report/report';

/** Writes the report of a run to the file of `BULWARK_REPORT`, where that is set; makes it only then. */
export function writeReport(make: () => Report | EnvironmentsReport | undefined): void {
  const path = process.env.BULWARK_REPORT;
  if (path === undefined || path === '') return;
  const report = make();
  if (report !== undefined) writeFileSync(path, `${JSON.stringify(report)}\n`);
}
