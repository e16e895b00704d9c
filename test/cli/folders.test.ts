import { linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../lib/cli/program';
import { fakeIo } from './fake-io';

const pod = (name: string, spec = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop }\nspec: { ${spec} containers: [{ name: a, image: "x:1" }] }\n`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folders-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

async function bulwark(...args: string[]) {
  const io = fakeIo({ cwd: folder });
  const code = await run(args, io);
  return { code, out: io.out(), err: io.err() };
}

async function report(...args: string[]) {
  const { code, out } = await bulwark('check', ...args, '--format', 'json');
  const parsed: {
    objects: number;
    findings: { control: string; file?: string; object: { name: string } }[];
    leftOut: {
      excluded: { file: string; why: string }[];
      noManifests: { file: string; why: string }[];
      links: string[];
    };
    unreadable: string[];
  } = JSON.parse(out);
  return { code, ...parsed, controls: parsed.findings.map(({ control }) => control) };
}

describe('what is no manifest', () => {
  const FILES = {
    'in/a.yaml': pod('a'),
    'in/kustomization.yaml': 'resources: [a.yaml]\n',
    'in/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'in/values.yaml': 'kind: DaemonSet\nimage: x\n',
    'in/.github/ci.yaml': 'on: push\n',
    'in/patch.json': '[{"op": "remove", "path": "/spec"}]',
    'in/empty.yaml': '# nothing\n',
  };
  const OTHERS = [
    '.github/ci.yaml',
    'Chart.yaml',
    'empty.yaml',
    'kustomization.yaml',
    'patch.json',
    'values.yaml',
  ];

  test('is counted, and the rest is judged', async () => {
    write(FILES);
    const { code, objects, leftOut } = await report('in');
    expect([code, objects]).toEqual([1, 1]);
    expect(leftOut.noManifests.map(({ file }) => file)).toEqual(OTHERS.map((name) => join('in', name)));
    const { out, err } = await bulwark('check', 'in');
    expect(out).toContain('no manifests (a kustomization): 1 file: in/kustomization.yaml\n');
    expect(err).toBe('');
  });

  test('is no pod', async () => {
    write(FILES);
    const text = await bulwark('pod-security', 'in');
    expect(text.out).toContain('1 object carries a pod;');
    expect(text.out).toContain('no manifests (values of a Helm chart): 1 file: in/values.yaml\n');
    const json = await bulwark('pod-security', 'in', '--format', 'json');
    expect(JSON.parse(json.out)).toHaveLength(1);
    expect(json.err).toContain('no manifests (a kustomization): 1 file');
    expect(json.code).toBe(1);
  });

  test('is not hardened and not locked', async () => {
    write(FILES);
    const { code, err } = await bulwark('harden', 'in', '--out', 'out');
    expect(code).toBe(0);
    expect(err).toContain('no manifests (a kustomization): 1 file');
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['.bulwark-index', 'a.yaml']);
    expect((await bulwark('lock', '--list', 'in')).out).toContain('no manifests (a Helm chart): 1 file');
  });

  test('is left out too where a program is known that reads it, and it is named itself', async () => {
    write(FILES);
    expect(await report('in/a.yaml', 'in/kustomization.yaml')).toMatchObject({
      code: 1,
      objects: 1,
      unreadable: [],
    });
    expect(await report('in/a.yaml', 'in/empty.yaml')).toMatchObject({ code: 1, unreadable: [] });
    write({ 'in/notes.yaml': 'a: 1\n' });
    const { code, objects, unreadable } = await report('in/a.yaml', 'in/notes.yaml');
    expect([code, objects]).toEqual([2, 1]);
    expect(unreadable[0]).toContain('in/notes.yaml: document 0, line 1: found apiVersion: no apiVersion');
  });

  test('is no hiding place for a pod', async () => {
    for (const name of ['values.yaml', 'kustomization.yaml', 'Chart.yaml', '.github/workflows/ci.yml']) {
      write({ [`hide/${name}`]: pod('hidden', 'hostPID: true,') });
      const { code, controls, leftOut } = await report('hide');
      expect([code, leftOut.noManifests]).toEqual([1, []]);
      expect(controls).toContain('no-host-pid');
      expect((await bulwark('pod-security', 'hide')).out).toMatch(/^privileged {2}/);
    }
  });

  test('judging nothing is no pass, and says what was there', async () => {
    write({ 'in/values.yaml': 'a: 1\n', 'in/b.yaml': pod('b') });
    const { code, err } = await bulwark('check', 'in', '--exclude', 'b.yaml');
    expect(code).toBe(2);
    expect(err).toContain('bulwark: left out (--exclude b.yaml): 1 file: in/b.yaml\n');
    expect(err).toContain('bulwark: no manifests (values of a Helm chart): 1 file: in/values.yaml\n');
    expect(err).toContain('found no objects');
  });
});

describe('what cannot be read', () => {
  const FILES = {
    'in/a.yaml': `${pod('a')}---\na: 1\na: 2\n---\n${pod('c')}`,
    'in/b.yaml': pod('b'),
    'in/chart.yaml': 'x: {{ .Values }}\n',
    'in/latin.yaml': 'x: 1\n',
  };

  test('does not hide the rest, and ends with 2', async () => {
    write(FILES);
    writeFileSync(join(folder, 'in/latin.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xe4]));
    const { code, objects, unreadable } = await report('in', 'missing.yaml');
    expect([code, objects]).toEqual([2, 3]);
    expect(unreadable.map((text) => text.split(':')[0]).sort()).toEqual([
      'in/a.yaml',
      'in/chart.yaml',
      'in/latin.yaml',
      'missing.yaml',
    ]);
    const { out, err } = await bulwark('check', 'in');
    expect(out).toContain('3 objects, ');
    expect(err.match(/^bulwark: in\//gm)).toHaveLength(3);
    expect((await bulwark('lock', '--list', 'in')).code).toBe(2);
  });

  test('is not hardened by halves', async () => {
    write(FILES);
    const { code, err } = await bulwark('harden', 'in', '--out', 'out');
    expect(code).toBe(2);
    expect(err).toContain('bulwark: in/a.yaml: not hardened, as not all of it can be read\n');
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['.bulwark-index', 'b.yaml']);
  });

  test('in an earlier output still stops everything', async () => {
    write({ ...FILES, 'cdk8s.yaml': 'app: "true"\n' });
    const { code, err } = await bulwark('synth', '--against', 'in');
    expect(code).toBe(2);
    expect(err).toContain('in/a.yaml: document 1');
  });
});

describe('a file that is reached twice', () => {
  test.each([
    [['a.yaml', 'a.yaml']],
    [['a.yaml', './a.yaml']],
    [['a.yaml', 'b/../a.yaml']],
    [['.', 'a.yaml']],
    [['.', '.']],
  ])('%j is one', async (names) => {
    write({ 'a.yaml': pod('a'), 'b/b.yaml': pod('b') });
    const { objects, controls } = await report(...names);
    expect(objects).toBe(names.includes('.') ? 2 : 1);
    expect(controls).not.toContain('duplicate-object');
  });

  test('by a link is one, and links to folders are not followed but counted', async () => {
    write({ 'd/a.yaml': pod('a'), 'other/b.yaml': pod('b') });
    symlinkSync('..', join(folder, 'd/loop'));
    symlinkSync('../other', join(folder, 'd/other.yaml'));
    symlinkSync('a.yaml', join(folder, 'd/z.yaml'));
    const { objects, controls, leftOut } = await report('d');
    expect(objects).toBe(1);
    expect(controls).not.toContain('duplicate-object');
    expect(leftOut.links).toEqual(['d/loop', 'd/other.yaml']);
    expect((await bulwark('check', 'd')).out).toContain(
      'not followed: 2 links to folders: d/loop, d/other.yaml\n',
    );
  });

  test('a link that is named itself is followed, a broken one is said', async () => {
    write({ 'd/a.yaml': pod('a') });
    symlinkSync('d', join(folder, 'link'));
    expect((await report('link', 'd')).objects).toBe(1);
    symlinkSync('nowhere', join(folder, 'd/broken.yaml'));
    expect((await report('d')).unreadable).toEqual([
      'd/broken.yaml: found no such file or folder; needs one that exists',
    ]);
  });

  test('a link to itself is said, and hides nothing', async () => {
    write({ 'd/a.yaml': pod('a') });
    symlinkSync('self.yaml', join(folder, 'd/self.yaml'));
    const { code, objects, unreadable } = await report('d');
    expect([code, objects]).toEqual([2, 1]);
    expect(unreadable).toEqual([
      'd/self.yaml: found a link that leads to itself; needs one that leads to a file',
    ]);
  });

  test('two files of one content are two', async () => {
    write({ 'd/a.yaml': pod('a') });
    linkSync(join(folder, 'd/a.yaml'), join(folder, 'd/b.yaml'));
    expect((await report('d')).controls).toContain('duplicate-object');
  });
});

describe('--exclude, --include and .bulwarkignore', () => {
  const FILES = {
    'in/a.yaml': pod('a', 'hostPID: true,'),
    'in/b.yaml': pod('b'),
    'in/charts/c.yaml': pod('c'),
    'in/charts/d.tpl': pod('d'),
  };
  const judged = ({ findings }: Awaited<ReturnType<typeof report>>): string[] =>
    [...new Set(findings.map(({ object }) => object.name))].filter((name) => name.length === 1).sort();

  test.each<[string[], string[], string[]]>([
    [['in', '--exclude', 'charts/'], ['a', 'b'], ['in/charts/c.yaml']],
    [['in', '--exclude', 'in/charts/*'], ['a', 'b'], ['in/charts/c.yaml']],
    [['in', '--exclude', '*.yaml', '--exclude', '!b.yaml'], ['b'], ['in/a.yaml', 'in/charts/c.yaml']],
    [['in', '--exclude', './in/charts/'], ['a', 'b'], ['in/charts/c.yaml']],
    [['./in', '--exclude', './in/charts/**/*.yaml'], ['a', 'b'], ['in/charts/c.yaml']],
    [['in', '--include', 'b.*'], ['b'], ['in/a.yaml', 'in/charts/c.yaml']],
    [
      ['in', '--include', '*.tpl', '--include', 'a.yaml'],
      ['a', 'd'],
      ['in/b.yaml', 'in/charts/c.yaml'],
    ],
    [['in', '--include', '[ab].yaml', '--exclude', 'a.yaml'], ['b'], ['in/a.yaml', 'in/charts/c.yaml']],
    [['in/a.yaml', 'in/b.yaml', '--exclude', 'a.yaml'], ['b'], ['in/a.yaml']],
    [['in', 'in/a.yaml', '--include', 'b.yaml'], ['a', 'b'], ['in/charts/c.yaml']],
  ])('%j', async (args, names, excluded) => {
    write(FILES);
    const found = await report(...args);
    expect(judged(found)).toEqual(names);
    expect(found.leftOut.excluded.map(({ file }) => file)).toEqual(excluded);
  });

  test('the ignore files of the current folder and of the folders on the way hold', async () => {
    write({
      ...FILES,
      '.bulwarkignore': '# charts are rendered elsewhere\nin/charts/c.yaml\n',
      'in/.bulwarkignore': '*.yaml\n!/b.yaml\n!/charts/\n!c.yaml\n',
    });
    const found = await report('in');
    expect(judged(found)).toEqual(['b']);
    expect(found.leftOut.excluded).toEqual([
      { file: 'in/a.yaml', why: 'in/.bulwarkignore:1' },
      { file: 'in/charts/c.yaml', why: '.bulwarkignore:2' },
    ]);
    const { out } = await bulwark('check', 'in');
    expect(out).toContain('left out (in/.bulwarkignore:1): 1 file: in/a.yaml\n');
    expect(judged(await report('in/a.yaml'))).toEqual(['a']);
  });

  test('what is left out is counted by every command', async () => {
    write(FILES);
    const line = 'left out (--exclude charts/): 1 file: in/charts/c.yaml\n';
    for (const [command, stream] of [
      ['check', 'out'],
      ['pod-security', 'out'],
      ['harden', 'err'],
    ] as const) {
      expect((await bulwark(command, 'in', '--exclude', 'charts/'))[stream]).toContain(line);
    }
    expect((await bulwark('lock', '--list', 'in', '--exclude', 'charts/')).out).toContain(line);
    expect((await bulwark('pod-security', 'in', '--exclude', 'charts/', '--format', 'json')).err).toContain(
      line,
    );
  });

  test('an empty pattern is refused', async () => {
    write(FILES);
    const { code, err } = await bulwark('check', 'in', '--exclude', '', '--include', ' ');
    expect(code).toBe(2);
    expect(err).toBe(
      'bulwark: --exclude: found nothing; needs a pattern\nbulwark: --include: found nothing; needs a pattern\n',
    );
  });
});

describe('--separate', () => {
  const on = 'target: { kind: Pod, namespace: shop, name: web }';
  const waiver = (control: string): string =>
    `- { control: ${control}, reason: the agent looks at the processes of its node, owner: us, expires: 2027-01-01, ${on} }\n`;

  test('judges each path by itself, and each once more where a file is in both', async () => {
    write({ 'dev/web.yaml': pod('web', 'hostPID: true,'), 'prod/web.yaml': pod('web') });
    const together = await report('dev', 'prod');
    expect([together.objects, together.controls.includes('duplicate-object')]).toEqual([2, true]);
    const apart = await report('dev', 'prod', '--separate');
    expect([apart.objects, apart.controls.includes('duplicate-object')]).toEqual([2, false]);
    expect(apart.findings.filter(({ control }) => control === 'no-host-pid').map(({ file }) => file)).toEqual(
      ['dev/web.yaml'],
    );
    expect((await bulwark('check', 'dev', 'prod', '--separate')).out).toContain(
      '2 sets, each judged by itself: dev (1 object), prod (1 object)\n2 objects, ',
    );
    expect((await report('dev', 'dev', '--separate')).objects).toBe(2);
  });

  test('a waiver is needed where one set needs it, and said once where none does', async () => {
    write({ 'dev/web.yaml': pod('web', 'hostPID: true,'), 'prod/web.yaml': pod('web') });
    write({ 'w.yaml': waiver('no-host-pid') + waiver('no-host-ipc') });
    const { findings } = await report(
      'dev',
      'prod',
      '--separate',
      '--waivers',
      'w.yaml',
      '--today',
      '2026-11-21',
    );
    const about = findings.filter(({ control }) => control.startsWith('waiver-'));
    expect(about).toMatchObject([{ control: 'waiver-unused', file: 'w.yaml', line: 2 }]);
  });
});
