import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../lib/cli/program';
import { fakeIo } from '../fake-io';

/** The report of an app without findings. */
export const REPORT = {
  profile: 'restricted-2026-11',
  cluster: 'kubeadm',
  kubernetes: '1.36',
  today: '2026-11-21',
  objects: 2,
  controls: 100,
  judgements: 200,
  findings: [],
  suppressed: [],
  unjudged: [],
  declared: [],
  without: [],
};
/** A finding at one container of the app. */
export const finding = (name: string, found: string) => ({
  control: 'image-pinned-to-digest',
  severity: 'medium',
  verdict: 'fail',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name },
  construct: `shop/${name}`,
  path: 'spec.template.spec.containers[0].image',
  container: name,
  found,
  needs: 'name:tag@sha256:…',
  fix: 'lock it',
  waivable: true,
  lock: null,
  message: 'the whole message',
});
/** A Deployment whose selector names the app. */
export const deployment = (app: string) =>
  `---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  selector:\n    matchLabels:\n      app: ${app}\n`;
export const MAP = '---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n';

/** A folder for each test; it is removed when the test ends. */
export let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'synth-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** An app that writes these files and this report, as a HardenedApp does, and then runs some code. */
export function app(files: Record<string, string>, report: unknown = REPORT, code = ''): void {
  const lines = [
    "const { mkdirSync, writeFileSync } = require('node:fs');",
    "const { dirname } = require('node:path');",
    'const out = process.env.CDK8S_OUTDIR;',
    'mkdirSync(out, { recursive: true });',
    report === null
      ? ''
      : `writeFileSync(process.env.BULWARK_REPORT, ${JSON.stringify(JSON.stringify(report))});`,
    `for (const [name, text] of Object.entries(${JSON.stringify(files)})) {`,
    "  mkdirSync(dirname(out + '/' + name), { recursive: true });",
    "  writeFileSync(out + '/' + name, text);",
    '}',
    code,
  ];
  writeFileSync(join(folder, 'app.js'), lines.join('\n'));
  writeFileSync(join(folder, 'cdk8s.yaml'), `app: '"${process.execPath}" app.js'\n`);
}

/** Runs `bulwark synth` there. */
export async function synth(...args: string[]) {
  const io = fakeIo({ cwd: folder });
  const code = await run(['synth', ...args], io);
  return { code, out: io.out(), err: io.err() };
}
/** The names in the output. */
export const written = () => readdirSync(join(folder, 'dist')).sort();
