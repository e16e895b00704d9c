/** Compares our evaluator with upstream's on generated pods: verdict, check ids and texts, at every policy version. */
import fc from 'fast-check';
import { arbitraryMisfit } from '../../test/core/pod-security/arbitrary-misfits';
import { arbitraryPod, POLICY_VERSIONS } from '../../test/core/pod-security/arbitrary-pods';
import type { SuiteResult } from '../suite';
import { UPSTREAM_VERSION, upstreamProgram } from './program';
import { type Answer, difference, type Policy, type Request, Upstream } from './upstream';

const PODS = 100_000;
const POLICIES_PER_POD = 4;
const BATCH = 5000;

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

interface Tally {
  verdicts: number;
  rejected: number;
  differ: number;
}

function count(tally: Tally, request: Request, answer: Answer): boolean {
  tally.verdicts += request.policies.length;
  tally.rejected += answer.verdicts?.filter(({ results }) => results.length > 0).length ?? 0;
  const differs = difference(request, answer) !== undefined;
  if (differs) tally.differ += 1;
  return differs;
}

/** The smallest pod that still differs, as text. */
async function shrink(upstream: Upstream, request: Request, seed: number): Promise<string> {
  const agree = async (pod: Request['pod']): Promise<boolean> => {
    for await (const [asked, answer] of upstream.ask([{ pod, policies: request.policies }])) {
      if (difference(asked, answer) !== undefined) return false;
    }
    return true;
  };
  const found = await fc.check(fc.asyncProperty(subjects, agree), { seed, numRuns: BATCH });
  const smallest = found.counterexample?.[0] ?? request.pod;
  for await (const [asked, answer] of upstream.ask([{ pod: smallest, policies: request.policies }])) {
    return `seed ${seed}: ${difference(asked, answer) ?? JSON.stringify(smallest)}`;
  }
  return `seed ${seed}: ${JSON.stringify(smallest)}`;
}

/** @param seed where the pods start; the suite prints it with every difference */
export async function run(pods = PODS, seed = 1): Promise<SuiteResult> {
  const started = performance.now();
  const upstream = new Upstream(await upstreamProgram());
  const tally: Tally = { verdicts: 0, rejected: 0, differ: 0 };
  const problems: string[] = [];
  for (let start = 0; start < pods; start += BATCH) {
    const numRuns = Math.min(BATCH, pods - start);
    const sample = fc.sample(subjects, { numRuns, seed: seed + start });
    const requests = sample.map((pod, index) => ({ pod, policies: policiesOf(start + index) }));
    let first: Request | undefined;
    for await (const [request, answer] of upstream.ask(requests)) {
      if (count(tally, request, answer)) first ??= request;
    }
    if (first !== undefined) problems.push(await shrink(upstream, first, seed + start));
  }
  upstream.end();
  const expected = pods * POLICIES_PER_POD;
  if (tally.rejected < expected / 10)
    problems.push(`only ${tally.rejected} verdicts reject: the pods are too tame`);
  return {
    program: `upstream Pod Security, ${pods} generated pods, seed ${seed}`,
    version: UPSTREAM_VERSION,
    judged: tally.verdicts,
    expected,
    found: tally.verdicts - tally.differ * POLICIES_PER_POD,
    problems,
    seconds: (performance.now() - started) / 1000,
  };
}
