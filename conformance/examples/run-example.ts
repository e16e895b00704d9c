import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The day on which the examples are judged here. */
const TODAY = '2026-11-21';

/** Runs an example into a folder of its own, and reads what it wrote. */
export function runExample(name: string): { name: string; text: string }[] {
  const out = mkdtempSync(join(tmpdir(), 'bulwark-conformance-'));
  const { CDK8S_OUTDIR, BULWARK_TODAY } = process.env;
  Object.assign(process.env, { CDK8S_OUTDIR: out, BULWARK_TODAY: TODAY });
  try {
    require(resolve(__dirname, '../../examples', name, 'main.ts'));
    const files = readdirSync(out).filter((file) => file.endsWith('.yaml'));
    return files.sort().map((file) => ({ name: file, text: readFileSync(join(out, file), 'utf8') }));
  } finally {
    restore('CDK8S_OUTDIR', CDK8S_OUTDIR);
    restore('BULWARK_TODAY', BULWARK_TODAY);
    rmSync(out, { recursive: true });
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
