import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLUSTER_NAMES } from '../../lib/cli/policy-options';
import { run } from '../../lib/cli/program';
import { fakeIo } from './fake-io';

const dns = (name: string, peer: string, port: number): string => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress:
  - to: [${peer}]
    ports: [{ port: ${port}, protocol: UDP }, { port: ${port}, protocol: TCP }]
`;
const OPENSHIFT = dns(
  'openshift',
  '{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: openshift-dns } }, podSelector: { matchLabels: { dns.operator.openshift.io/daemonset-dns: default } } }',
  5353,
);
const NODE_LOCAL = dns('node-local', '{ ipBlock: { cidr: 169.254.20.10/32 } }', 53);
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { hostPID: true, containers: [{ name: a, image: "web:1" }] }\n';

const FILES = {
  'dns.yaml': `${OPENSHIFT}${NODE_LOCAL}`,
  'pod.yaml': POD,
  'openshift.yaml':
    'name: openshift\ndns:\n  port: 5353\n  peers:\n  - namespace: openshift-dns\n    labels: { dns.operator.openshift.io/daemonset-dns: default }\n',
  'node-local.json': '{"dns": {"peers": [{"cidr": "169.254.20.10/32"}]}, "kubernetes": "1.35"}',
  'wrong.yaml': 'dsn: {}\nkubernetes: 2\n',
  'two.yaml': 'name: a\n---\nname: b\n',
  'policy.yaml': 'profile: dev\nlocked: [no-host-pid]\nwithout: [sorted-keys]\n',
  'contradiction.yaml': 'locked: [no-host-pid]\nwithout: [no-host-pid]\n',
  'waivers.yaml':
    '- { control: no-host-pid, reason: the agent looks at the processes of its node, owner: us, expires: 2027-01-01, target: { kind: Pod, namespace: shop, name: web } }\n',
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function bulwark(...args: string[]) {
  const io = fakeIo({ cwd: folder });
  const code = await run([...args], io);
  return { code, out: io.out(), err: io.err() };
}

async function found(control: string, ...args: string[]): Promise<string[]> {
  const { out } = await bulwark('check', ...args, '--format', 'json', '--today', '2026-11-21');
  const report: { findings: { control: string; object: { name: string } }[] } = JSON.parse(out);
  return report.findings.filter((finding) => finding.control === control).map(({ object }) => object.name);
}

describe('--cluster with a file', () => {
  const DNS = 'allow-dns-egress-only-to-cluster-dns';

  test('names the DNS servers of the cluster', async () => {
    expect(await found(DNS, 'dns.yaml', '--cluster', 'kubeadm')).toContain('node-local');
    expect(await found(DNS, 'dns.yaml', '--cluster', 'openshift.yaml')).toEqual(['node-local']);
    expect(await found(DNS, 'dns.yaml', '--cluster', 'node-local.json')).not.toContain('node-local');
  });

  test('says the version, which --kubernetes overrides', async () => {
    const version = async (...args: string[]): Promise<unknown> =>
      JSON.parse((await bulwark('check', 'pod.yaml', '--format', 'json', ...args)).out).kubernetes;
    expect(await version('--cluster', 'node-local.json')).toBe('1.35');
    expect(await version('--cluster', 'node-local.json', '--kubernetes', 'v1.34')).toBe('1.34');
    expect(await version('--cluster', 'openshift.yaml')).toBe('1.36');
  });

  test('serves harden too', async () => {
    expect((await bulwark('harden', 'dns.yaml', '--cluster', 'openshift.yaml')).code).toBe(0);
  });

  test.each([
    [
      'wrong.yaml',
      [
        'bulwark: wrong.yaml: dsn: there is no such field; did you mean dns?',
        'bulwark: wrong.yaml: kubernetes: found 2; needs one of 1.33',
      ],
    ],
    ['two.yaml', ['bulwark: two.yaml: found 2 documents; needs one, a map']],
    [
      'ecs',
      [`bulwark: --cluster: found "ecs"; needs one of ${CLUSTER_NAMES.join(', ')}, or a file that exists`],
    ],
    ['.', ['bulwark: .: found a folder; needs a file']],
  ])('%s ends with 2', async (file, messages) => {
    const { code, out, err } = await bulwark('check', 'pod.yaml', '--cluster', file);
    for (const message of messages) expect(err).toContain(message);
    expect([code, out]).toEqual([2, '']);
  });
});

describe('--policy with a file', () => {
  test('decides what is in force', async () => {
    expect(await found('no-host-pid', 'pod.yaml', '--policy', 'policy.yaml')).toEqual(['web']);
    expect(await found('sorted-keys', 'pod.yaml', '--policy', 'policy.yaml')).toEqual([]);
    expect(await found('image-pinned-to-digest', 'pod.yaml', '--policy', 'policy.yaml')).toEqual([]);
  });

  test('locks: no waiver, no pattern and no ignore file hides a locked control', async () => {
    const locked = ['--policy', 'policy.yaml', '--waivers', 'waivers.yaml'];
    expect(await found('no-host-pid', 'pod.yaml', ...locked)).toEqual(['web']);
    expect(await found('no-host-pid', 'pod.yaml', 'dns.yaml', '--exclude', 'pod.yaml')).toEqual([]);
    expect(await found('no-host-pid', 'pod.yaml', 'dns.yaml', '--exclude', 'pod.yaml', ...locked)).toEqual([
      'web',
    ]);
    const { out } = await bulwark('check', 'pod.yaml', ...locked, '--today', '2026-11-21');
    expect(out).toContain('The policy locks this control: nothing suppresses it\n');
    expect(out).toContain(
      "waiver-invalid: found the waiver of 'no-host-pid' on Pod shop/web: the control 'no-host-pid' is locked",
    );
    expect(out).not.toMatch(/Or waive: .*no-host-pid/);
  });

  test('has waivers, which --no-waivers leaves out', async () => {
    const entry = FILES['waivers.yaml'].replace('- {', '{').trim();
    writeFileSync(join(folder, 'waiving.yaml'), `waivers: [${entry}]\n`);
    expect(await found('no-host-pid', 'pod.yaml', '--policy', 'waiving.yaml')).toEqual([]);
    expect(await found('no-host-pid', 'pod.yaml', '--policy', 'waiving.yaml', '--no-waivers')).toEqual([
      'web',
    ]);
  });

  test('that contradicts itself ends without a verdict', async () => {
    const { code, out, err } = await bulwark('check', 'pod.yaml', '--policy', 'contradiction.yaml');
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe(
      "bulwark: contradiction.yaml: the policy contradicts itself: 'no-host-pid' is locked and left out: take it out of `locked` or of `without`\n",
    );
  });
});
