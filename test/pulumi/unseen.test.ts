import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { HardenedApp, hardenStack, restricted, waive } from '../../lib/pulumi';
import { judgeableOf, type RenderOptions, renderPulumi } from '../../lib/pulumi/render/render';
import { verdictOf } from '../../lib/pulumi/render/verdict';

const TODAY = '2026-11-21';

beforeEach(() => void jest.spyOn(console, 'warn').mockImplementation(() => undefined));
afterEach(() => jest.restoreAllMocks());

const WHY = {
  control: 'no-unseen-objects',
  reason: 'looked at what the chart renders, version by version',
  owner: 'team-shop',
  expires: '2027-02-01',
} as const;

class Remote extends pulumi.ComponentResource {
  constructor(type: string, name: string, args: pulumi.Inputs = {}) {
    super(type, name, args, {}, true);
  }
}

const labels = { 'app.kubernetes.io/instance': 'cache' };
const objects = (): PlainObject[] => [
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cache', namespace: 'shop', labels }, data: {} },
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'cache', namespace: 'shop' },
    spec: { hostPID: true, containers: [{ name: 'a', image: 'b' }] },
  },
];

async function judged(program: () => unknown, options: RenderOptions = {}) {
  const rendering = await renderPulumi(program, options);
  const judgeable = judgeableOf(rendering);
  if (judgeable === undefined) throw new Error('not rendered');
  const { report } = verdictOf(judgeable, { today: TODAY });
  const found = report.findings.filter(({ control }) => /^(?:no-unseen-objects|waiver-)/.test(control));
  return { rendering, report, found: found.map(({ object }) => object), controls: found };
}

const release = (): unknown => new k8s.helm.v3.Release('cache', { chart: 'redis', namespace: 'shop' });

