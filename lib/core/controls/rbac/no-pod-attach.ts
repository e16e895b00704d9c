import { dangerControl } from './shared/danger-control';
import { role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noPodAttach = dangerControl({
  id: 'no-pod-attach',
  title: 'Nobody may attach to pods',
  severity: 'high',
  why: 'Anyone who can attach to a running container can read and write its terminal, and take over a shell that is open there.',
  fix: 'remove pods/attach; pods/log is enough to read what a container prints',
  refs: {
    trivy: ['KSV-0054'],
    polaris: [
      'clusterrolePodExecAttach',
      'rolePodExecAttach',
      'clusterrolebindingPodExecAttach',
      'rolebindingClusterRolePodExecAttach',
      'rolebindingRolePodExecAttach',
    ],
    owasp: ['K02'],
    other: ['kubehound: POD_ATTACH', 'kubehound: CONTAINER_ATTACH'],
  },
  needs: 'no right on pods/attach',
  dangers: [{ groups: [''], resources: ['pods/attach'], verbs: ['get', 'create'] }],
  examples: {
    good: [{ objects: [role({ resources: ['pods/log'], verbs: ['get'] })] }],
    bad: [
      { objects: [role({ resources: ['pods/attach'], verbs: ['create'] })] },
      { objects: [role({ resources: ['pods/attach'], verbs: ['get'] })] },
    ],
  },
});
