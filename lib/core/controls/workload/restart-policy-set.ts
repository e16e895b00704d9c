import { podControl, reportPod } from '../control';
import { fill } from '../draft';
import { isBatch, LONG_RUNNING } from './shared/kinds';

const ANY = ['Always', 'OnFailure', 'Never'];
const BATCH = ['Never', 'OnFailure'];
const ALWAYS = ['Always'];

/** What the API takes: Always in long-running kinds, anything else in Jobs, all three in a bare Pod. */
export const restartPolicySet = podControl({
  id: 'restart-policy-set',
  title: 'The restart policy is set',
  category: 'workload',
  severity: 'low',
  why: 'The manifest should say whether a container restarts after a crash, so that readers need not remember the default.',
  fix: 'restartPolicy: Always; OnFailure or Never in a Job',
  refs: { kubeLinter: ['restart-policy'] },
  check(pod, report) {
    const found = pod.spec.restartPolicy;
    const allowed = isBatch(pod) ? BATCH : LONG_RUNNING.has(pod.kind) ? ALWAYS : ANY;
    if (typeof found === 'string' && allowed.includes(found)) return;
    const fix = `restartPolicy: ${isBatch(pod) ? 'OnFailure' : 'Always'}`;
    reportPod(report, pod, 'restartPolicy', found ?? undefined, allowed.join(' or '), { fix });
  },
  harden(pod) {
    if (pod.kind === 'Pod' || LONG_RUNNING.has(pod.kind)) fill(pod.spec, 'restartPolicy', 'Always');
  },
  writes: [{ field: 'restartPolicy', harmless: 'It is what holds where nothing is said.' }],
  examples: {
    good: [
      { kind: 'Deployment', spec: { restartPolicy: 'Always' } },
      { kind: 'Job', spec: { restartPolicy: 'Never' } },
    ],
    bad: [
      { kind: 'Deployment' },
      { note: 'the API refuses it', kind: 'StatefulSet', spec: { restartPolicy: 'OnFailure' } },
      { note: 'the API refuses it', kind: 'Job', spec: { restartPolicy: 'Always' } },
      { spec: { restartPolicy: 'always' } },
    ],
  },
});
