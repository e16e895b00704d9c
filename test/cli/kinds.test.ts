import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { fakeIo } from './fake-io';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kinds-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function bulwark(args: string[], stdin = '') {
  const io = fakeIo({ cwd: folder, stdin });
  const code = await run(args, io);
  return { code, out: io.out(), err: io.err(), all: `${io.out()}${io.err()}` };
}

const WIDGET = `apiVersion: example.com/v1
kind: Widget
metadata: { name: w, namespace: shop }
spec: { size: 1 }
`;
const ROLLOUT = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  template:
    metadata: { labels: { app: web } }
    spec:
      hostNetwork: true
      containers: [{ name: c, image: r.example.com/a, securityContext: { privileged: true } }]
`;
const CERTIFICATE = `apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: c, namespace: shop }
spec: { secretName: c, issuerRef: { name: ca } }
`;
const LINE = '- { group: example.com, kind: Widget, pods: [] }';

const judging: [string[], number][] = [
  [['check'], 1],
  [['check', '--format', 'json'], 1],
  [['check', '--policy', 'dev'], 1],
  [['harden'], 1],
  [['pod-security'], 2],
  [['pod-security', '--format', 'json'], 2],
];

test.each(judging)(
  '%j never passes a kind of which nothing is known, and prints the line to add',
  async (args, expected) => {
    const { code, all } = await bulwark([...args, '-'], WIDGET);
    expect(all).toContain(LINE);
    expect(all).not.toContain('all pods pass');
    expect(code).toBe(expected);
  },
);

test.each(judging)('%j with that line in the file of --kinds passes it, and counts it', async (args) => {
  writeFileSync(join(folder, 'kinds.yaml'), `${LINE}\n`);
  const { all } = await bulwark([...args, '--kinds', 'kinds.yaml', '-'], WIDGET);
  expect(all).not.toContain('unknown-kind');
  expect(all).not.toContain('not judged');
  expect(all).toMatch(
    /1 object without pods because the policy or --kinds says so: Widget of example.com\/v1|"declared": \[\s+\{/,
  );
});

test('pod-security and harden end with 0 then', async () => {
  writeFileSync(join(folder, 'kinds.yaml'), `${LINE}\n`);
  expect((await bulwark(['pod-security', '--kinds', 'kinds.yaml', '-'], WIDGET)).code).toBe(0);
  expect((await bulwark(['harden', '--kinds', 'kinds.yaml', '-'], WIDGET)).code).toBe(0);
});

test.each(judging)('%j sees the pod of a Rollout', async (args, expected) => {
  const { code, all } = await bulwark([...args, '-'], ROLLOUT);
  expect(all).toMatch(/privileged/);
  expect(all).toMatch(/host-?[nN](?:etwork|amespaces)|host namespaces/);
  expect(all).not.toContain('all pods pass');
  expect(code).toBe(Math.min(expected, 1));
});

test('a file of kinds cannot hide it', async () => {
  writeFileSync(join(folder, 'hide.yaml'), '- { group: argoproj.io, kind: Rollout, pods: [] }\n');
  for (const [args, expected] of judging) {
    const { code, all } = await bulwark([...args, '--kinds', 'hide.yaml', '-'], ROLLOUT);
    expect(all).toContain('a container where the kind is not known to have one');
    expect(code).toBe(expected);
  }
});

test.each(judging)('%j says nothing about a kind that carries no pod', async (args) => {
  const { code, all } = await bulwark([...args, '-'], CERTIFICATE);
  expect(all).not.toContain('not judged');
  expect(all).not.toContain('Certificate of');
  if (args[0] !== 'check') expect(code).toBe(0);
});

test('check says how many objects nobody judged, and so does the report', async () => {
  const text = await bulwark(['check', '-'], `${WIDGET}---\n${WIDGET.replace('name: w', 'name: v')}`);
  expect(text.out).toContain(
    '2 objects not judged, as nobody knows what they carry: Widget of example.com/v1 (2)\n',
  );
  const { out } = await bulwark(['check', '--format', 'json', '-'], WIDGET);
  expect(JSON.parse(out)).toMatchObject({
    unjudged: [{ apiVersion: 'example.com/v1', kind: 'Widget', namespace: 'shop', name: 'w' }],
    declared: [],
    findings: expect.arrayContaining([
      expect.objectContaining({ control: 'unknown-kind', verdict: 'unknown', file: '-', line: 2 }),
    ]),
  });
});

test('a definition in another file decides', async () => {
  writeFileSync(
    join(folder, 'crd.yaml'),
    `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec:
  group: example.com
  names: { kind: Widget, plural: widgets }
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { size: { type: integer } } } } } }
`,
  );
  writeFileSync(join(folder, 'widget.yaml'), WIDGET);
  expect((await bulwark(['check', 'widget.yaml', 'crd.yaml'])).out).not.toContain('unknown-kind');
  expect((await bulwark(['pod-security', 'widget.yaml', 'crd.yaml'])).code).toBe(0);
  expect((await bulwark(['harden', 'widget.yaml', 'crd.yaml'])).code).toBe(0);
});

test('a Service beside a kind that hides pods is not said to select nothing', async () => {
  const service = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }] }
`;
  const about = async (objects: string[]): Promise<unknown[]> => {
    const { out } = await bulwark(['check', '--format', 'json', '-'], objects.join('---\n'));
    const report: { findings: { control: string; verdict: string }[] } = JSON.parse(out);
    return report.findings
      .filter(({ control }) => control === 'service-selects-pods')
      .map(({ verdict }) => verdict);
  };
  expect(await about([service])).toEqual(['fail']);
  expect(await about([service, WIDGET])).toEqual(['unknown']);
  expect(await about([service, ROLLOUT])).toEqual([]);
  expect(await about([service, ROLLOUT.replace('app: web', 'app: other')])).toEqual(['fail']);
});

test('a file of kinds that cannot be read is a usage error, with all that is wrong', async () => {
  writeFileSync(join(folder, 'wrong.yaml'), '- { group: apps, kind: A }\n- 1\n');
  for (const command of ['check', 'harden', 'pod-security', 'synth']) {
    const { code, err } = await bulwark(
      [command, '--kinds', 'wrong.yaml', ...(command === 'synth' ? ['--app', 'true'] : ['-'])],
      WIDGET,
    );
    expect(err.match(/wrong\.yaml, kind/g)).toHaveLength(3);
    expect(code).toBe(2);
    expect(
      (
        await bulwark(
          [command, '--kinds', 'none.yaml', ...(command === 'synth' ? ['--app', 'true'] : ['-'])],
          WIDGET,
        )
      ).code,
    ).toBe(2);
  }
});
