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
  expect(locked().sort()).toEqual([`${host}/plain:1`, `${host}/waived:1`, `${host}/web:1`]);
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
