/** Holds `bulwark lock --update` against a registry that runs, and against what another client of it says. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isImageLock } from '../../lib/blueprints/image-lock';
import { run as bulwark } from '../../lib/cli/program';
import { layerOf, writeImage } from '../cluster/oci';
import { PROGRAMS } from '../cluster/programs';
import { until } from '../cluster/wait';
import { must, run as start } from '../lib/command';
import { build } from '../lib/go-program';
import type { SuiteResult } from '../suite';

const LOCK = 'images.lock.json';

/** Starts the registry, and compares. */
export async function run(): Promise<SuiteResult> {
  const started = performance.now();
  const crane = join(await build(PROGRAMS.crane), 'crane');
  const folder = mkdtempSync(join(tmpdir(), 'conformance-lock-'));
  const host = `127.0.0.1:${await freePort()}`;
  mkdirSync(join(folder, 'disk'));
  const registry = spawn(crane, ['registry', 'serve', '--address', host, '--disk', join(folder, 'disk')]);
  const ended = new Promise((resolve) => registry.on('close', resolve));
  const checks = new Checks();
  try {
    await until('the registry', 60, async () => (await start([crane, 'catalog', host])).code === 0);
    await compare(crane, host, folder, checks);
  } finally {
    registry.kill();
    await ended;
    rmSync(folder, { recursive: true });
  }
  const seconds = (performance.now() - started) / 1000;
  const { version } = PROGRAMS.crane;
  return { program: 'crane: registry, and digests of tags', version, ...checks.result(), seconds };
}

class Checks {
  private count = 0;
  private readonly problems: string[] = [];

  equal(what: string, found: unknown, wanted: unknown): void {
    this.count += 1;
    const [is, shall] = [JSON.stringify(found), JSON.stringify(wanted)];
    if (is !== shall) this.problems.push(`${what}: found ${is}; needs ${shall}`);
  }

  result(): Pick<SuiteResult, 'judged' | 'expected' | 'found' | 'problems'> {
    const { count, problems } = this;
    return { judged: count, expected: count, found: count - problems.length, problems };
  }
}

async function compare(crane: string, host: string, folder: string, checks: Checks): Promise<void> {
  const push = (name: string, tag: string): Promise<string> => {
    const layer = layerOf([{ path: 'name', content: Buffer.from(name) }]);
    const image = writeImage(join(folder, 'images', name), [layer], {
      entrypoint: ['/name'],
      user: '65532:65532',
    });
    return must([crane, 'push', '--insecure', image.folder, `${host}/${tag}`]);
  };
  const told = async (tag: string): Promise<string> =>
    (await must([crane, 'digest', `${host}/${tag}`])).trim();
  await push('web', 'shop/web:v1');
  await push('arm', 'shop/web:arm');
  const parts = ['v1', 'arm'].flatMap((tag) => ['--manifest', `${host}/shop/web:${tag}`]);
  await must([crane, 'index', 'append', ...parts, '--tag', `${host}/shop/both:v1`]);

  const tags = ['shop/web:v1', 'shop/web:arm', 'shop/both:v1'];
  const first = await update(
    folder,
    tags.map((tag) => `${host}/${tag}`),
  );
  checks.equal('exit code', [first.code, first.err], [0, '']);
  for (const tag of tags) checks.equal(tag, lockedIn(folder)[`${host}/${tag}`]?.digest, await told(tag));
  const index: unknown = JSON.parse(await must([crane, 'manifest', `${host}/shop/both:v1`]));
  checks.equal('an index', Object(index).manifests?.length, 2);
  checks.equal('images of one platform', first.out.match(/, for one platform/g)?.length, 2);

  await push('newer', 'shop/web:v1');
  const second = await update(folder, []);
  checks.equal('what moved', second.out.match(/^moved {2}\S+/gm), [`moved  ${host}/shop/web:v1`]);
  checks.equal('the new digest', lockedIn(folder)[`${host}/shop/web:v1`]?.digest, await told('shop/web:v1'));

  const before = readFileSync(join(folder, LOCK), 'utf8');
  const third = await update(folder, [`${host}/shop/none:v1`, `${host}/shop/web:none`]);
  checks.equal('what is not there', third.code, 2);
  checks.equal('both are said', third.err.match(/answers 404: it has no \S+(?=;)/g)?.length, 2);
  checks.equal('the lock stays', readFileSync(join(folder, LOCK), 'utf8'), before);
  const pulled = await start([crane, 'manifest', `${host}/shop/both@${await told('shop/both:v1')}`]);
  checks.equal('a locked reference is pulled', pulled.code, 0);
}

function lockedIn(folder: string): Readonly<Record<string, { readonly digest: string }>> {
  const lock: unknown = JSON.parse(readFileSync(join(folder, LOCK), 'utf8'));
  return isImageLock(lock) ? lock.images : {};
}

/** Runs the command on a pod with these images. */
async function update(
  cwd: string,
  images: readonly string[],
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ['', ''];
  const containers = images.map((image, index) => ({ name: `c${index}`, image }));
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers } };
  writeFileSync(join(cwd, 'pod.json'), JSON.stringify(pod));
  const code = await bulwark(
    ['lock', '--update', '--insecure-http', ...(images.length === 0 ? [] : ['pod.json'])],
    {
      stdin: process.stdin,
      stdout: {
        write: (text) => {
          out += text;
        },
      },
      stderr: {
        write: (text) => {
          err += text;
        },
      },
      env: { HOME: cwd, PATH: process.env.PATH },
      cwd,
      colour: false,
      terminal: false,
      now: () => new Date(),
    },
  );
  return { code, out, err };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
