import { celList } from '../admission/cel';
import { type AdmissionRequests, admissionArtifacts } from '../admission/policy';
import type { Artifact } from '../renderer';

/** What nobody means to put into the namespace `default`: what runs, what leads to it, and what it keeps. */
const REQUESTS: readonly Omit<AdmissionRequests, 'operations'>[] = [
  { apiGroup: '', resources: ['persistentvolumeclaims', 'pods', 'replicationcontrollers', 'services'] },
  { apiGroup: 'apps', resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'] },
  { apiGroup: 'batch', resources: ['cronjobs', 'jobs'] },
  { apiGroup: 'networking.k8s.io', resources: ['ingresses'] },
  { apiGroup: 'gateway.networking.k8s.io', resources: ['gateways', 'grpcroutes', 'httproutes'] },
];

/** The Service of the API server, which it makes again where it is gone. */
const EXEMPT = ['services/kubernetes'];

/**
 * The policy that keeps workloads out of the namespace `default`, where everything ends up that names none. What is there stays.
 * Source: CIS Kubernetes Benchmark, general policies.
 */
export function closedDefaultNamespace(): Artifact[] {
  return admissionArtifacts({
    name: 'default-namespace.bulwark.dev',
    requests: REQUESTS.map((one) => ({ ...one, operations: ['CREATE'] })),
    where: { only: ['default'] },
    checks: [
      {
        expression: `(request.resource.resource + "/" + request.name) in ${celList(EXEMPT)}`,
        message: 'nothing runs in the namespace default: name another one, with -n or metadata.namespace',
      },
    ],
  });
}
