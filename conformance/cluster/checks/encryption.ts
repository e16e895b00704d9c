import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { EncryptionKey } from '../../../lib/core/cluster/encryption';
import {
  type EncryptionStep,
  encryptedPrefix,
  encryptionKeyRotation,
  encryptionOfPlainData,
} from '../../../lib/core/cluster/encryption-steps';
import { textOfFile } from '../../../lib/core/files/file';
import { objectAt, stringAt } from '../../../lib/core/manifest/plain';
import { encryptionFile } from '../../../lib/renderers/encryption';
import { fillScript } from '../../../lib/renderers/encryption/fill-script';
import type { Built } from '../build';
import { ApiServer } from '../cluster';
import { startServer } from '../control-plane';
import { compact, filesWith, storedBelow } from '../etcd';
import { until } from '../wait';
import type { Checks } from './checks';

const PLAIN = {
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'EncryptionConfiguration',
  resources: [{ resources: ['secrets', 'configmaps'], providers: [{ identity: {} }] }],
};

const box = (n: number): EncryptionKey => ({ secretbox: { name: `key-${n}`, variable: `ETCD_KEY_${n}` } });
const SECRETS = '/api/v1/namespaces/default/secrets';

/**
 * Takes a cluster with plain Secrets through the steps that begin to encrypt it, and then through those that change the key, while
 * its Secrets are read: each step is installed with our script, and what it promises is looked up in etcd.
 */
