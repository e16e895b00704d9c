import type { ControlId } from '../controls';

/** What a Role of a deployer breaks of the controls, whatever is applied: whoever makes one says so. */
export const BROKEN_BY_DEPLOYERS: readonly ControlId[] = [
  'no-binding-edit',
  'no-configmap-write',
  'no-delegated-controller-write',
  'no-delete-rights',
  'no-network-resource-write',
  'no-pod-creation',
];

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
  ...BROKEN_BY_DEPLOYERS,
];
