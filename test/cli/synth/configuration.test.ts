import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../lib/cli/program';
import { fakeIo } from '../fake-io';
import { app, finding, folder, MAP, REPORT, synth, written } from './fake-app';

describe('files that are no objects', () => {
  const NAME = 'files/kube-apiserver/encryption.yaml';
  const REPORTED = {
    ...REPORT,
    configuration: [{ path: 'kube-apiserver/encryption.yaml', schema: 'EncryptionConfiguration' }],
  };
  const withFile = (text: string): void => {
    const made = `mkdirSync(out + '/files/kube-apiserver', { recursive: true });`;
    const put = `writeFileSync(out + '/${NAME}', ${JSON.stringify(text)});`;
    app({ '00-a.k8s.yaml': MAP }, REPORTED, `${made}\n${put}`);
  };
  const CONFIGURATION = 'apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\n';

  test('are written in a folder of their own, listed, and counted as no objects', async () => {
    withFile(CONFIGURATION);
    const { code, out } = await synth('--report', 'report.json');
    expect(code).toBe(0);
    expect(out).toContain('objects     2 (1 ConfigMap)');
    expect(out).toContain(
      `files       2 files in dist\n  00-a.k8s.yaml: 1 object\n  ${NAME}: no object; install it`,
    );
    expect(readFileSync(join(folder, 'dist', NAME), 'utf8')).toBe(CONFIGURATION);
    const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
    expect(report.files.map(({ name }: { name: string }) => name)).toEqual(['00-a.k8s.yaml']);
    expect(report.configuration).toEqual([
      { ...REPORTED.configuration[0], sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
  });

  test('are compared with those of an earlier output, and removed with their folder', async () => {
    withFile(CONFIGURATION);
    await synth();
    withFile(`${CONFIGURATION}resources: []\n`);
    const changed = await synth('--against', 'dist', '--format', 'json');
    expect(JSON.parse(changed.out)).toMatchObject({
      configuration: [NAME],
      against: {
        unchanged: 1,
        changed: [],
        files: { added: [], removed: [], changed: [NAME], unchanged: 0 },
      },
    });
    app({ '00-a.k8s.yaml': MAP });
    const removed = await synth('--against', 'dist');
    expect(removed.out).toContain(
      `files that are no objects: 0 added, 1 removed, 0 changed, 0 unchanged\n  - ${NAME}\n`,
    );
    expect(written()).toEqual(['.bulwark-index', '00-a.k8s.yaml']);
  });

  test('of someone else are not compared, and not touched', async () => {
    app({ '00-a.k8s.yaml': MAP });
    await synth();
    mkdirSync(join(folder, 'dist/files'));
    writeFileSync(join(folder, 'dist/files/notes.txt'), 'mine');
    const { out } = await synth('--against', 'dist');
    expect(out).not.toContain('no objects');
    expect(readdirSync(join(folder, 'dist/files'))).toEqual(['notes.txt']);
  });

  test.each<[string, () => void]>([
    ['a link that leads nowhere', () => symlinkSync('nowhere', join(folder, 'dist/files'))],
    ['a link to somewhere else', () => symlinkSync(folder, join(folder, 'dist/files'))],
    ['a file', () => writeFileSync(join(folder, 'dist/files'), '')],
    [
      'a folder in place of the index',
      () => {
        rmSync(join(folder, 'dist/.bulwark-index'));
        mkdirSync(join(folder, 'dist/.bulwark-index'));
      },
    ],
  ])('%s in an earlier output is no file of ours, and no stack trace', async (_, put) => {
    app({ '00-a.k8s.yaml': MAP });
    await synth();
    put();
    const { code, out } = await synth('--against', 'dist', '--out', 'other');
    expect([code, out]).toEqual([0, expect.not.stringContaining('no objects')]);
  });

  test('are written into no link, and neither is anything else', async () => {
    app({ '00-a.k8s.yaml': MAP });
    await synth();
    symlinkSync(folder, join(folder, 'dist/files'));
    withFile(CONFIGURATION);
    const { code, err } = await synth();
    expect([code, err]).toEqual([
      expect.any(Number),
      expect.stringContaining('a link or a file where a folder'),
    ]);
    expect(code).not.toBe(0);
    expect(err).not.toMatch(/^\s+at /m);
    expect(existsSync(join(folder, 'kube-apiserver'))).toBe(false);
  });

  test('are not written where something stands against the app', async () => {
    withFile(CONFIGURATION);
    app(
      { '00-a.k8s.yaml': MAP },
      { ...REPORTED, findings: [finding('web', 'x')] },
      `mkdirSync(out + '/files'); writeFileSync(out + '/files/a', '');`,
    );
    expect((await synth()).code).toBe(1);
    expect(existsSync(join(folder, 'dist'))).toBe(false);
  });

  test('do not stand in the way of a check of the output by its report', async () => {
    withFile(CONFIGURATION);
    await synth('--report', 'report.json');
    const io = fakeIo({ cwd: folder });
    await run(['check', 'dist'], io);
    expect(io.out() + io.err()).toContain('a configuration of the API server');
  });
});
