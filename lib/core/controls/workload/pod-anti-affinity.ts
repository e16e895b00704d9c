import { isAbsent, isPlain, objectAt, objectsAt, type PlainObject } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { podControl, reportPod } from '../control';
import { hidesSomething, objectIn } from './shared/draft';
import { REPLICATED } from './shared/kinds';
import { ownSelector, selectsItself } from './shared/own-selector';

const HOST = 'kubernetes.io/hostname';

/** Whether an object may run more than one pod. An autoscaler may raise what is absent. */
function mayRunSeveral(pod: Pod): boolean {
  return REPLICATED.has(pod.kind) && objectAt(pod.manifest, 'spec')?.replicas !== 1;
}

/** Whether a term keeps pods of this workload from one host. */
function separates(pod: Pod, term: PlainObject | undefined): boolean {
  return term?.topologyKey === HOST && selectsItself(pod, term.labelSelector);
}

/** Whether an anti-affinity wants or prefers pods of this workload on different hosts. */
function spreads(pod: Pod, antiAffinity: PlainObject): boolean {
  if (
    objectsAt(antiAffinity, 'requiredDuringSchedulingIgnoredDuringExecution').some((term) =>
      separates(pod, term),
    )
  ) {
    return true;
  }
  return objectsAt(antiAffinity, 'preferredDuringSchedulingIgnoredDuringExecution').some((preference) =>
    separates(pod, objectAt(preference, 'podAffinityTerm')),
  );
}

/** Source: conflict 15 of the catalogue. One replica, a DaemonSet, a Job and a bare Pod need none. */
export const podAntiAffinity = podControl({
  id: 'pod-anti-affinity',
  title: 'Replicas prefer different hosts',
  category: 'workload',
  severity: 'medium',
  why: 'Replicas on the same host fail together with that host, so two are no better than one.',
  fix: 'affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: { labelSelector: { matchLabels: { app.kubernetes.io/instance: web } }, topologyKey: kubernetes.io/hostname }, weight: 100 }] } }, with the labels of the pod',
  code: "leave out spread: 'optOut'",
  refs: {
    kubeLinter: ['no-anti-affinity'],
    kubeScore: ['deployment-has-host-podantiaffinity', 'statefulset-has-host-podantiaffinity'],
    kyverno: ['insert-pod-antiaffinity'],
  },
  check(pod, report) {
    if (!mayRunSeveral(pod)) return;
    const { affinity } = pod.spec;
    const found = isPlain(affinity) ? affinity.podAntiAffinity : affinity;
    if (isPlain(found) && spreads(pod, found)) return;
    reportPod(
      report,
      pod,
      'affinity.podAntiAffinity',
      found ?? undefined,
      `a term on ${HOST} that selects the workload's own pods`,
      {
        unknown: hidesSomething(found),
      },
    );
  },
  harden(pod) {
    const selector = mayRunSeveral(pod) ? ownSelector(pod.manifest) : undefined;
    if (selector === undefined) return;
    const affinity = objectIn(pod.spec, 'affinity');
    if (affinity === undefined || !isAbsent(affinity.podAntiAffinity)) return;
    affinity.podAntiAffinity = {
      preferredDuringSchedulingIgnoredDuringExecution: [
        { podAffinityTerm: { labelSelector: selector, topologyKey: HOST }, weight: 100 },
      ],
    };
  },
  writes: [
    {
      field: 'affinity',
      harmless: 'It is a preference: where no other node is free, the pod runs on the same one.',
    },
  ],
  examples: {
    good: [
      {
        kind: 'Deployment',
        spec: {
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                {
                  labelSelector: { matchLabels: { 'app.kubernetes.io/instance': 'example' } },
                  topologyKey: HOST,
                },
              ],
            },
          },
        },
      },
      { note: 'a DaemonSet runs one pod a host anyway', kind: 'DaemonSet' },
    ],
    bad: [
      { kind: 'Deployment' },
      {
        note: 'a selector that does not hit the pod itself',
        kind: 'StatefulSet',
        spec: {
          affinity: {
            podAntiAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                {
                  weight: 100,
                  podAffinityTerm: { labelSelector: { matchLabels: { app: 'other' } }, topologyKey: HOST },
                },
              ],
            },
          },
        },
      },
      {
        note: 'zones alone leave replicas on one host',
        kind: 'Deployment',
        spec: {
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                { labelSelector: {}, topologyKey: 'topology.kubernetes.io/zone' },
              ],
            },
          },
        },
      },
    ],
  },
});
