import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, deployment, finding, folder, MAP, REPORT, synth } from './fake-app';

const ENVIRONMENTS = ['staging', 'prod'];

/** A report of an app with environments, as it writes it. */
function report(more: object = {}, own: object = {}): object {
  return {
    ...REPORT,
    rules: null,
    environments: ENVIRONMENTS.map((name) => ({ name, report: { ...REPORT, ...own, cluster: `c-${name}` } })),
    differences: [
      {
        object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' },
        path: 'spec.template.spec.containers[web].image',
        values: { staging: '"web:1\\u001b[2J"', prod: '"web:2"' },
      },
      {
        object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: null, name: 'a' },
        path: '',
        values: { staging: null, prod: 'ConfigMap a' },
      },
    ],
    refused: [],
    ...more,
  };
}

const both = (text: string, prod = text): Record<string, string> => ({
  'staging/00-a.k8s.yaml': text,
  'prod/00-a.k8s.yaml': prod,
});

const written = (): string[] =>
  readdirSync(join(folder, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort();

test('writes each environment to its folder, and prints what differs', async () => {
  app(both(MAP, deployment('web')), report());
  const { out, err, code } = await synth('--report', 'report.json');
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(written()).toEqual(['prod/00-a.k8s.yaml', 'staging/00-a.k8s.yaml']);
  expect(out).toContain(
    'cluster     staging: c-staging, Kubernetes 1.36\n            prod: c-prod, Kubernetes 1.36\n',
  );
  expect(out).toContain(
    `2 differences between environments, in 2 objects
                                            staging  prod
  Deployment shop/web containers[web].image  `.slice(0, 52),
  );
  expect(out).toMatch(/Deployment shop\/web containers\[web\]\.image +.*web:1.*u001b.* +web:2\n/);
  expect(out).toMatch(/ConfigMap a +- +yes\n/);
  expect(out).not.toContain('\u001b');
  const saved: unknown = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  const [staging, prod] = ENVIRONMENTS.map((name) => ({
    name,
    report: expect.objectContaining({
      files: [{ name: '00-a.k8s.yaml', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    }),
  }));
  expect(saved).toMatchObject({
    files: [{ name: 'staging/00-a.k8s.yaml' }, { name: 'prod/00-a.k8s.yaml' }],
    environments: [staging, prod],
  });
});

test('removes what an environment that is gone left, and nothing else', async () => {
  app(both(MAP), report());
  await synth();
  writeFileSync(join(folder, 'dist/staging/mine.yaml'), 'mine');
  app({ '00-a.k8s.yaml': MAP }, REPORT);
  const { code } = await synth();
  expect(code).toBe(0);
  expect(written()).toEqual(['00-a.k8s.yaml', 'staging/mine.yaml']);
});

test('--against compares each with its own folder, or one alone', async () => {
  app(both(deployment('web')), report());
  await synth();
  app(both(deployment('web'), deployment('web') + MAP), report());
  const { out, code } = await synth('--against', 'dist');
  expect(code).toBe(0);
  expect(out).toContain('against dist, staging: 0 added, 0 removed, 0 changed, 1 unchanged\n');
  expect(out).toContain('against dist, prod: 1 added, 0 removed, 0 changed, 1 unchanged\n');
  const one = await synth('--against', 'dist/prod');
  expect(one.out).toContain('against dist/prod, prod: 0 added');
  expect(one.out).not.toContain('staging: 0 added');
  const { against } = JSON.parse((await synth('--against', 'dist', '--format', 'json')).out);
  expect(against).toMatchObject([
    { environment: 'staging', unchanged: 1 },
    { environment: 'prod', unchanged: 2 },
  ]);
  app({ '00-a.k8s.yaml': MAP }, REPORT);
  const plain = await synth('--against', 'dist');
  expect(plain.err).toContain('found the output of staging, prod; needs the folder of one of them');
  expect(plain.code).toBe(2);
});

test('findings are said by environment, and nothing is written', async () => {
  const findings = [finding('web', '"web:1"')];
  app(
    {},
    report({ findings, refused: ['Deployment shop/web: found it in prod'] }, { findings }),
    'process.exit(1)',
  );
  const { err, code } = await synth();
  expect(code).toBe(1);
  expect(err).toMatch(/environment staging \(c-staging, Kubernetes 1\.36\):\n.*image-pinned-to-digest/);
  expect(err).toContain('environment prod (c-prod, Kubernetes 1.36):\n');
  expect(err).toContain('bulwark: Deployment shop/web: found it in prod');
  expect(existsSync(join(folder, 'dist'))).toBe(false);
});

test.each(['../prod', '/tmp/x', 'a/b', '', '..', 'Prod'])(
  'a report with an environment called %j is none',
  async (name) => {
    const environments = [{ name, report: REPORT }];
    app({ '00-a.k8s.yaml': MAP }, report({ environments }));
    const { code } = await synth();
    expect(code).toBe(1);
    expect(existsSync(join(folder, 'dist'))).toBe(false);
  },
);
