import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandIo } from '../../lib/cli/io';
import { podSecurity } from '../../lib/cli/pod-security';
import { fakeIo } from './fake-io';

const GOOD = `apiVersion: v1
kind: Pod
metadata: { name: good, namespace: shop }
spec:
  securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
  containers:
  - name: a
    securityContext: { allowPrivilegeEscalation: no, capabilities: { drop: [ALL] } }
`;
const BASELINE =
  'apiVersion: v1\nkind: Pod\nmetadata: { name: plain }\nspec: { containers: [{ name: a }] }\n';
const PRIVILEGED = BASELINE.replace('{ name: a }', '{ name: a, securityContext: { privileged: yes } }');
const UNKNOWN = BASELINE.replace('{ name: a }', '{ name: a, securityContext: { privileged: "true" } }');

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pod-security-'));
  mkdirSync(join(folder, 'all/sub'), { recursive: true });
  const files = {
    'good.yaml': GOOD,
    'mixed.yaml': `---\n${GOOD}---\n${BASELINE}---\n${PRIVILEGED}`,
    'unknown.yaml': `${GOOD}---\n${UNKNOWN}`,
    'broken.yaml': `${GOOD}---\na: 1\na: 2\n`,
    'latin1.yaml': Buffer.from([0x61, 0x3a, 0xe9]),
    'all/b.yml': GOOD,
    'all/B.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [] }),
    'all/sub/c.yaml': BASELINE,
    'all/notes.txt': 'not: [a manifest',
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
});

afterAll(() => rmSync(folder, { recursive: true }));

async function run(
  names: string[],
  options: { version?: string; format?: 'text' | 'json'; stdin?: string } = {},
) {
  let stdout = '';
  let stderr = '';
  async function* stdin() {
    yield Buffer.from(options.stdin ?? '');
  }
  const code = await podSecurity(
    names.map((name) => (name === '-' ? name : join(folder, name))),
    { policyVersion: options.version ?? 'latest', format: options.format ?? 'text' },
    commandIo({
      ...fakeIo(),
      stdin: stdin(),
      stdout: { write: (text: string) => (stdout += text) },
      stderr: { write: (text: string) => (stderr += text) },
    }),
  );
  return { code, stdout: stdout.replaceAll(folder, ''), stderr: stderr.replaceAll(folder, '') };
}

describe('bulwark pod-security', () => {
  it.each([
    [['good.yaml'], 0],
    [['mixed.yaml'], 1],
    [['unknown.yaml'], 2],
    [['broken.yaml'], 2],
    [['good.yaml', 'missing.yaml'], 2],
    [['latin1.yaml'], 2],
    [['all'], 1],
    [['all/sub/../../good.yaml'], 0],
  ])('%j exits %i', async (names, code) => {
    expect((await run(names)).code).toBe(code);
  });

  it('prints one line an object and a summary', async () => {
    const { stdout } = await run(['mixed.yaml'], { version: 'v1.7' });
    expect(stdout.split('\n')).toEqual([
      'restricted  /mixed.yaml[0] Pod shop/good',
      'baseline    /mixed.yaml[1] Pod plain: runAsNonRoot != true (pod or container "a" must set securityContext.runAsNonRoot=true)',
      'privileged  /mixed.yaml[2] Pod plain: privileged (container "a" must not set securityContext.privileged=true), runAsNonRoot != true (pod or container "a" must set securityContext.runAsNonRoot=true)',
      '3 objects carry a pod; strictest level passed at policy v1.7: 1 restricted, 1 baseline, 1 privileged, 0 unknown',
      '',
    ]);
  });

  it('prints an array and nothing else as JSON, with what could be read', async () => {
    const { stdout, stderr } = await run(['broken.yaml', 'missing.yaml', '-'], {
      format: 'json',
      stdin: UNKNOWN,
    });
    expect(JSON.parse(stdout)).toMatchObject([
      { file: '/broken.yaml', document: 0, name: 'good', restricted: { allowed: true } },
      { file: '-', document: 0, name: 'plain', baseline: { allowed: null, rejectedBy: [] } },
    ]);
    expect(stderr).toContain('/broken.yaml: document 1, line 11');
    expect(stderr).toContain('/missing.yaml: found no such file or folder');
  });

  it('reads standard input when no file is given', async () => {
    const { stdout, code } = await run([], { format: 'json', stdin: GOOD });
    expect([JSON.parse(stdout)[0].file, code]).toEqual(['-', 0]);
  });

  it('walks folders for manifests in byte order', async () => {
    const { stdout } = await run(['all'], { format: 'json' });
    expect(JSON.parse(stdout).map(({ file }: { file: string }) => file)).toEqual([
      '/all/b.yml',
      '/all/sub/c.yaml',
    ]);
  });

  it('refuses a version and a format that are none', async () => {
    expect(await run(['good.yaml'], { version: '1.25', format: 'json' })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'policy version: found "1.25"; needs "latest" or "v1.N", for example "v1.25"\n',
    });
  });
});

test.each([
  [
    'a kind of Kubernetes that there is not',
    BASELINE.replace('kind: Pod', 'kind: pod'),
    /pod of v1, a kind that is not known/,
  ],
  [
    'a kind of a group without a dot',
    BASELINE.replace('v1', 'acme/v1').replace('Pod', 'Foo'),
    /Foo of acme\/v1/,
  ],
  ['no apiVersion', BASELINE.replace('apiVersion: v1\n', '').replace('kind: Pod', 'kind: Foo'), /apiVersion/],
  ['nothing', '', /found no objects/],
  ['a List without items', 'apiVersion: v1\nkind: List\nitems: []\n', /found no objects/],
  ['empty documents', '---\n---\nnull\n', /found no objects/],
])('%s never passes', async (_, stdin, message) => {
  const { code, stdout, stderr } = await run(['-'], { stdin });
  expect(code).toBe(2);
  expect(`${stdout}${stderr}`).toMatch(message);
});
