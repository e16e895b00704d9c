import { dangerControl } from './shared/danger-control';
import { clusterRole, role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices; CIS Kubernetes Benchmark 5.1.2. */
export const noSecretsWrite = dangerControl({
  id: 'no-secrets-write',
  title: 'Nobody may write Secrets',
  severity: 'critical',
  why: 'Anyone who can create a Secret of type service-account-token can get a token of any account of the namespace; anyone who can change Secrets can replace credentials that others trust.',
  fix: 'remove create, update, patch and delete on secrets; or name the Secrets: resourceNames: [db], verbs: [update, patch]',
  breaks:
    'Operators that write the Secrets of what they run, and certificate managers: waive the control for them.',
  refs: {
    kubescape: ['C-0007'],
    trivy: ['KSV-0041', 'KSV-0113'],
    kubeLinter: ['access-to-secrets'],
    cis: ['5.1.2', 'eks:4.1.2', 'aks:4.1.2', 'gke:4.1.2'],
    owasp: ['K02'],
    other: ['rbac-police: issue_token_secrets'],
  },
  needs: 'no create, update, patch or delete on secrets, but for those that the rule names',
  dangers: [
    {
      groups: [''],
      resources: ['secrets'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
      narrowedByNames: true,
    },
  ],
  examples: {
    good: [
      {
        note: 'one Secret by its name',
        objects: [role({ resources: ['secrets'], resourceNames: ['db'], verbs: ['update', 'patch'] })],
      },
      { objects: [role({ resources: ['secrets'], resourceNames: ['db'], verbs: ['get'] })] },
    ],
    bad: [
      { objects: [role({ resources: ['secrets'], verbs: ['create'] })] },
      { objects: [clusterRole({ resources: ['secrets'], verbs: ['*'] })] },
      { objects: [role({ resources: ['secrets'], verbs: ['deletecollection'] })] },
    ],
  },
});
