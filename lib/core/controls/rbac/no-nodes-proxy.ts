import { dangerControl } from './shared/danger-control';
import { clusterRole, clusterRoleBinding, role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices; CIS Kubernetes Benchmark 5.1.10. */
export const noNodesProxy = dangerControl({
  id: 'no-nodes-proxy',
  title: 'Nobody may reach the kubelet through the API server',
  severity: 'high',
  why: 'nodes/proxy gives access to the kubelet API: it can run commands in every pod of the node, past admission and the audit log. The verb get is enough.',
  fix: 'remove nodes/proxy; for measures grant nodes/metrics and nodes/stats',
  breaks: 'Monitoring agents that query the kubelet through the API server: grant nodes/metrics instead.',
  refs: {
    kubescape: ['C-0279'],
    checkov: ['CKV2_K8S_2'],
    trivy: ['KSV-0047'],
    kyverno: ['restrict-clusterrole-nodesproxy'],
    cis: ['5.1.10', 'eks:4.1.10', 'aks:4.1.9'],
    owasp: ['K02'],
    other: ['rbac-police: nodes_proxy'],
  },
  needs: 'no right on nodes/proxy',
  dangers: [
    {
      groups: [''],
      resources: ['nodes/proxy'],
      verbs: ['get', 'create', 'update', 'patch', 'delete'],
      clusterOnly: true,
    },
  ],
  examples: {
    good: [
      { objects: [clusterRole({ resources: ['nodes', 'nodes/metrics'], verbs: ['get'] })] },
      { note: 'a Role reaches no node', objects: [role({ resources: ['nodes/proxy'], verbs: ['get'] })] },
    ],
    bad: [
      { objects: [clusterRole({ resources: ['nodes/proxy'], verbs: ['get'] })] },
      { objects: [clusterRole({ resources: ['*/proxy'], verbs: ['create'] })] },
      { objects: [clusterRoleBinding('system:kubelet-api-admin')] },
    ],
  },
});
