/** The other way round: hardens generated pods and has upstream judge the result. */
import fc from 'fast-check';
import { clusters } from '../../lib/core/cluster/presets';
import { compilePolicy } from '../../lib/core/engine/compiled-policy';
import { harden } from '../../lib/core/engine/harden';
import { isPlain, type PlainObject } from '../../lib/core/manifest/plain';
import { restricted } from '../../lib/core/policy/policy';
import { needsDecision } from '../../test/core/engine/decisions';
import { arbitraryPod } from '../../test/core/pod-security/arbitrary-pods';
import type { SuiteResult } from '../suite';
import { UPSTREAM_VERSION, upstreamProgram } from './program';
import { type Answer, type Policy, type Request, Upstream } from './upstream';

const PODS = 100_000;
const BATCH = 5000;
const SHOWN = 10;

const compiled = compilePolicy(restricted(), clusters.kubeadm());
const version = `v${compiled.cluster.kubernetes}`;
const POLICIES: Policy[] = [
  { level: 'restricted', version },
  { level: 'baseline', version },
];

type Pod = Request['pod'];

function hardened(pod: Pod): Pod {
  const metadata: unknown = pod.metadata;
  const manifest: PlainObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    ...pod,
    metadata: { ...(isPlain(metadata) ? metadata : {}), name: 'subject', namespace: 'shop' },
  };
  const done = harden(manifest, compiled, { repair: true });
  return { metadata: done.metadata, spec: done.spec };
}

function rejections(answer: Answer, index: number): string[] {
  return (answer.verdicts?.[index]?.results ?? []).map(({ check }) => check);
}

/** What upstream holds against a hardened pod that it may not: a new rejection, or any where nothing needs a decision. */
function fault(pod: Pod, before: Answer, after: Answer): string | undefined {
  if (before.error !== undefined) return undefined;
  if (after.error !== undefined) return `upstream cannot read what hardening made of it: ${after.error}`;
  const free = !needsDecision(pod);
  for (const index of POLICIES.keys()) {
    const known = rejections(before, index);
    const worse = rejections(after, index).filter((check) => free || !known.includes(check));
    if (worse.length > 0) return `${POLICIES[index]?.level}: rejected by ${worse.join(', ')}`;
  }
  return undefined;
}

async function judgeBatch(upstream: Upstream, pods: readonly Pod[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for await (const [, answer] of upstream.ask(pods.map((pod) => ({ pod, policies: POLICIES }))))
    answers.push(answer);
  return answers;
}

/** @param seed where the pods start; every fault names it */
export async function run(pods = PODS, seed = 1): Promise<SuiteResult> {
  const started = performance.now();
  const upstream = new Upstream(await upstreamProgram());
  const problems: string[] = [];
  let judged = 0;
  let passed = 0;
  for (let start = 0; start < pods; start += BATCH) {
    const sample: Pod[] = fc.sample(arbitraryPod, {
      numRuns: Math.min(BATCH, pods - start),
      seed: seed + start,
    });
    const before = await judgeBatch(upstream, sample);
    const after = await judgeBatch(upstream, sample.map(hardened));
    for (const [index, pod] of sample.entries()) {
      const [was, is] = [before[index], after[index]];
      if (was === undefined || is === undefined) continue;
      judged += 1;
      if (rejections(is, 0).length === 0) passed += 1;
      const found = fault(pod, was, is);
      if (found !== undefined) problems.push(`seed ${seed + start}: ${found}: ${JSON.stringify(pod)}`);
    }
  }
  upstream.end();
  const faults = problems.length;
  problems.splice(SHOWN);
  if (passed < pods / 20)
    problems.push(`only ${passed} hardened pods pass restricted: the pods are too wild`);
  return {
    program: `upstream Pod Security on ${pods} hardened pods, seed ${seed}`,
    version: UPSTREAM_VERSION,
    judged,
    expected: pods,
    found: judged - faults,
    problems,
    seconds: (performance.now() - started) / 1000,
  };
}
