/**
 * Compares our evaluator with upstream's on generated pods: verdict, check ids and texts, at every policy version.
 * Usage: differential.ts UPSTREAM [PODS] [SEED], where UPSTREAM is the program built from `upstream/`.
 */
import fc from 'fast-check';
import { arbitraryMisfit } from '../../test/core/pod-security/arbitrary-misfits';
import { arbitraryPod, POLICY_VERSIONS } from '../../test/core/pod-security/arbitrary-pods';
import { type Answer, difference, type Policy, type Request, Upstream } from './upstream';

const POLICIES_PER_POD = 4;
const BATCH = 5000;
const SHOWN = 10;

/** Of ten pods, one has a value of a wrong type or a field that the API does not know. */
const subjects = fc.oneof({ weight: 9, arbitrary: arbitraryPod }, { weight: 1, arbitrary: arbitraryMisfit });

/** The policies of the n-th pod: both levels, and over the pods every version equally often. */
function policiesOf(n: number): Policy[] {
  return Array.from({ length: POLICIES_PER_POD }, (_, index) => {
    const turn = n * POLICIES_PER_POD + index;
    return {
      level: turn % 2 === 0 ? 'baseline' : 'restricted',
      version: POLICY_VERSIONS[Math.floor(turn / 2) % POLICY_VERSIONS.length] ?? 'latest',
    };
  });
}

const tally = { verdicts: 0, rejected: 0, refused: 0, dropped: 0, differ: 0 };

function count(request: Request, answer: Answer): void {
  tally.verdicts += request.policies.length;
  tally.rejected += answer.verdicts?.filter(({ results }) => results.length > 0).length ?? 0;
  if (answer.error !== undefined) tally.refused += 1;
  if (answer.unknown !== undefined) tally.dropped += 1;
  const found = difference(request, answer);
  if (found === undefined) return;
  tally.differ += 1;
  if (tally.differ <= SHOWN) console.log(found);
}

async function main([program, pods = '100000', seed = '1']: string[]): Promise<number> {
  if (program === undefined) throw new Error('usage: differential.ts UPSTREAM [PODS] [SEED]');
  const upstream = new Upstream(program);
  const total = Number(pods);
  for (let start = 0; start < total; start += BATCH) {
    const numRuns = Math.min(BATCH, total - start);
    const sample = fc.sample(subjects, { numRuns, seed: Number(seed) + start });
    const requests = sample.map((pod, index) => ({ pod, policies: policiesOf(start + index) }));
    for await (const [request, answer] of upstream.ask(requests)) count(request, answer);
  }
  upstream.end();
  const { verdicts, rejected, refused, dropped, differ } = tally;
  console.log(`${total} pods (${refused} refused by the API, ${dropped} with unknown fields)`);
  console.log(`${verdicts} verdicts, ${rejected} rejected, ${differ} pods differ`);
  return differ > 0 || rejected === 0 ? 1 : 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
