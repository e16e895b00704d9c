import type { ControlId } from '../controls';

/**
 * The controls whose defaults you can opt out of: trade-offs of operation, and what a construct is there for (a bare pod, the rights of `edit` and
 * of a deployer). Nothing else is, whatever a report says.
 */
export const CAN_OPT_OUT: readonly ControlId[] = [
  'cpu-limits',
  'cpu-requests-equal-limits',
  'memory-requests-equal-limits',
  'readiness-probe',
  'liveness-probe',
  'dns-config-ndots',
  'rolling-update-strategy',
  'pod-anti-affinity',
  'topology-spread',
  'priority-class-set',
  'set-selinux-options',
  'user-namespaces',
  'hpa-min-replicas',
  'no-naked-pods',
  'no-binding-edit',
  'no-configmap-write',
  'no-delegated-controller-write',
  'no-delete-rights',
  'no-network-resource-write',
  'no-pod-creation',
];
