import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EncryptionKey, EncryptionProfile } from '../../lib/core/cluster/encryption';
import { clusters } from '../../lib/core/cluster/presets';
import { ENCRYPTION_CONFIGURATION } from '../../lib/core/files/encryption-configuration';
import { textOfFile } from '../../lib/core/files/file';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { restricted } from '../../lib/core/policy/policy';
import { ModelDraft } from '../../lib/model/cluster-model';
import { filesOf } from '../../lib/renderers';
import { run as start } from '../lib/command';
import { build, type GoProgram } from '../lib/go-program';
import type { SuiteResult } from '../suite';

/** What reads the file in the API server. */
const PROGRAM: GoProgram = {
  name: 'encryption',
  version: '0.36.3',
  module: join(__dirname, 'encryption'),
  packages: ['.'],
};

const KEY = Buffer.alloc(32, 7).toString('base64');
const PLACE = /\$\{\w+\}/g;

const box = (n: number): EncryptionKey => ({ secretbox: { name: `key-${n}`, variable: `ETCD_KEY_${n}` } });
const kms = (name: string): EncryptionKey => ({ kms: { name, endpoint: `unix:///var/run/${name}.sock` } });

const PROFILES: readonly EncryptionProfile[] = [
  { write: kms('vault') },
  { write: kms('vault'), read: [kms('old'), box(1)], migrating: true },
  { write: box(1) },
  { write: { aescbc: { name: 'key-1', variable: 'ETCD_KEY_1' } }, read: [box(2), kms('a')], migrating: true },
  { write: box(1), resources: ['*.*'] },
  { write: box(1), resources: ['*.', 'widgets.example.com', '*.apps', 'deployments.apps'] },
];

/** Entries that one of the two refuses; they have to agree. */
const ENTRIES: readonly object[] = [
  { resources: ['secrets', 'secrets'] },
  { resources: ['secrets', '*.'] },
  { resources: ['*.*', '*.apps'] },
  { resources: ['secrets', 'Widgets.example.com'] },
  { resources: ['secrets', 'events.events.k8s.io'] },
  { resources: ['secrets', '*'] },
  { resources: [] },
  { providers: [] },
  { providers: [{}] },
  { providers: [provider({}), provider({})] },
  { providers: [provider({ name: 'a:b' })] },
  { providers: [provider({ apiVersion: 'v1' })] },
  { providers: [provider({ cachesize: 5 })] },
  { providers: [provider({ endpoint: 'https://kms' })] },
  ...['0s', '-3s', 'soon', 3].map((timeout) => ({ providers: [provider({ timeout })] })),
  { providers: [{ identity: { a: 1 } }] },
  { providers: [{ secretbox: { keys: [] } }] },
  { providers: [{ secretbox: { keys: [{ name: '', secret: KEY }] } }] },
  { providers: [{ ...provider({}), identity: {} }] },
];

function provider(said: object): object {
  return { kms: { apiVersion: 'v2', name: 'vault', endpoint: 'unix:///a.sock', timeout: '3s', ...said } };
}

/** Holds what is written for etcd, and what is refused in it, against the code that reads it in the API server. */
export async function run(): Promise<SuiteResult> {
  const started = performance.now();
  const program = join(await build(PROGRAM), 'encryption');
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-encryption-'));
  const problems: string[] = [];
  let judged = 0;
  const verdict = async (text: string): Promise<string> => {
    judged += 1;
    const file = join(folder, `${judged}.yaml`);
    writeFileSync(file, text);
    return (await start([program, file])).stdout.trim();
  };
  try {
    for (const encryption of PROFILES) {
      const all = filesOf(new ModelDraft(clusters.kubeadm({ encryption }), restricted()));
      // The script that fills the file is run by the suite of the cluster.
      const files = all.filter(({ schema }) => schema === ENCRYPTION_CONFIGURATION.id);
      for (const text of files.map(textOfFile)) {
        const filled = await verdict(text.replace(PLACE, KEY));
        if (filled !== 'ok') problems.push(`refused: ${filled}: ${text}`);
        if (/\$\{/.test(text) && (await verdict(text)) === 'ok')
          problems.push(`taken without its keys: ${text}`);
      }
    }
    for (const entry of ENTRIES) {
      const content: PlainObject = {
        apiVersion: 'apiserver.config.k8s.io/v1',
        kind: 'EncryptionConfiguration',
        resources: [{ resources: ['secrets'], providers: [provider({})], ...entry }],
      };
      if ((await verdict(JSON.stringify(content))) === 'ok')
        problems.push(`not refused: ${JSON.stringify(entry)}`);
      if (ENCRYPTION_CONFIGURATION.check(content).length === 0)
        problems.push(`the API server alone refuses: ${JSON.stringify(entry)}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    program: 'EncryptionConfiguration (k8s.io/apiserver)',
    version: PROGRAM.version,
    judged,
    expected: judged,
    found: judged - problems.length,
    problems,
    seconds: (performance.now() - started) / 1000,
  };
}
