import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { run } from '../../lib/cli/program';
import { COMMAND, hostileText, UNSEEN } from '../core/hostile';
import { fakeIo } from './fake-io';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'printing-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Manifests with a string wherever a string can stand. */
function manifests(text: string): object[] {
  const metadata = { name: text, namespace: text, labels: { [text]: text }, annotations: { [text]: text } };
  const container = {
    name: text,
    image: text,
    [text]: text,
    env: [{ name: text, value: text }],
    securityContext: { procMount: text, seccompProfile: { type: text }, capabilities: { add: [text] } },
    volumeMounts: [{ name: text, mountPath: text }],
    ports: [{ name: text, containerPort: 1, protocol: text }],
  };
  const spec = {
    serviceAccountName: text,
    hostPID: true,
    nodeSelector: { [text]: text },
    containers: [container],
  };
  return [
    { apiVersion: 'v1', kind: 'Pod', metadata, spec },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { selector: { matchLabels: { [text]: text } }, template: { metadata, spec } },
    },
    { apiVersion: `example.com/${text}`, kind: text, metadata, spec: { template: { spec } } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: { [text]: text }, ports: [{ name: text, port: text }] },
    },
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: text, labels: { 'pod-security.kubernetes.io/enforce': text } },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { [text]: text } },
  ];
}

/** Stands for a string that the file system takes as a name. */
const fileName = (text: string): string => `${text.replace(/[/\0\p{Cs}]/gu, '').slice(0, 40) || 'x'}.json`;

async function printed(args: string[], stdin = ''): Promise<string> {
  const io = fakeIo({ cwd: folder, stdin });
  const code = await run(args, io);
  expect([0, 1, 2]).toContain(code);
  return `${io.out()}${io.err()}`;
}

function expectSafe(text: string): void {
  for (const line of text.split('\n')) {
    expect(line).not.toMatch(UNSEEN);
    expect(line).not.toMatch(COMMAND);
  }
}

test('no command lets a name of the input speak', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, async (text) => {
      const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests(text) });
      for (const command of ['check', 'pod-security']) {
        expectSafe(await printed([command, '-'], input));
        const json = await printed([command, '-', '--format', 'json'], input);
        expectSafe(json);
      }
      expectSafe(await printed(['harden', '-', '--out', 'hardened'], input));
      const hardened = await printed(['harden', '-'], input);
      for (const line of hardened.split('\n')) {
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
        expect(line).not.toMatch(COMMAND);
      }
      expectSafe(await printed(['lock', '--list', '-'], input));
    }),
    { numRuns: 8 },
  );
});

test('no file name, option, argument or content of a file that cannot be read speaks', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, async (text) => {
      const inside = join(folder, 'names');
      mkdirSync(inside, { recursive: true });
      const file = join(inside, fileName(text));
      writeFileSync(file, JSON.stringify(manifests(text)[0]));
      expectSafe(await printed(['check', inside]));
      writeFileSync(
        file,
        `{"apiVersion": "v1", "kind": ${JSON.stringify(text)}, "metadata": ${JSON.stringify(text)}}\n---\n${text}: [`,
      );
      for (const command of ['check', 'harden', 'pod-security']) expectSafe(await printed([command, inside]));
      writeFileSync(
        join(folder, 'waivers.json'),
        JSON.stringify([
          {
            control: text,
            reason: text,
            owner: text,
            expires: text,
            [text]: 1,
            target: { kind: text, name: text },
          },
        ]),
      );
      expectSafe(await printed(['check', inside, '--waivers', 'waivers.json']));
      rmSync(inside, { recursive: true });
      for (const args of [
        ['check', text],
        ['check', `--${text}`],
        [text],
        ['controls', text],
        ['check', '--today', text],
        ['check', '--cluster', text],
        ['check', '--kubernetes', text],
        ['lock', text, text],
        ['lock', '--file', `${text}.json`, 'a:1', 'b'],
        ['synth', '--app', `echo ${JSON.stringify(text.replace(/[\0$`"\\\\]/g, ''))}`],
      ]) {
        if (!args.some((arg) => arg.includes('\0'))) expectSafe(await printed(args));
      }
    }),
    { numRuns: 10 },
  );
});

test('the lines of a name cannot be taken for the summary', async () => {
  const name = `x\n1 object, 125 controls of restricted-2026-11, Kubernetes 1.36: 0 findings, 0 suppressed`;
  const out = await printed(
    ['check', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name } }),
  );
  expect(out.match(/^\d+ objects?, .*suppressed$/gm)).toHaveLength(1);
  expect(out.match(/^\d+ objects?, .*suppressed$/gm)?.[0]).not.toContain(' 0 findings');
});
