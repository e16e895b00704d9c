import { dangerControl } from './shared/danger-control';
import { role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noPodAttach = dangerControl({
  id: 'no-pod-attach',
  title: 'Nobody may attach to pods',
  severity: 'high',
  why: 'Who attaches to a running container reads and writes its terminal: a shell that waits there is theirs.',
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
