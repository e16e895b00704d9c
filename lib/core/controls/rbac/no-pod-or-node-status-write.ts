import { dangerControl } from './shared/danger-control';
import { clusterRole, role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noPodOrNodeStatusWrite = dangerControl({
  id: 'no-pod-or-node-status-write',
  title: 'Nobody may write the status of pods or nodes',
  severity: 'medium',
  why: 'A changed status can make a pod take the place of another behind a Service, or make a node offer resources that it does not have, to attract pods.',
  fix: 'remove update and patch on pods/status and nodes/status',
  breaks: 'Agents that report the state of nodes: waive the control for them.',
  refs: {
    kyverno: ['advertise-node-extended-resources'],
    owasp: ['K02'],
    other: ['rbac-police: modify_pod_status', 'rbac-police: modify_node_status'],
  },
  needs: 'no update or patch on pods/status or nodes/status',
  dangers: [
    { groups: [''], resources: ['pods/status'], verbs: ['update', 'patch'] },
    { groups: [''], resources: ['nodes/status'], verbs: ['update', 'patch'], clusterOnly: true },
  ],
  examples: {
    good: [{ objects: [clusterRole({ resources: ['nodes'], verbs: ['get'] })] }],
    bad: [
      { objects: [role({ resources: ['pods/status'], verbs: ['patch'] })] },
      { objects: [clusterRole({ resources: ['nodes/status'], verbs: ['update'] })] },
    ],
  },
});
