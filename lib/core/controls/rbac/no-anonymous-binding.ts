import { clusterRoleBinding, group, roleBinding, user } from './shared/roles';
import { subjectControl } from './shared/subject-control';

const ANONYMOUS = ['system:anonymous', 'system:unauthenticated'];

/** Source: CIS GKE Benchmark 4.1.8 and 4.1.9; Kubernetes documentation, Authenticating, Anonymous requests. */
export const noAnonymousBinding = subjectControl({
  id: 'no-anonymous-binding',
  title: 'Nobody has permissions without authentication',
  severity: 'critical',
  why: 'Permissions of system:anonymous and system:unauthenticated belong to everyone who can reach the port of the API server.',
  fix: 'remove the subject; bind the role to a ServiceAccount or to a group of your identity provider',
  refs: {
    kubescape: ['C-0262'],
    trivy: ['KSV-0122'],
    kyverno: ['restrict-binding-system-groups'],
    gatekeeper: ['disallowanonymous'],
    cis: ['gke:4.1.8', 'gke:4.1.9'],
    nsa: ['AuthN/Z: authentication'],
    owasp: ['K09'],
  },
  needs: 'a subject that logs in',
  refuses: ({ kind, name }) => kind !== 'ServiceAccount' && ANONYMOUS.includes(name),
  harmless: ['system:public-info-viewer'],
  examples: {
    good: [
      { objects: [clusterRoleBinding('view', group('shop:developers'))] },
      {
        note: 'the versions of the API server, which everyone may ask for',
        objects: [clusterRoleBinding('system:public-info-viewer', group('system:unauthenticated'))],
      },
    ],
    bad: [
      { objects: [clusterRoleBinding('view', group('system:unauthenticated'))] },
      { objects: [roleBinding('Role', 'reader', user('system:anonymous'))] },
      {
        note: 'beside others',
        objects: [roleBinding('Role', 'reader', group('ops'), user('system:anonymous'))],
      },
    ],
  },
});
