import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { clusters, HardenedApp, SecureDeployment } from 'bulwark/cdk8s';
import { IsolatedNamespace as Space, HardenedApp as Stack } from '../../lib/pulumi';
import { judgeableOf, renderPulumi, renderUnjudged } from '../../lib/pulumi/render/render';
import { verdictOf } from '../../lib/pulumi/render/verdict';
import { shopApp, WEB } from '../cdk8s/support';
import { failureOf, inShop } from '../pulumi/support';

const NAME = 'files/kube-apiserver/encryption.yaml';
const SCRIPT = 'files/kube-apiserver/fill-encryption.sh';
const encryptedBy = (n: number) =>
  clusters.kubeadm({ encryption: { write: { secretbox: { name: `key-${n}`, variable: `ETCD_KEY_${n}` } } } });
const cluster = encryptedBy(1);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'configuration-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a cdk8s app writes the file beside its objects, and leaves it out of the text of all objects', () => {
  const { app, shop } = shopApp({ cluster, outdir: folder });
  new SecureDeployment(shop, 'web', WEB);
  app.synth();
  const text = readFileSync(join(folder, NAME), 'utf8');
  expect(text).toContain('kind: EncryptionConfiguration');
  expect(text).toContain(['secret: $', '{ETCD_KEY_1}'].join(''));
  expect(
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .sort(),
  ).toHaveLength(2);
  expect(app.synthYaml()).not.toContain('EncryptionConfiguration');
  expect([...app.synthesize().configuration.keys()]).toEqual([NAME, SCRIPT]);
});

test('where something stands against the app, neither objects nor files are written', () => {
  const { app, shop } = shopApp({ cluster, outdir: folder });
  new SecureDeployment(shop, 'web', { ...WEB, image: 'nginx:latest' });
  expect(() => app.synth()).toThrow(/nothing was written/);
  expect(readdirSync(folder)).toEqual([]);
});

test('an app for a cluster that says nothing about it writes no folder of files', () => {
  new HardenedApp({ outdir: folder }).synth();
  expect(readdirSync(folder)).toEqual(['.bulwark-index', '00-cluster.k8s.yaml']);
});

test('both front ends make the same files', async () => {
  const both = { cluster: clusters.kubeadm({ encryption: cluster.encryption, kubelet: {} }) };
  const { app } = shopApp(both);
  const rendering = await inShop(() => undefined, both);
  const { configuration } = app.synthesize();
  expect([...configuration.keys()]).toEqual([NAME, SCRIPT, 'files/kubelet/kubelet.conf.d/50-bulwark.conf']);
  expect([...rendering.configuration]).toEqual([...configuration]);
  expect(rendering.manifests.map(({ kind }) => kind)).not.toContain('EncryptionConfiguration');
});

test('a Pulumi program takes it as an output', async () => {
  const { outputs } = await renderPulumi(() => {
    const app = new Stack('app', { cluster, today: '2026-11-21' });
    return { files: app.configuration };
  });
  expect(outputs.files).toEqual({
    [NAME]: expect.stringContaining('EncryptionConfiguration'),
    [SCRIPT]: expect.stringContaining('ETCD_KEY_1'),
  });
});

test('it is in the report of a program that is judged as a whole', async () => {
  const rendering = await renderUnjudged(() => {
    const app = new Stack('app', { cluster, today: '2026-11-21' });
    return new Space('shop', {}, { parent: app });
  });
  const program = judgeableOf(rendering);
  expect(program && verdictOf(program, { today: '2026-11-21' }).report.configuration).toEqual([
    { path: 'kube-apiserver/encryption.yaml', schema: 'apiserver.config.k8s.io/v1 EncryptionConfiguration' },
    { path: 'kube-apiserver/fill-encryption.sh', schema: 'POSIX shell script that fills keys' },
  ]);
});

test('two apps of one program make one file, or an error that names it', async () => {
  const two = (a: number, b: number) =>
    renderPulumi(() => {
      for (const [name, n] of [
        ['one', a],
        ['two', b],
      ] as const)
        new Stack(name, { cluster: encryptedBy(n), today: '2026-11-21' });
      return pulumi.output(1);
    });
  expect([...(await two(1, 1)).configuration.keys()]).toEqual([NAME, SCRIPT]);
  expect(await failureOf(two(1, 2))).toContain('two apps make the file kube-apiserver/encryption.yaml');
});
