import 'bulwark/jest';
import { objectControl, restricted } from 'bulwark';
import { HardenedApp, IsolatedNamespace, SecureDeployment } from 'bulwark/cdk8s';
import { ApiObject, App, Chart } from 'cdk8s';
import { writeDocuments } from '../../lib/core/yaml';
import { DIGEST, plainDeployment, restrictedDeployment } from './objects';

const TODAY = '2026-11-21';
const IMAGE = `registry.example.com/web:1.4@${DIGEST}`;

function app(image = IMAGE): { app: HardenedApp; chart: Chart; web: SecureDeployment } {
  const root = new HardenedApp({ today: TODAY });
  const chart = new IsolatedNamespace(root, 'shop', { quota: { cpu: '8', memory: '16Gi' } });
  const web = new SecureDeployment(chart, 'web', {
    image,
    port: 8080,
    probe: 'tcp',
    resources: { cpu: '100m', memory: '64Mi' },
  });
  return { app: root, chart, web };
}

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('the matcher did not complain');
}

describe('toPassRestricted', () => {
  test.each([
    ['a manifest', () => restrictedDeployment()],
    ['a list of manifests', () => [restrictedDeployment(), { apiVersion: 'v1', kind: 'ConfigMap' }]],
    ['a List', () => ({ apiVersion: 'v1', kind: 'List', items: [restrictedDeployment()] })],
    ['a YAML text', () => writeDocuments([restrictedDeployment()])],
    ['an app', () => app().app],
    ['a chart', () => app().chart],
    ['a construct', () => app().web],
    [
      'what has synthYaml alone',
      () =>
        new (class {
          synthYaml = (): string => writeDocuments([restrictedDeployment()]);
        })(),
    ],
    [
      'what has toJson alone',
      () =>
        new (class {
          toJson = (): unknown => [restrictedDeployment()];
        })(),
    ],
  ])('takes %s', (_name, subject) => {
    expect(subject()).toPassRestricted();
    expect(subject()).toPassRestricted({ version: 'v1.25' });
    expect(messageOf(() => expect(subject()).not.toPassRestricted())).toBe(
      'expected a pod that restricted at latest refuses, but it admits all 1',
    );
  });

  test('lists what admission would say, and how to fix it', () => {
    expect(plainDeployment()).not.toPassRestricted();
    const lines = messageOf(() => expect(plainDeployment()).toPassRestricted({ version: 'v1.30' })).split(
      '\n',
    );
    expect(lines[0]).toBe('expected every pod to pass restricted at v1.30');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toMatch(
      /^ {2}- allowPrivilegeEscalation \(Deployment shop\/web, spec\.template\): found allowPrivilegeEscalation != false \(container "web" .*\); needs a pod that passes restricted at v1\.30\. Fix: .+\.$/,
    );
  });

  test('names the construct of a raw object', () => {
    const chart = new Chart(new App(), 'plain');
    const construct = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'raw' } };
    new ApiObject(chart, 'raw', { ...construct, spec: { hostNetwork: true, containers: [{ name: 'a' }] } });
    expect(messageOf(() => expect(chart).toPassRestricted())).toContain(
      'hostNamespaces at plain/raw (Pod raw)',
    );
  });

  test('never passes what it cannot judge', () => {
    const odd = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'odd' }, spec: { containers: 'none' } };
    expect(messageOf(() => expect(odd).toPassRestricted())).toContain('cannot be judged: found ');
  });

  test.each([
    ['no pod', [{ apiVersion: 'v1', kind: 'ConfigMap' }], 'found no pod'],
    ['nothing', [], 'found no object'],
    ['an empty text', '', 'found no object'],
    ['a broken text', 'a: [', 'cannot be read'],
    ['a number', 7, 'found a number'],
    ['null', null, 'found null'],
  ])('is an error on %s, with .not too', (_name, subject, message) => {
    expect(messageOf(() => expect(subject).toPassRestricted())).toContain(message);
    expect(messageOf(() => expect(subject).not.toPassRestricted())).toContain(message);
  });
});

describe('toHaveNoFindings', () => {
  test('takes the judgement of the app, whole or below a construct', () => {
    const good = app();
    expect(good.app).toHaveNoFindings();
    expect(good.chart).toHaveNoFindings();
    expect(good.web).toHaveNoFindings();
    expect(messageOf(() => expect(good.app).not.toHaveNoFindings())).toBe(
      'expected a finding, but nothing stands against the objects',
    );
  });

  test('lists the findings in the form of the house', () => {
    const bad = app('registry.example.com/web:1.4');
    const other = new IsolatedNamespace(bad.app, 'other', { quota: { cpu: '8', memory: '16Gi' } });
    for (const subject of [bad.app, bad.chart, bad.web]) {
      const lines = messageOf(() => expect(subject).toHaveNoFindings()).split('\n');
      expect(lines[0]).toBe('expected no findings');
      expect(lines[1]).toMatch(
        /^ {2}- image-pinned-to-digest at shop\/web.* \(Deployment shop\/web, .*\): found .*; needs .*\. Fix: .* Or waive: /,
      );
    }
    expect(other).toHaveNoFindings();
    expect(bad.web).not.toHaveNoFindings();
  });

  test('judges anything else by the policy, the cluster and the day that it is given', () => {
    const message = messageOf(() => expect([plainDeployment()]).toHaveNoFindings({ today: TODAY }));
    expect(message).toMatch(/readiness-probe \(Deployment shop\/web, /);
    expect(messageOf(() => expect(app().app).toHaveNoFindings({ today: TODAY }))).toContain('judges itself');
  });
});

test('toHaveNoFindings takes controls of an organisation with its policy', () => {
  const costCentre = objectControl({
    id: 'acme/cost-centre',
    title: 'Every ConfigMap says who pays for it',
    category: 'workload',
    severity: 'medium',
    why: 'Bills.',
    fix: 'metadata: { labels: { cost-centre: cc-1 } }',
    refs: {},
    kinds: ['ConfigMap'],
    check(manifest, report) {
      const found = Object(Object(manifest.metadata).labels)['cost-centre'];
      if (found === undefined) report({ path: 'metadata.labels', found, needs: 'a cost centre' });
    },
    examples: { good: [], bad: [] },
  });
  const policy = restricted({ controls: [costCentre] });
  const map = (labels: object) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'c', namespace: 'shop', labels },
  });
  expect(map({ 'cost-centre': 'cc-1' })).toHaveNoFindings({ policy });
  expect(messageOf(() => expect(map({})).toHaveNoFindings({ policy }))).toContain('acme/cost-centre');
});
