import { isAbsent } from '../../manifest/plain';
import { podControl, reportPod } from '../control';
import { fill } from '../draft';

/** Parameters of `priority-class-set`. */
export interface PriorityClasses {
  /** The classes that pods may have; empty means any. */
  readonly accepted: readonly string[];
}

const params: PriorityClasses = { accepted: [] };

/** In force where the cluster profile has a default class. Source: conflict 17 of the catalogue. */
export const priorityClassSet = podControl({
  id: 'priority-class-set',
  title: 'Pods have a priority class',
  category: 'workload',
  severity: 'medium',
  why: 'When nodes run out of resources, pods without a class all have priority 0, and chance decides which are evicted.',
  fix: 'priorityClassName: standard, a class of the cluster',
  code: "leave out priorityClass: 'optOut', and give the cluster profile priorityClass: { name: 'standard', value: 1000, create: true }",
  breaks: 'Pods with a class that the cluster does not have are refused.',
  refs: {
    kubeLinter: ['priority-class-name'],
    polaris: ['priorityClassNotSet'],
    kyverno: ['require-pod-priorityclassname', 'allowed-podpriorities', 'add-pod-priorityclassname'],
  },
  params,
  active(context) {
    return context.cluster.priorityClass !== undefined;
  },
  check(pod, report, context) {
    const { accepted } = context.params;
    const found = pod.spec.priorityClassName;
    if (typeof found === 'string' && found !== '' && (accepted.length === 0 || accepted.includes(found)))
      return;
    const needs = accepted.length === 0 ? 'the name of a PriorityClass' : `one of ${accepted.join(', ')}`;
    reportPod(report, pod, 'priorityClassName', found ?? undefined, needs);
  },
  harden(pod, context) {
    const name = context.cluster.priorityClass?.name;
    // Admission refuses a class whose figures differ from the ones that the pod states.
    if (name === undefined || !isAbsent(pod.spec.priority) || !isAbsent(pod.spec.preemptionPolicy)) return;
    fill(pod.spec, 'priorityClassName', name);
  },
  writes: [
    {
      field: 'priorityClassName',
      mayStop: 'the API server refuses pods whose PriorityClass the cluster lacks: see that it is there',
      when: ({ after }, { beside }) =>
        typeof after !== 'string' || beside.find('PriorityClass', undefined, after) === undefined,
    },
  ],
  examples: {
    good: [
      { spec: { priorityClassName: 'standard' } },
      { params: { accepted: ['standard', 'batch'] }, spec: { priorityClassName: 'batch' } },
    ],
    bad: [
      {},
      { note: 'empty is none', spec: { priorityClassName: '' } },
      { params: { accepted: ['standard'] }, spec: { priorityClassName: 'system-node-critical' } },
    ],
  },
});
