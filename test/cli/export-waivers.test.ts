import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { readYaml } from '../../lib/core/yaml';
import { fakeIo } from './fake-io';

const POD = `apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { hostPID: true, containers: [{ name: app, image: web }] }
`;
const WAIVERS = ['no-host-pid', 'cpu-limits']
  .map(
    (id) =>
      `- { control: ${id}, reason: the agent looks at its node, owner: us, expires: 2027-01-01, target: { kind: Pod, namespace: shop, name: web } }\n`,
  )
  .join('');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'export-'));
  mkdirSync(join(folder, 'manifests'));
  writeFileSync(join(folder, 'manifests/web.yaml'), POD);
  writeFileSync(join(folder, 'waivers.yaml'), WAIVERS);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function bulwark(...args: string[]) {
  const io = fakeIo({ cwd: folder });
  const code = await run(args, io);
  return { code, out: io.out(), err: io.err() };
}

function documents(name: string): unknown[] {
  const { documents: found, problems } = readYaml(readFileSync(join(folder, name), 'utf8'), name);
  expect(problems).toEqual([]);
  return found.map(({ value }) => value);
}

test.each<[string, unknown]>([
  [
    'trivy',
    {
      misconfigurations: expect.arrayContaining([
        {
          id: 'KSV-0010',
          paths: ['web.yaml'],
          statement: 'the agent looks at its node',
          expired_at: '2027-01-01T00:00:00Z',
        },
      ]),
    },
  ],
  [
    'kyverno',
    expect.objectContaining({
      kind: 'PolicyException',
      spec: expect.objectContaining({
        match: { any: [{ resources: { kinds: ['Pod'], names: ['web'], namespaces: ['shop'] } }] },
      }),
    }),
  ],
  ['gatekeeper', expect.objectContaining({ 'host-namespaces': expect.anything() })],
  [
    'checkov',
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        annotations: expect.objectContaining({
          'checkov.io/skip2': 'CKV_K8S_11=the agent looks at its node',
        }),
        name: 'web',
        namespace: 'shop',
      },
    },
  ],
  [
    'kube-score',
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        annotations: { 'kube-score/ignore': 'container-resources' },
        name: 'web',
        namespace: 'shop',
      },
    },
  ],
])('check writes what is suppressed for %s', async (program, first) => {
  const { err } = await bulwark(
    ...['check', 'manifests', '--waivers', 'waivers.yaml', '--today', '2026-11-21'],
    ...['--export-waivers', `${program}=out.yaml`],
  );
  expect(err).toBe('');
  expect(documents('out.yaml').at(0)).toEqual(first);
});

test.each([
  [['scanner=x'], /found "scanner=x"; needs PROGRAM=FILE, and one of trivy/],
  [['trivy'], /found "trivy"; needs PROGRAM=FILE/],
  [['trivy='], /found "trivy="; needs PROGRAM=FILE/],
  [['toString=x'], /found "toString=x"/],
  [['trivy=x', 'kyverno=x'], /found x twice/],
])('wrong use is refused before anything is written: %j', async (given, message) => {
  const options = given.flatMap((text) => ['--export-waivers', text]);
  const { code, err } = await bulwark('check', 'manifests', ...options);
  expect(code).toBe(2);
  expect(err).toMatch(message);
  expect(existsSync(join(folder, 'x'))).toBe(false);
});

test('a file that cannot be written is named', async () => {
  const { code, err } = await bulwark('check', 'manifests', '--export-waivers', 'trivy=no/such/folder/x');
  expect({ code, err }).toEqual({
    code: 2,
    err: 'bulwark: --export-waivers: no/such/folder/x: found no such file or folder; needs one that exists\n',
  });
});

test('synth writes it beside its output, by the files of the output', async () => {
  const suppression = {
    control: 'no-host-pid',
    reason: 'the agent looks at its node',
    owner: 'us',
    expires: '2027-01-01',
  };
  const object = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web' };
  const base = {
    control: 'no-host-pid',
    severity: 'high',
    verdict: 'fail',
    path: '',
    found: '',
    needs: '',
    fix: '',
  };
  const suppressed = [{ ...base, object, message: '', by: 'waiver', suppression }];
  const report = {
    ...{ profile: 'restricted-2026-11', kubernetes: '1.36', cluster: 'kubeadm', objects: 1, controls: 1 },
    ...{ judgements: 1, findings: [], suppressed, without: [], rules: null },
  };
  const lines = [
    "const { mkdirSync, writeFileSync } = require('node:fs');",
    'const out = process.env.CDK8S_OUTDIR;',
    'mkdirSync(out, { recursive: true });',
    `writeFileSync(process.env.BULWARK_REPORT, ${JSON.stringify(JSON.stringify(report))});`,
    `writeFileSync(out + '/00-web.k8s.yaml', ${JSON.stringify(POD)});`,
  ];
  writeFileSync(join(folder, 'app.js'), lines.join('\n'));
  const app = ['--app', `"${process.execPath}" app.js`, '--export-waivers', 'trivy=ignore.yaml'];
  const { code, err } = await bulwark('synth', ...app);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(JSON.stringify(documents('ignore.yaml'))).toContain('"id":"KSV-0010","paths":["00-web.k8s.yaml"]');
});
