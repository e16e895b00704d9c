import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../lib/cli/program';
import { digestAt, type Fake, goodRegistry, serve } from '../oci/fake-registry';
import { fakeIo } from './fake-io';
import { app, finding, folder, REPORT } from './synth/fake-app';

const OLD = `sha256:${'0'.repeat(64)}`;

let fake: Fake;
beforeEach(async () => {
  fake = await serve(goodRegistry);
});
afterEach(() => fake.close());

async function lock(...args: string[]) {
  const io = fakeIo({ cwd: folder, env: { HOME: folder } });
  return { code: await run(['lock', ...args], io), out: io.out(), err: io.err() };
}
const update = (...args: string[]) => lock('--update', '--insecure-http', ...args);
const locked = (): string[] =>
  Object.keys(JSON.parse(readFileSync(join(folder, 'images.lock.json'), 'utf8')).images);
const pod = (image: string): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'a', image }] },
  });

test('the images that stand against an app are looked up, and those of its objects', async () => {
  const { host } = fake;
  const found = (image: string) => finding('web', JSON.stringify(image));
  const suppressed = [{ ...found(`${host}/waived:1`), suppression: {}, by: 'waiver' }];
  const other = { ...found(`${host}/other:1`), control: 'no-latest' };
  const volume = { ...found(`${host}/volume:1`), path: 'spec.volumes[0].image.reference' };
  const findings = [
    found(`${host}/web:1`),
    found(`${host}/web@sha256:12`),
    finding('none', 'nothing'),
    other,
    volume,
  ];
  app({ '00-a.k8s.yaml': pod(`${host}/plain:1`) }, { ...REPORT, findings, suppressed });
  expect(await update()).toMatchObject({ code: 0, err: '' });
  expect(locked().sort()).toEqual(['plain', 'volume', 'waived', 'web'].map((name) => `${host}/${name}:1`));
  expect(readdirSync(folder).sort()).toEqual(['app.js', 'cdk8s.yaml', 'images.lock.json']);
});

test('the app reads the lock that is written, an empty one at first, and the day', async () => {
  const code = `writeFileSync('seen', [process.env.BULWARK_TODAY, require('node:fs').readFileSync(process.env.BULWARK_IMAGE_LOCK)].join(' '));`;
  app({ '00-a.k8s.yaml': pod(`${fake.host}/web:1`) }, REPORT, code);
  const seen = (): string => readFileSync(join(folder, 'seen'), 'utf8').replace(/\s+/g, ' ');
  expect((await update('--date', '2026-11-24')).code).toBe(0);
  expect(seen()).toBe('2026-11-24 { "images": {} } ');
  expect((await lock('--check', '--date', '2026-11-25')).code).toBe(0);
  expect(seen()).toContain(digestAt('web', '1'));
});

const withVolumes = (...volumes: unknown[]): string =>
  JSON.stringify({ ...JSON.parse(pod('web@sha256:1')), spec: { containers: [], volumes } });

test('image volumes of objects and of manifests are looked up; what is no image is not', async () => {
  const { host } = fake;
  const volumes = [
    { name: 'model', image: { reference: `${host}/model:1` } },
    { name: 'known', image: { reference: `${host}/known@sha256:12` } },
    { name: 'none', image: {} },
    { name: 'number', image: { reference: 3 } },
    { name: 'text', image: `${host}/text:1` },
    { name: 'rbd', rbd: { image: `${host}/rbd:1`, monitors: [] } },
    null,
  ];
  app({ '00-a.k8s.yaml': withVolumes(...volumes) });
  expect(await update()).toMatchObject({ code: 0, err: '' });
  expect(locked()).toEqual([`${host}/model:1`, `${host}/text:1`]);
  writeFileSync(join(folder, 'pod.json'), withVolumes({ name: 'm', image: { reference: `${host}/new:1` } }));
  expect(await lock('--check', 'pod.json')).toMatchObject({
    code: 1,
    out: expect.stringContaining(`no digest yet  ${host}/new:1`),
  });
  expect((await lock('--list', 'pod.json')).out).toContain(`no digest yet: ${host}/new:1`);
});

