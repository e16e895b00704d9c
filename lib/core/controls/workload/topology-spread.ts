import { clone, isAbsent, isPlain, objectAt } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { podControl, reportPod } from '../control';
import { hidesSomething } from './shared/draft';
import { REPLICATED } from './shared/kinds';
import { ownSelector, selectsItself } from './shared/own-selector';

const KEYS = ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'];

/** What is wrong with a constraint; undefined where it holds. */
function wrong(pod: Pod, constraint: unknown): string | undefined {
  if (!isPlain(constraint)) return 'an object';
  const { maxSkew, topologyKey, whenUnsatisfiable } = constraint;
  if (typeof maxSkew !== 'number' || maxSkew < 1) return 'maxSkew of 1 or more';
  if (typeof topologyKey !== 'string' || topologyKey === '') return 'a topologyKey';
  if (whenUnsatisfiable !== 'ScheduleAnyway' && whenUnsatisfiable !== 'DoNotSchedule') {
    return 'whenUnsatisfiable ScheduleAnyway or DoNotSchedule';
  }
  return selectsItself(pod, constraint.labelSelector)
    ? undefined
    : "a labelSelector that selects the workload's own pods";
}

/** Constraints are wanted where there may be several pods, and have to hold wherever they are. Source: conflict 15. */
export const topologySpread = podControl({
  id: 'topology-spread',
  title: 'Replicas spread over hosts and zones',
  category: 'workload',
  severity: 'medium',
  why: 'Without constraints the scheduler can put all replicas into one zone, and the loss of that zone stops the workload.',
  fix: 'topologySpreadConstraints: [{ labelSelector: { matchLabels: { app.kubernetes.io/instance: web } }, maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: ScheduleAnyway }], with the labels of the pod',
  code: "leave out spread: 'optOut'",
  breaks: 'DoNotSchedule leaves pods pending if a zone is full; the default is ScheduleAnyway.',
  refs: {
    kubeScore: ['pod-topology-spread-constraints'],
    polaris: ['topologySpreadConstraint'],
    kyverno: ['topologyspreadconstraints-policy', 'spread-pods'],
  },
  check(pod, report) {
    const found = pod.spec.topologySpreadConstraints;
    if (!Array.isArray(found) || found.length === 0) {
      const several = REPLICATED.has(pod.kind) && objectAt(pod.manifest, 'spec')?.replicas !== 1;
      if (!several && (isAbsent(found) || Array.isArray(found))) return;
      reportPod(report, pod, 'topologySpreadConstraints', found ?? undefined, 'at least one constraint');
      return;
    }
    for (let index = 0; index < found.length; index += 1) {
      const constraint: unknown = found[index];
      const needs = wrong(pod, constraint);
      if (needs === undefined) continue;
      const key = isPlain(constraint) ? constraint.topologyKey : undefined;
      reportPod(report, pod, `topologySpreadConstraints[${index}]`, constraint, needs, {
        finding: typeof key === 'string' ? key : undefined,
        unknown: hidesSomething(constraint),
      });
    }
  },
  harden(pod) {
    if (!REPLICATED.has(pod.kind) || !isAbsent(pod.spec.topologySpreadConstraints)) return;
    const selector = ownSelector(pod.manifest);
    if (selector === undefined) return;
    pod.spec.topologySpreadConstraints = KEYS.map((topologyKey) => ({
      labelSelector: clone(selector),
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'ScheduleAnyway',
    }));
  },
  writes: [
    {
      field: 'topologySpreadConstraints',
      harmless: 'It says ScheduleAnyway: where no other place is free, the pod runs all the same.',
    },
  ],
  examples: {
    good: [
      {
        kind: 'Deployment',
        spec: {
          topologySpreadConstraints: [
            {
              labelSelector: { matchLabels: { 'app.kubernetes.io/instance': 'example' } },
              maxSkew: 1,
              topologyKey: 'topology.kubernetes.io/zone',
              whenUnsatisfiable: 'ScheduleAnyway',
            },
          ],
        },
      },
      { note: 'nothing to spread', kind: 'Job' },
    ],
    bad: [
      { kind: 'Deployment' },
      {
        note: 'without a selector it counts no pods',
        spec: {
          topologySpreadConstraints: [
            { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
          ],
        },
      },
      {
        note: 'no skew',
        spec: {
          topologySpreadConstraints: [
            { labelSelector: {}, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
          ],
        },
      },
      {
        note: 'no key',
        spec: {
          topologySpreadConstraints: [{ labelSelector: {}, maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' }],
        },
      },
      {
        note: 'nothing said about what happens otherwise',
        spec: {
          topologySpreadConstraints: [
            { labelSelector: {}, maxSkew: 1, topologyKey: 'kubernetes.io/hostname' },
          ],
        },
      },
    ],
  },
});
