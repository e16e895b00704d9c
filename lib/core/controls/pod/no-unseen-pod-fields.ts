import { MORE_LABELS } from '../../kinds/view';
import { type PlainObject, stringAt } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { setControl } from '../control';

/** The fields that messages name, the most telling first; the others are counted. */
const NAMED = 6;

const FIRST = [
  'securityContext',
  'containers.securityContext',
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'volumes',
  'serviceAccountName',
  'automountServiceAccountToken',
];

function rankOf(field: string): number {
  const rank = FIRST.indexOf(field);
  return rank < 0 ? FIRST.length : rank;
}

function needs(pod: Pod, unseen: readonly string[]): string {
  const ordered = [...unseen].sort((a, b) => rankOf(a) - rankOf(b));
  const others = ordered.length - NAMED;
  const names = ordered.slice(0, NAMED).join(', ');
  const rest = others > 0 ? ` and ${others} more` : '';
  const kind = stringAt(pod.manifest, 'kind') ?? 'object';
  return `${names}${rest} in the object: where they are absent, nobody sees what the operator of the ${kind} writes`;
}

/**
 * Pods that an operator completes, patches of pods, and virtual machines. What such an object says is judged by the other
 * controls; what it does not say is said here, once for each pod. Kinds of which nothing is known are the business of the
 * rule `unknown-kind`. Source: the documentation of each kind.
 */
export const noUnseenPodFields = setControl({
  id: 'no-unseen-pod-fields',
  unseen: true,
  title: 'No part of a pod is written by something that cannot be inspected',
  category: 'pod',
  severity: 'medium',
  why: 'An operator that completes a pod, or a patch that changes it, can make it privileged, and nothing that reads manifests can see that.',
  fix: 'write the fields that the kind takes, and waive this for the object when you have looked at the pods that its operator makes',
  breaks: 'Operators that refuse fields that they write themselves: waive the control for their objects.',
  refs: {},
  check(set, report) {
    for (const entry of set.entries) {
      for (const part of entry.unseen) report(entry, { ...part, unknown: true, settled: true });
      for (const pod of entry.pods) {
        const unseen = pod.unseen?.filter((field) => field !== MORE_LABELS) ?? [];
        if (unseen.length === 0) continue;
        report(entry, {
          path: pod.path,
          found: undefined,
          needs: needs(pod, unseen),
          unknown: true,
          settled: true,
        });
      }
    }
  },
  examples: {
    good: [
      { note: 'a template is the whole pod', objects: [custom('Rollout', { template: pod() })] },
      { note: 'another object has the pod', objects: [custom('Rollout', { workloadRef: { name: 'web' } })] },
    ],
    bad: [
      {
        note: 'the operator merges it with a pod of its own',
        objects: [custom('Prometheus', { containers: [] }, 'monitoring.coreos.com/v1')],
      },
      { note: 'a patch', objects: [custom('Workflow', { templates: [], podSpecPatch: '{}' })] },
      { note: 'a virtual machine', objects: [custom('VirtualMachine', { template: {} }, 'kubevirt.io/v1')] },
    ],
  },
});

function pod(): PlainObject {
  return { spec: { containers: [{ name: 'app', image: 'registry.example.com/shop/app:v1' }] } };
}

function custom(kind: string, spec: PlainObject, apiVersion = 'argoproj.io/v1alpha1'): PlainObject {
  return { apiVersion, kind, metadata: { name: 'web', namespace: 'shop' }, spec };
}
