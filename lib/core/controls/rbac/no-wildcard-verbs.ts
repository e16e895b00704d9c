import { isRbac, rulesIn } from '../../rbac/rule';
import { objectControl } from '../control';
import { clusterRole, role } from './shared/roles';

/** Source: CIS Kubernetes Benchmark 5.1.3. */
export const noWildcardVerbs = objectControl({
  id: 'no-wildcard-verbs',
  title: 'No rule uses a wildcard for verbs',
  category: 'rbac',
  severity: 'critical',
  why: 'The wildcard includes verbs that were not intended, such as escalate, bind and impersonate, and verbs that are added later.',
  fix: 'list the verbs that are needed: verbs: [get, list, watch]',
  breaks:
    'Operators that have access to everything: list what they use; see their documentation or the audit log.',
  refs: {
    kubescape: ['C-0187', 'C-0272'],
    checkov: ['CKV_K8S_49'],
    trivy: ['KSV-0044', 'KSV-0045'],
    kubeLinter: ['wildcard-in-rules'],
    kyverno: ['restrict-wildcard-verbs'],
    cis: ['5.1.3', 'eks:4.1.3', 'aks:4.1.3', 'gke:4.1.3'],
    nsa: ['AuthN/Z: role-based access control'],
    owasp: ['K02'],
  },
  kinds: ['Role', 'ClusterRole'],
  check(manifest, report) {
    if (!isRbac(manifest)) return;
    for (const { index, verbs, written } of rulesIn(manifest)) {
      if (!verbs.includes('*')) continue;
      report({
        path: `rules[${index}].verbs`,
        found: written.verbs,
        needs: 'verbs that are named one by one',
      });
    }
  },
  examples: {
    good: [{ objects: [role({ resources: ['pods'], verbs: ['get', 'list', 'watch'] })] }],
    bad: [
      { objects: [role({ resources: ['pods'], verbs: ['*'] })] },
      { note: 'beside others', objects: [clusterRole({ resources: ['pods'], verbs: ['get', '*'] })] },
    ],
  },
});
