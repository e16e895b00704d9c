/** Tries what lib/pulumi/internals.ts reaches for in versions of Pulumi's SDK: the lowest, the installed one, the newest. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run as start } from '../lib/command';
import { lowestOf } from '../packages/installation';
import type { SuiteResult } from '../suite';

const ROOT = resolve(__dirname, '../..');
const PROBE = join(ROOT, 'test/pulumi/internals-probe.ts');

export async function run(): Promise<SuiteResult> {
  const started = performance.now();
  const { peerDependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const versions = [
    lowestOf(peerDependencies['@pulumi/pulumi']),
    '3.225.0',
    devDependencies['@pulumi/pulumi'],
    'latest',
  ];
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-sdk-'));
  const problems: string[] = [];
  try {
    for (const version of versions) {
      const found = await tryVersion(join(folder, version), version);
      if (found !== '[]') problems.push(`${version}: ${found}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const judged = versions.length;
  return {
    program: '@pulumi/pulumi (private parts)',
    version: versions.join(', '),
    judged,
    expected: judged,
    found: judged - problems.length,
    problems,
    seconds: (performance.now() - started) / 1000,
  };
}

/** What does not hold in a version: a list of names, as JSON. */
async function tryVersion(folder: string, version: string): Promise<string> {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund'];
  const installed = await start(['npm', 'install', ...flags, `@pulumi/pulumi@${version}`], { cwd: folder });
  if (installed.code !== 0) return installed.stderr.trim().slice(0, 500);
  const { code, stdout, stderr } = await start([join(ROOT, 'node_modules/.bin/tsx'), PROBE, folder]);
  return code === 0 ? stdout.trim() : stderr.trim().slice(0, 500);
}