describe('mirrors that the app names', () => {
  const says = (...lines: unknown[]): string =>
    `writeFileSync(process.env.BULWARK_MIRRORS, ${JSON.stringify(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))});`;
  const hub = (mirror: string, environment?: string) => ({ environment, mirrors: { 'docker.io': mirror } });
  const redis = { '00-a.k8s.yaml': pod('redis:8') };

  test('are asked, and the lock has the name of the original', async () => {
    const { host } = fake;
    app(redis, REPORT, says(hub(`${host}/hub`, 'prod'), hub(`${host}/hub`, 'staging')));
    const { code, out, err } = await update();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`mirror  docker.io  asked at ${host}/hub\n`);
    expect(locked()).toEqual(['redis:8']);
    expect(fake.seen.map(({ path }) => path)).toEqual(['/v2/hub/library/redis/manifests/8']);
    expect(await lock('--check')).toMatchObject({ code: 0 });
  });

  test('one of them is asked, and the command line has the last word', async () => {
    const { host } = fake;
    app(redis, REPORT, says(hub('a.example.com', 'staging'), hub('b.example.com/hub', 'prod')));
    const { code, err } = await update();
    expect(code).toBe(2);
    expect(err).toContain(
      'docker.io: found the mirrors a.example.com (staging), b.example.com/hub (prod); needs one to ask, as all have the same digests. Fix: --mirror docker.io=a.example.com',
    );
    expect(existsSync(join(folder, 'images.lock.json'))).toBe(false);
    expect(await update('--mirror', `docker.io=${host}`)).toMatchObject({ code: 0, err: '' });
    expect(fake.seen.map(({ path }) => path)).toEqual(['/v2/library/redis/manifests/8']);
  });

  test('a registry that is its own mirror is asked itself; mirrors of others matter to nobody', async () => {
    const { host } = fake;
    const other = { environment: 'prod', mirrors: { 'quay.io': 'a.example.com', [host]: 'b.example.com' } };
    const odd = { environment: 'staging', mirrors: { 'quay.io': 'c.example.com' } };
    app({ '00-a.k8s.yaml': pod(`${host}/web:1`) }, REPORT, says(other, odd));
    const { code, out, err } = await update('--mirror', `${host}=${host}`);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).not.toContain('mirror  ');
    expect(fake.seen.map(({ path }) => path)).toEqual(['/v2/web/manifests/1']);
  });

  test('that are none are refused', async () => {
    app(redis, REPORT, says(hub('https://user:secret@a.example.com')));
    const { code, err } = await update();
    expect(err).toContain('registryMirrors: found "docker.io=https:');
    expect(code).toBe(2);
  });
});

test('the pods of custom resources have images too', async () => {
  const spec = { template: { spec: { containers: [{ name: 'a', image: `${fake.host}/rollout:1` }] } } };
  const rollout = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'r' }, spec };
  app({ '00-a.k8s.yaml': JSON.stringify(rollout) });
  expect(await update()).toMatchObject({ code: 0, err: '' });
  expect(locked()).toEqual([`${fake.host}/rollout:1`]);
});

test('--check says what the app has no digest for, and writes nothing', async () => {
  app({}, { ...REPORT, findings: [finding('web', '"web:1"')] });
  expect(await lock('--check')).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^no digest yet {2}web:1\n/),
  });
  expect(existsSync(join(folder, 'images.lock.json'))).toBe(false);
});

test.each([
  ['fails', null, 'throw new Error("no network")', 'the app failed: no network'],
  ['is no HardenedApp', null, '', 'the app judged nothing'],
  [
    'has other findings alone',
    { ...REPORT, findings: [{ ...finding('web', '"web:1"'), control: 'no-root' }] },
    '',
    'the app renders nothing, and says nothing of its images',
  ],
  [
    'has too long a name',
    { ...REPORT, findings: [finding('web', `"${'a'.repeat(118)}…`)] },
    '',
    'the reference is too long to be read from the report',
  ],
])('an app that %s leaves the lock as it was', async (_, report, code, message) => {
  app({}, report, code);
  const before = JSON.stringify({ images: { [`${fake.host}/a:1`]: { digest: OLD, date: '2026-10-01' } } });
  writeFileSync(join(folder, 'images.lock.json'), before);
  const { code: exit, err } = await update();
  expect(err).toContain(message);
  expect(exit).toBe(2);
  expect(readFileSync(join(folder, 'images.lock.json'), 'utf8')).toBe(before);
  expect(fake.seen).toEqual([]);
});

test('manifests that are named are read in place of the app; both are too much', async () => {
  app({}, null, 'throw new Error("run")');
  writeFileSync(join(folder, 'pod.json'), pod(`${fake.host}/web:1`));
  expect(await update('pod.json')).toMatchObject({ code: 0, err: '' });
  const { code, err } = await update('pod.json', '--app', 'node app.js', '--pulumi');
  expect(err).toContain('--app: needs no paths; found pod.json');
  expect(err).toContain('--pulumi: needs no paths');
  expect(code).toBe(2);
});

test('without an app, manifests and a lock there is nothing to check', async () => {
  const { code, err } = await lock('--check');
  expect(err).toContain(
    'images.lock.json: found no entry; needs one, or an app or manifests that name images',
  );
  expect(code).toBe(2);
});
