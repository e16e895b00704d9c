import { isAbsent, isPlain, textOf } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { isStored } from '../../manifest/stored';
import { podControl, type Report, reportPod } from '../control';
import { visitPodList } from './shared/visit';

/** Parameters of `no-pinned-node-placement`. */
export interface PlacementParams {
  /** Labels of nodes that workloads may select by; a name that ends in `*` stands for all that begin so. */
  readonly nodeSelectorKeys: readonly string[];
  /** Taints that workloads do not tolerate. */
  readonly taints: readonly string[];
}

const DEFAULTS: PlacementParams = {
  nodeSelectorKeys: [
    'kubernetes.io/arch',
    'kubernetes.io/os',
    'node.kubernetes.io/*',
    'topology.kubernetes.io/*',
  ],
  taints: [
    'node-role.kubernetes.io/control-plane',
    'node-role.kubernetes.io/controlplane',
    'node-role.kubernetes.io/etcd',
    'node-role.kubernetes.io/master',
  ],
};

function allowed(key: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern,
  );
}

function checkSelector(pod: Pod, report: Report, params: PlacementParams): void {
  const selector = pod.spec.nodeSelector;
  if (isAbsent(selector)) return;
  if (!isPlain(selector)) {
    reportPod(report, pod, 'nodeSelector', selector, 'an object of labels');
    return;
  }
  for (const key in selector) {
    if (allowed(key, params.nodeSelectorKeys)) continue;
    const needs = `only ${params.nodeSelectorKeys.join(', ')}`;
    reportPod(report, pod, `nodeSelector['${key}']`, selector[key], needs, { finding: key });
  }
}

/** A toleration without a key tolerates every taint. */
function checkTolerations(pod: Pod, report: Report, params: PlacementParams): void {
  visitPodList(pod, 'tolerations', report, (toleration, index) => {
    const key = toleration.key ?? '';
    if (typeof key === 'string' && key !== '' && !params.taints.includes(key)) return;
    const everything = key === '';
    reportPod(
      report,
      pod,
      everything ? `tolerations[${index}]` : `tolerations[${index}].key`,
      everything ? toleration : key,
      'the taint of a node pool, by its key',
      { finding: everything ? 'every taint' : textOf(key) },
    );
  });
}

/**
 * Node affinity is not judged: it names groups of nodes, and node pools are reached by it. A Pod that was read from a
 * cluster has the node that the scheduler chose.
 */
export const noPinnedNodePlacement = podControl({
  id: 'no-pinned-node-placement',
  title: 'Workloads do not choose their nodes',
  category: 'pod',
  severity: 'medium',
  why: 'A pod that selects its node bypasses the scheduler: it can run on the control plane, or next to the pod that it attacks, and it is not rescheduled if the node fails.',
  fix: 'remove nodeName and the toleration; select by topology.kubernetes.io/zone, kubernetes.io/arch or a node affinity',
  breaks: 'Agents that run on every node, and pods for nodes with special devices.',
  refs: {
    kyverno: [
      'restrict-node-selection',
      'restrict-node-affinity',
      'restrict-controlplane-scheduling',
      'add-nodeselector',
      'add-tolerations',
    ],
    nsa: ['Network separation: worker node segmentation'],
  },
  params: DEFAULTS,
  check(pod, report, { params }) {
    const node = pod.spec.nodeName;
    const scheduled = pod.kind === 'Pod' && isStored(pod.manifest);
    if (!isAbsent(node) && node !== '' && !scheduled) {
      reportPod(report, pod, 'nodeName', node, 'not set', { finding: 'nodeName' });
    }
    checkSelector(pod, report, params);
    checkTolerations(pod, report, params);
  },
  examples: {
    good: [
      { note: 'the scheduler chooses' },
      { note: 'the scheduler chose', metadata: { resourceVersion: '48213' }, spec: { nodeName: 'node-1' } },
      { spec: { nodeSelector: { 'kubernetes.io/arch': 'arm64', 'topology.kubernetes.io/zone': 'a' } } },
      {
        spec: {
          tolerations: [{ key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute' }],
        },
      },
      { params: { nodeSelectorKeys: ['pool'] }, spec: { nodeSelector: { pool: 'web' } } },
    ],
    bad: [
      { spec: { nodeName: 'node-1' } },
      { spec: { nodeSelector: { 'kubernetes.io/hostname': 'node-1' } } },
      { note: 'not an object', spec: { nodeSelector: ['node-1'] } },
      { spec: { tolerations: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] } },
      { note: 'every taint', spec: { tolerations: [{ operator: 'Exists' }] } },
    ],
  },
});