describe('what makes objects that nobody sees', () => {
  test.each<[string, () => unknown, string, string]>([
    ['a Helm release', release, 'Release', 'kubernetes:helm.sh/v3'],
    [
      'a chart of v4',
      () => new k8s.helm.v4.Chart('cache', { chart: 'redis' }),
      'Chart',
      'kubernetes:helm.sh/v4',
    ],
    [
      'a chart of v3',
      () => new k8s.helm.v3.Chart('cache', { chart: 'redis' }),
      'Chart',
      'kubernetes:helm.sh/v3',
    ],
    [
      'a kustomization of v1',
      () => new k8s.kustomize.Directory('cache', { directory: './x' }),
      'Directory',
      'kubernetes:kustomize',
    ],
    [
      'a kustomization of v2',
      () => new k8s.kustomize.v2.Directory('cache', { directory: './x' }),
      'Directory',
      'kubernetes:kustomize/v2',
    ],
    [
      'a file of YAML of v2',
      () => new k8s.yaml.v2.ConfigFile('cache', { file: 'x.yaml' }),
      'ConfigFile',
      'kubernetes:yaml/v2',
    ],
    [
      'a group of YAML of v2',
      () => new k8s.yaml.v2.ConfigGroup('cache', { yaml: 'a: b' }),
      'ConfigGroup',
      'kubernetes:yaml/v2',
    ],
    [
      'a third-party component',
      () => new Remote('platform:index:WebApp', 'cache'),
      'WebApp',
      'platform:index',
    ],
    // Named as a kind of Kubernetes, which it is not.
    ['a namesake', () => new Remote('platform:index:Service', 'cache'), 'Service', 'platform:index'],
  ])(
    '%s is unknown and listed, and waivers by the name of the object suppress it',
    async (_, make, kind, apiVersion) => {
      const { report, found, controls, rendering } = await judged(make);
      expect(found).toEqual([expect.objectContaining({ apiVersion, kind, name: 'cache' })]);
      expect(controls[0]).toMatchObject({ verdict: 'unknown', waivable: true });
      expect(report.unjudged).toEqual(found);
      expect(report.objects).toBe(0);
      expect(rendering.manifests).toEqual([]);
      const { namespace } = found[0] ?? {};
      const on = { kind, name: 'cache', ...(namespace ? { namespace } : {}) };
      const policy = restricted({ waivers: [{ ...WHY, on }] });
      const suppressed = await judged(() => [
        hardenStack({ policy, today: TODAY, findings: 'warn' }),
        make(),
      ]);
      expect(suppressed.report.findings).toEqual([]);
      expect(suppressed.report.suppressed.map(({ control }) => control)).toEqual(['no-unseen-objects']);
      expect(suppressed.report.unjudged).toEqual(found);
    },
  );

  test('what makes infrastructure of a cloud is left alone', async () => {
    const { report } = await judged(() => new Remote('awsx:ec2:Vpc', 'net'));
    expect([report.findings, report.unjudged]).toEqual([[], []]);
  });

  test.each<[string, (at: pulumi.Resource) => void]>([
    ['on the resource', (at) => waive(at, WHY)],
    ['above it', (at) => waive(at, WHY)],
  ])('a waiver %s suppresses it, and one that is not needed is told', async (where, attach) => {
    const { found } = await judged(() => {
      const app = new HardenedApp('app', { today: TODAY });
      const args = { chart: 'redis', namespace: 'shop' };
      const cache = new k8s.helm.v3.Release('cache', args, { parent: app });
      attach(where === 'above it' ? app : cache);
    });
    expect(found).toEqual([]);
    const unused = await judged(() => {
      const map = new k8s.core.v1.ConfigMap('a', { metadata: { namespace: 'shop' } });
      attach(map);
    });
    expect(unused.controls.map(({ control }) => control)).toEqual(['waiver-unused']);
  });

  test('a waiver of another object, a locked control and an expired waiver suppress nothing', async () => {
    const on = { kind: 'Release', namespace: 'shop', name: 'other' };
    const other = restricted({ waivers: [{ ...WHY, on }] });
    const locked = restricted({
      locked: ['no-unseen-objects'],
      waivers: [{ ...WHY, on: { ...on, name: 'cache' } }],
    });
    const old = restricted({
      waivers: [{ ...WHY, expires: '2026-11-01', on: { ...on, name: 'cache' } }],
    });
    for (const policy of [other, locked, old]) {
      const { controls } = await judged(() => [
        hardenStack({ policy, today: TODAY, findings: 'warn' }),
        release(),
      ]);
      expect(controls.map(({ control }) => control)).toContain('no-unseen-objects');
    }
  });

  test('a chart of v3 and a kustomization whose templates are answered are judged object by object', async () => {
    const providers = { call: () => ({ result: objects() }) };
    const chart = (): unknown => new k8s.helm.v3.Chart('cache', { chart: 'redis' });
    const kustomization = (): unknown => new k8s.kustomize.Directory('cache', { directory: './x' });
    for (const program of [chart, kustomization]) {
      const { found, report } = await judged(program, { providers });
      expect(found).toEqual([]);
      expect(report.unjudged).toEqual([]);
      expect(report.findings.map(({ control }) => control)).toContain('no-host-pid');
    }
    const empty = await judged(chart, { providers: { call: () => ({ result: [] }) } });
    expect(empty.found).toEqual([]);
  });

  test('of two charts the one that nobody renders is unknown', async () => {
    const call = ({ inputs }: { inputs: PlainObject }) =>
      String(inputs.jsonOpts).includes('"seen"') ? { result: [] } : undefined;
    const { found } = await judged(
      () => ['seen', 'hidden'].map((name) => new k8s.helm.v3.Chart(name, { chart: 'redis' })),
      { providers: { call } },
    );
    expect(found).toEqual([expect.objectContaining({ name: 'hidden' })]);
  });

  test('a name that is secret is in no finding', async () => {
    const { found } = await judged(
      () => new k8s.helm.v3.Release('cache', { chart: 'x', name: pulumi.secret('hunter2hunter2') }),
    );
    expect(found).toEqual([expect.objectContaining({ name: 'cache' })]);
  });

  test('groups of YAML of v1 are read in the program', async () => {
    const yaml = JSON.stringify(objects()[1]);
    const { report } = await judged(() => new k8s.yaml.ConfigGroup('cache', { yaml }));
    expect(report.unjudged).toEqual([]);
    expect(report.findings.map(({ control }) => control)).toContain('no-host-pid');
  });
});