export async function checkEncryption({ standin, kubernetes }: Built, checks: Checks): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bulwark-at-rest-'));
  const target = join(folder, 'encryption.yaml');
  writeFileSync(target, JSON.stringify(PLAIN));
  const server = await ApiServer.start(standin, kubernetes, kubernetes, {
    'encryption-provider-config': target,
  });
  const run = new Run(server, kubernetes, folder, target, checks);
  try {
    await run.write('before', 'plain-before');
    checks.holds(
      'a plain Secret is found in the files of etcd',
      filesWith(server, 'plain-before').length > 0,
      'it is not',
    );
    for (const step of encryptionOfPlainData({ write: box(1) })) await run.take(step);
    await run.write('after', 'plain-after');
    await run.allBeginWith(box(1));
    await compact(server);
    checks.equal(
      'files with the plain Secret once etcd is compacted',
      filesWith(server, 'plain-before').filter((name) => name === 'db'),
      [],
    );
    for (const step of encryptionKeyRotation({ from: { write: box(1) }, to: box(2) })) await run.take(step);
    await run.allBeginWith(box(2));
    checks.equal('files with a Secret that was never plain', filesWith(server, 'plain-after'), []);
  } finally {
    await run.stop();
    checks.equal('what the API server left behind', await server.end(), []);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An API server whose file changes, and somebody who reads its Secrets all the time. */
class Run {
  private readonly keys = Object.fromEntries(
    [1, 2].map((n) => [`ETCD_KEY_${n}`, randomBytes(32).toString('base64')]),
  );
  private readonly known = new Map<string, string>();
  private reads = 0;
  private ended = false;
  private readonly reader: Promise<void>;

  constructor(
    private readonly server: ApiServer,
    private readonly kubernetes: string,
    private readonly folder: string,
    private readonly target: string,
    private readonly checks: Checks,
  ) {
    this.reader = this.read();
  }

  /** Makes a Secret with a value. */
  async write(name: string, value: string): Promise<void> {
    const body = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace: 'default' },
      stringData: { value },
    };
    const { status } = await this.server.api.send('POST', SECRETS, { body });
    this.checks.equal(`Secret ${name}`, status, 201);
    this.known.set(name, value);
  }

  /** Does what a step says, and looks whether it did what it is for. */
  async take({ title, encryption, run, check }: EncryptionStep): Promise<void> {
    if (run.some((command) => command.includes('kubectl replace'))) await this.rewrite(run);
    else await this.install(encryption);
    if (check.prints.startsWith('k8s:enc:')) {
      await this.write(`check-${this.known.size}`, 'probe');
      const [stored] = await storedBelow(
        this.server,
        `/registry/secrets/default/check-${this.known.size - 1}`,
      );
      this.checks.equal(`${title}: a new Secret begins with`, stored?.begins.startsWith(check.prints), true);
    }
    await this.readAll(title);
  }

  /** Whether everything that is to be encrypted begins with a key. */
  async allBeginWith(key: EncryptionKey): Promise<void> {
    const stored = [
      ...(await storedBelow(this.server, '/registry/secrets/')),
      ...(await storedBelow(this.server, '/registry/configmaps/')),
    ];
    const others = stored.filter(({ begins }) => !begins.startsWith(encryptedPrefix(key)));
    this.checks.holds(
      'Secrets and ConfigMaps in etcd',
      stored.length > this.known.size,
      `only ${stored.length}`,
    );
    this.checks.equal(
      `those that do not begin with ${encryptedPrefix(key)}`,
      others.map((one) => one.key),
      [],
    );
  }

  /** Ends the reading. */
  async stop(): Promise<void> {
    this.ended = true;
    await this.reader;
    this.checks.holds('reads meanwhile', this.reads > 100, `only ${this.reads}`);
  }

  private async install(encryption: EncryptionStep['encryption']): Promise<void> {
    const files = [encryptionFile(encryption), ...fillScript(encryption)];
    const written = files.map((file) => {
      const path = join(this.folder, `template-${basename(file.path)}`);
      writeFileSync(path, textOfFile(file));
      return path;
    });
    const [template = '', script = ''] = written;
    const { inside, places, api } = this.server;
    await inside.must([
      'env',
      ...Object.entries(this.keys).map(([name, key]) => `${name}=${key}`),
      'sh',
      script,
      template,
      this.target,
    ]);
    this.checks.equal('mode of the filled file', statSync(this.target).mode & 0o777, 0o600);
    await inside.must(['pkill', '-x', 'kube-apiserver']);
    await until(
      'the end of the API server',
      60,
      async () => (await inside.run(['pgrep', '-x', 'kube-apiserver'])).code !== 0,
    );
    startServer(inside, places.pki, this.kubernetes, { 'encryption-provider-config': this.target });
    await this.server.orTell(
      ['kube-apiserver'],
      until('the API server', 120, () => api.isReady()),
    );
  }

  private async rewrite(commands: readonly string[]): Promise<void> {
    const kubectl = `${join(this.server.places.kubernetes, 'kubectl')} --kubeconfig ${join(this.server.places.pki, 'admin.kubeconfig')}`;
    for (const command of commands) {
      const { code, stderr } = await this.server.inside.run([
        'sh',
        '-c',
        command.replaceAll('kubectl', kubectl),
      ]);
      this.checks.equal(`${command} ends with`, [code, code === 0 ? '' : stderr], [0, '']);
    }
  }

  /** Each Secret has the value that was written. */
  private async readAll(when: string): Promise<void> {
    for (const [name, value] of this.known) {
      const { status, body } = await this.server.api.send('GET', `${SECRETS}/${name}`);
      const found = typeof body === 'string' ? body : stringAt(objectAt(body, 'data'), 'value');
      this.checks.equal(
        `${when}: Secret ${name}`,
        [status, found],
        [200, Buffer.from(value).toString('base64')],
      );
    }
  }

  /** Reads all Secrets until the end. Of an API server that is not there the way in says so, in words; one that cannot read answers itself. */
  private async read(): Promise<void> {
    while (!this.ended) {
      const answer = await this.server.api.send('GET', '/api/v1/secrets').catch(() => undefined);
      if (answer?.status === 200) this.reads += 1;
      else if (answer?.status === 500 && typeof answer.body !== 'string')
        this.checks.holds('a read meanwhile', false, JSON.stringify(answer.body).slice(0, 300));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
