import { judgeSets } from '../../lib/cli/judge-sets';
import type { LoadedObject, LoadedSet } from '../../lib/cli/manifests';
import { clusters } from '../../lib/core/cluster/presets';
import { compilePolicy } from '../../lib/core/engine/compiled-policy';
import type { PlainObject } from '../../lib/core/manifest/plain';
import { dev, type PolicyOptions, restricted } from '../../lib/core/policy/policy';
import { readManifests } from '../../lib/core/yaml';
import { hardPod, TODAY, waiver } from '../core/engine/fixtures';

const [document] = readManifests('apiVersion: v1\nkind: Pod\n').documents;

function loaded(manifest: PlainObject): LoadedObject {
  if (document === undefined) throw new Error('no document');
  return { manifest, origin: { file: 'x.yaml', line: 1 } };
}

function set(objects: readonly PlainObject[], excluded: readonly PlainObject[] = []): LoadedSet {
  return { name: '', objects: objects.map(loaded), excluded: excluded.map(loaded) };
}

function found(sets: readonly LoadedSet[], options: PolicyOptions, make = restricted): string[] {
  const judgement = judgeSets(sets, compilePolicy(make(options), clusters.kubeadm()), TODAY);
  return judgement.findings.map(({ control, object }) => `${control} ${object.name}`);
}

const GOOD = hardPod('good');
const BAD = hardPod('bad', { hostPID: true, hostIPC: true });

test('what is left out is judged by the locked controls alone', () => {
  const free = found([set([GOOD], [BAD])], {});
  expect(free.filter((finding) => finding.endsWith(' bad'))).toEqual([]);
  const locked = found([set([GOOD], [BAD])], { locked: ['no-host-pid'] });
  expect(locked.filter((finding) => finding.endsWith(' bad'))).toEqual(['no-host-pid bad']);
  expect(locked.filter((finding) => !finding.endsWith(' bad'))).toEqual(free);
});

test('in every profile, and whatever waiver names it', () => {
  const on = { kind: 'Pod', namespace: 'shop', name: 'bad' };
  const options = {
    locked: ['no-latest-tag'],
    waivers: [{ ...waiver('no-latest-tag'), target: on }],
  } as const;
  const tagged = hardPod('bad', {}, { image: 'web:latest' });
  const all = found([set([GOOD], [tagged])], options, dev);
  expect(all.filter((finding) => /no-latest-tag|waiver-invalid/.test(finding))).toEqual([
    'waiver-invalid ',
    'no-latest-tag bad',
  ]);
});

test('a finding of a locked control is told once', () => {
  const all = found([set([BAD], [GOOD]), set([BAD])], { locked: ['no-host-pid'] });
  expect(all.filter((finding) => finding === 'no-host-pid bad')).toHaveLength(2);
});
