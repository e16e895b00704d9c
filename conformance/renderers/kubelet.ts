import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubeletProfile } from '../../lib/core/cluster/kubelet';
import { textOfFile } from '../../lib/core/files/file';
import { KUBELET_CONFIGURATION } from '../../lib/core/files/kubelet-configuration';
import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import { kubeletFile } from '../../lib/renderers/kubelet';
import { PROGRAMS } from '../cluster/programs';
import { run as start } from '../lib/command';
import { build } from '../lib/go-program';
import type { SuiteResult } from '../suite';

/** What a kubelet says that took its files, and that finds no API server to ask. */
const TAKEN = 'no client provided, cannot use webhook authentication';

/** A node that says the opposite of everything. It runs nothing: no runtime answers on the socket. */
const NODE = {
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  allowedUnsafeSysctls: ['kernel.msg*'],
  authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
  authorization: { mode: 'AlwaysAllow' },
  containerLogMaxSize: '1Gi',
  containerRuntimeEndpoint: 'unix:///nobody.sock',
  enableSystemLogQuery: true,
  failCgroupV1: false,
  failSwapOn: false,
  makeIPTablesUtilChains: false,
  readOnlyPort: 10_255,
  rotateCertificates: false,
  streamingConnectionIdleTimeout: '0s',
  tlsMinVersion: 'VersionTLS10',
};

const PROFILES: readonly (readonly [profile: KubeletProfile, logBudget: string])[] = [
  [{}, '50Mi'],
  [{ podPidsLimit: 64 }, '1Gi'],
  [{ serverTLSBootstrap: true, protectKernelDefaults: true }, '7'],
];

/** Fields that the kubelet refuses; the schema has to refuse them too. */
const WRONG: readonly PlainObject[] = [
  { containerLogMaxFiles: 1 },
  { enableSystemLogQuery: true },
  { readOnlyPort: 70_000 },
  { seccompDefault: 'true' },
  { streamingConnectionIdleTimeout: 'soon' },
  { podPidsLimit: 1.5 },
];

/** Holds the file for kubelets against a kubelet: it takes the file, and what the file says stands above the node. */
export async function run(): Promise<SuiteResult> {
  const started = performance.now();
  const program = join(await build(PROGRAMS.kubernetes), 'kubelet');
  const problems: string[] = [];
  for (const [profile, logBudget] of PROFILES) {
    const file = kubeletFile(profile, logBudget);
    const said = await answer(program, textOfFile(file));
    if (!said.includes(TAKEN)) problems.push(`refused: ${said.slice(-500)}`);
    else problems.push(...unheld(isPlain(file.content) ? file.content : {}, heldIn(said)));
  }
  const { content } = kubeletFile({}, '50Mi');
  for (const wrong of WRONG) {
    const part = { ...(isPlain(content) ? content : {}), ...wrong };
    if ((await answer(program, JSON.stringify(part))).includes(TAKEN))
      problems.push(`not refused: ${JSON.stringify(wrong)}`);
    if (KUBELET_CONFIGURATION.check(part).length === 0)
      problems.push(`the kubelet alone refuses: ${JSON.stringify(wrong)}`);
  }
  const judged = PROFILES.length + WRONG.length;
  return {
    program: 'KubeletConfiguration (kubelet)',
    version: PROGRAMS.kubernetes.version,
    judged,
    expected: judged,
    found: judged - problems.length,
    problems,
    seconds: (performance.now() - started) / 1000,
  };
}

/** What a kubelet prints that is started with a part of its configuration. */
async function answer(program: string, part: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-kubelet-'));
  const [node, parts] = [join(folder, 'node.yaml'), join(folder, 'kubelet.conf.d')];
  mkdirSync(parts);
  writeFileSync(node, JSON.stringify(NODE));
  writeFileSync(join(parts, '50-bulwark.conf'), part);
  const files = [`--config=${node}`, `--config-dir=${parts}`, `--root-dir=${join(folder, 'root')}`];
  try {
    return (await start(['timeout', '60', program, ...files, '-v=5'])).stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The configuration that holds, as a kubelet prints it: its fields begin with a capital. */
function heldIn(log: string): unknown {
  const [, text = '{}'] = /"KubeletConfiguration" configuration=<\n([\s\S]*?)\n\s*>/.exec(log) ?? [];
  return JSON.parse(text);
}

/** Fields of a part that do not hold; names are compared without case. */
function unheld(part: PlainObject, held: unknown, path = ''): string[] {
  const known = new Map(
    Object.entries(isPlain(held) ? held : {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return Object.entries(part).flatMap(([name, value]) => {
    if (path === '' && (name === 'apiVersion' || name === 'kind')) return [];
    const found = known.get(name.toLowerCase());
    const at = `${path}${name}`;
    if (isPlain(value)) return unheld(value, found, `${at}.`);
    return JSON.stringify(found) === JSON.stringify(value)
      ? []
      : [`does not hold: ${at}: ${JSON.stringify(found)}, not ${JSON.stringify(value)}`];
  });
}
