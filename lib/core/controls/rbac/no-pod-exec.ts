import { dangerControl } from './shared/danger-control';
import { clusterRole, role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noPodExec = dangerControl({
  id: 'no-pod-exec',
  title: 'Nobody may run commands in pods',
  severity: 'high',
  why: 'A command in a pod has the ServiceAccount, the Secrets and the network of the pod, and so has a debugging container. The verb get is enough: exec also works with a GET request.',
  fix: 'remove pods/exec and pods/ephemeralcontainers; grant them for an incident, with an end',
  breaks: 'kubectl exec, kubectl debug and kubectl cp for those who have the role.',
  refs: {
    kubescape: ['C-0002'],
    checkov: ['CKV2_K8S_2'],
    trivy: ['KSV-0053'],
    polaris: [
      'clusterrolePodExecAttach',
      'rolePodExecAttach',
      'clusterrolebindingPodExecAttach',
      'rolebindingClusterRolePodExecAttach',
      'rolebindingRolePodExecAttach',
    ],
    kyverno: [
      'deny-exec-by-namespace-name',
      'deny-exec-by-namespace-label',
      'deny-exec-by-pod-and-container',
      'deny-exec-by-pod-label',
      'deny-exec-by-pod-name',
      'block-kubectl-cp-by-pod-label',
    ],
    owasp: ['K02'],
    other: [
      'rbac-police: pods_exec',
      'kubehound: POD_EXEC',
      'rbac-police: pods_ephemeral_ctrs',
      'kubehound: CONTAINER_ATTACH',
    ],
  },
  needs: 'no right on pods/exec or pods/ephemeralcontainers',
  dangers: [
    { groups: [''], resources: ['pods/exec'], verbs: ['get', 'create'] },
    { groups: [''], resources: ['pods/ephemeralcontainers'], verbs: ['update', 'patch'] },
  ],
  examples: {
    good: [
      { objects: [role({ resources: ['pods', 'pods/log'], verbs: ['get'] })] },
      { note: 'pods alone has no subresource', objects: [role({ resources: ['pods'], verbs: ['*'] })] },
    ],
    bad: [
      { objects: [role({ resources: ['pods/exec'], verbs: ['create'] })] },
      { note: 'get is enough', objects: [role({ resources: ['pods/exec'], verbs: ['get'] })] },
      {
        note: 'by the subresource alone',
        objects: [clusterRole({ resources: ['*/exec'], verbs: ['create'] })],
      },
      {
        note: 'one named pod runs code too',
        objects: [role({ resources: ['pods/exec'], resourceNames: ['web'], verbs: ['create'] })],
      },
      { objects: [role({ resources: ['pods/ephemeralcontainers'], verbs: ['patch'] })] },
    ],
  },
});
