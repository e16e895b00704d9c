import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const DOCUMENTS = 60_000;
/** What the process may keep, in MiB: its code, and less than 2 KiB for each document with its finding. */
const LIMIT = 160;

const folder = mkdtempSync(join(tmpdir(), 'bulwark-memory-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function account(index: number): string {
  return `---
apiVersion: v1
automountServiceAccountToken: true
kind: ServiceAccount
metadata: {name: a${index}, namespace: n${index % 50}}
`;
}

/** The same objects as one List. */
function list(): string {
  const items = Array.from({ length: DOCUMENTS }, (_, index) =>
    account(index).replace('---\n', '').trim().replaceAll('\n', '\n  '),
  );
  return `apiVersion: v1\nkind: List\nitems:\n${items.map((item) => `- ${item}\n`).join('')}`;
}

const documents = (): string => Array.from({ length: DOCUMENTS }, (_, index) => account(index)).join('');

test.each<[string, string, () => string]>([
  ['documents', 'text', documents],
  ['documents', 'json', documents],
  ['items of a List', 'text', list],
  ['items of a List', 'json', list],
])(
  '60,000 %s with findings, as %s, need little memory',
  (_, format, content) => {
    const file = join(folder, 'accounts.yaml');
    writeFileSync(file, content());
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        `--max-old-space-size=${LIMIT}`,
        ...['--import', 'tsx'],
        ...[join(ROOT, 'lib/cli/main.ts'), 'check', file, '--format', format],
      ],
      {
        cwd: ROOT,
        encoding: 'utf8',
        maxBuffer: 1 << 29,
        env: { ...process.env, BULWARK_TODAY: '2026-11-21' },
      },
    );
    expect(stderr).toBe('');
    expect(status).toBe(1);
    if (format === 'json') expect(JSON.parse(stdout).findings.length).toBeGreaterThanOrEqual(DOCUMENTS);
    else expect(stdout).toMatch(/60000 objects/);
  },
  120_000,
);
