import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, deployment, folder, MAP, synth } from './fake-app';

test('--against refuses to replace what runs, before anything is written', async () => {
  app({ '00-a.k8s.yaml': deployment('old') + MAP });
  await synth();
  app({ '00-a.k8s.yaml': deployment('new') });
  const { code, out, err } = await synth('--against', 'dist');
  expect(out).toBe(`against dist: 0 added, 1 removed, 1 changed, 0 unchanged
  - ConfigMap settings
  ~ Deployment web
`);
  expect(err).toContain('bulwark: 1 object would have to be replaced');
  expect(err).toContain('Deployment web, spec.selector: found {"matchLabels":{"app":"new"}}');
  expect(err).toContain("Fix: selector: { 'app': 'old' }");
  expect(code).toBe(1);
  expect(readFileSync(join(folder, 'dist/00-a.k8s.yaml'), 'utf8')).toContain('app: old');
  expect((await synth()).code).toBe(0);
});

test('--against says that a Job with other pods needs another name, and does not call that a mistake', async () => {
  const job = (name: string, image: string): string =>
    `apiVersion: batch/v1\nkind: Job\nmetadata: { name: ${name} }\nspec: { template: { spec: { containers: [{ name: a, image: '${image}' }] } } }\n---\n`;
  app({ '00-a.k8s.yaml': job('migrate', 'a:1') });
  await synth();
  app({ '00-a.k8s.yaml': job('migrate', 'a:2') });
  const refused = await synth('--against', 'dist');
  expect(refused.err).toContain('Job migrate, spec.template: found');
  expect(refused.err).toContain("Fix: name: 'migrate-2', since what a Job does is never changed");
  app({ '00-a.k8s.yaml': job('migrate-2', 'a:2') });
  const renamed = await synth('--against', 'dist');
  expect(renamed.code).toBe(0);
  expect(renamed.out).not.toContain('keep the old one');
});

test('--against lets other changes through', async () => {
  app({ '00-a.k8s.yaml': deployment('web') });
  await synth();
  app({ '00-a.k8s.yaml': deployment('web') + MAP });
  const { code, out } = await synth('--against', 'dist/00-a.k8s.yaml');
  expect(out).toContain('1 added, 0 removed, 0 changed, 1 unchanged\n  + ConfigMap settings\n');
  expect(code).toBe(0);
});
