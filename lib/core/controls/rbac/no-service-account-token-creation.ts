import { dangerControl } from './shared/danger-control';
import { role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices; CIS Kubernetes Benchmark 5.1.13. */
export const noServiceAccountTokenCreation = dangerControl({
  id: 'no-service-account-token-creation',
  title: 'Nobody may create tokens of ServiceAccounts',
  severity: 'medium',
  why: 'A token of another account gives all of its permissions until it expires, also outside of the cluster.',
  fix: 'remove create on serviceaccounts/token; a pod gets its own token by a projected volume',
  breaks:
    'Secret stores and agents that request tokens of other accounts: name the accounts in a Role, and waive the control.',
  refs: {
    kubescape: ['C-0282'],
    cis: ['5.1.13', 'eks:4.1.12', 'aks:4.1.12'],
    owasp: ['K02'],
    other: ['rbac-police: token_request', 'rbac-police: obtain_token_weak_ns'],
  },
  needs: 'no create on serviceaccounts/token',
  dangers: [{ groups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] }],
  examples: {
    good: [{ objects: [role({ resources: ['serviceaccounts'], verbs: ['get', 'create'] })] }],
    bad: [
      { objects: [role({ resources: ['serviceaccounts/token'], verbs: ['create'] })] },
      {
        note: 'the name counts for a subresource',
        objects: [
          role({ resources: ['serviceaccounts/token'], resourceNames: ['admin'], verbs: ['create'] }),
        ],
      },
    ],
  },
});
