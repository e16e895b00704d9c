import fc from 'fast-check';
import { CHECKS } from '../../../lib/core/pod-security';
import { viewPod } from '../../../lib/core/pod-security/pod-view';
import { arbitraryPod } from './arbitrary-pods';

const PODS = 4000;
const SHARE = 0.05;

describe('the pods of the generator', () => {
  const views = fc.sample(arbitraryPod, { numRuns: PODS, seed: 20261121 }).map(viewPod);
  const revisions = CHECKS.flatMap((check) =>
    check.revisions.map((revision) => [`${check.id} v1.${revision.firstMinor}`, revision] as const),
  );

  it('reach all 31 revisions of 19 checks', () => {
    expect(CHECKS).toHaveLength(19);
    expect(revisions).toHaveLength(31);
  });

  it.each(revisions)('%s accepts and rejects at least 5 % each', (_, revision) => {
    const rejected = views.filter((view) => revision.checkPod(view) !== undefined).length;
    expect(rejected / PODS).toBeGreaterThanOrEqual(SHARE);
    expect(rejected / PODS).toBeLessThanOrEqual(1 - SHARE);
  });

  it('pass both levels often enough to matter', () => {
    const clean = views.filter((view) => revisions.every(([, { checkPod }]) => checkPod(view) === undefined));
    expect(clean.length / PODS).toBeGreaterThanOrEqual(0.02);
  });
});
