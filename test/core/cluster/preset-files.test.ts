import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isPresetFile, profileOf } from '../../../lib/core/cluster/preset';
import { clusters, PRESET_FILES } from '../../../lib/core/cluster/presets';

const files = Object.entries(PRESET_FILES);

test('every file of the folder is a preset, and every preset has its file', () => {
  const folder = join(__dirname, '..', '..', '..', 'lib', 'core', 'cluster', 'presets');
  const names = Object.keys(clusters);
  expect(readdirSync(folder).sort()).toEqual(names.map((name) => `${name}.json`).sort());
  expect(Object.keys(PRESET_FILES)).toEqual(names);
});

test.each(files)('%s says of each fact where it comes from, and nothing else', (_, file) => {
  if (!isPresetFile(file)) throw new Error('no preset');
  expect(Object.keys(file.sources).sort()).toEqual(Object.keys(file.profile).sort());
  for (const source of Object.values(file.sources).flat())
    expect(source).toMatch(/^https:\/\/[a-z0-9.-]+\/\S+$/);
  for (const sources of Object.values(file.sources)) expect(sources).not.toEqual([]);
});

test.each(files)('%s decides itself what differs from distribution to distribution', (_, file) => {
  if (!isPresetFile(file)) throw new Error('no preset');
  const decided = ['cni', 'dns', 'apiServer', 'cidrs', 'metadata', 'seLinuxType'];
  expect(Object.keys(file.profile)).toEqual(expect.arrayContaining(decided));
});

test.each<[string, unknown]>([
  ['no object', 7],
  ['a field of no preset', { ...Object(PRESET_FILES.kind), extra: 1 }],
  ['no profile', { ...Object(PRESET_FILES.kind), profile: {} }],
  ['a field of no profile', { ...Object(PRESET_FILES.kind), profile: { ...clusters.kind(), extra: 1 } }],
  ['another kind of value', { ...Object(PRESET_FILES.kind), profile: { ...clusters.kind(), cni: 'weave' } }],
])('%s is refused', (_, file) => {
  expect(() => profileOf('x', file)).toThrow('the preset x is no p');
});
