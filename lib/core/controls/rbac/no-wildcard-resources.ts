import { isRbac, type PolicyRule, rulesIn } from '../../rbac/rule';
import { objectControl } from '../control';
import { clusterRole, role } from './shared/roles';

const LISTS = ['apiGroups', 'resources', 'nonResourceURLs'] as const;

function wild(rule: PolicyRule, list: (typeof LISTS)[number]): boolean {
  if (list === 'apiGroups') return rule.groups.includes('*');
  if (list === 'resources') return rule.resources.some((resource) => resource.startsWith('*'));
  return rule.urls.some((url) => url === '*' || url === '/*');
}

/** Source: CIS Kubernetes Benchmark 5.1.3. */
export const noWildcardResources = objectControl({
  id: 'no-wildcard-resources',
  title: 'No rule uses a wildcard for resources or API groups',
  category: 'rbac',
  severity: 'critical',
  why: 'The wildcard includes Secrets, roles and node proxies, and every kind that is installed later.',
  fix: 'list the groups and resources that are needed: apiGroups: [apps], resources: [deployments]',
  breaks:
    'Operators and backup programs that have access to everything: list what they use, or waive the control for them.',
  refs: {
    kubescape: ['C-0187', 'C-0272'],
    checkov: ['CKV_K8S_49'],
    trivy: ['KSV-0044', 'KSV-0046', 'KSV-0112'],
    kubeLinter: ['wildcard-in-rules'],
    kyverno: ['restrict-wildcard-resources'],
    cis: ['5.1.3', 'eks:4.1.3', 'aks:4.1.3', 'gke:4.1.3'],
    nsa: ['AuthN/Z: role-based access control'],
    owasp: ['K02'],
  },
  kinds: ['Role', 'ClusterRole'],
  check(manifest, report) {
    if (!isRbac(manifest)) return;
    for (const rule of rulesIn(manifest)) {
      for (const list of LISTS) {
        if (!wild(rule, list)) continue;
        const needs = 'groups, resources and paths that are named one by one';
        report({ path: `rules[${rule.index}].${list}`, found: rule.written[list], needs, finding: list });
      }
    }
  },
  examples: {
    good: [
      { objects: [role({ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get'] })] },
      { objects: [clusterRole({ nonResourceURLs: ['/metrics', '/healthz/*'], verbs: ['get'] })] },
    ],
    bad: [
      { objects: [role({ resources: ['*'], verbs: ['get'] })] },
      { objects: [clusterRole({ apiGroups: ['*'], resources: ['pods'], verbs: ['get'] })] },
      { note: 'a subresource of everything', objects: [role({ resources: ['*/scale'], verbs: ['update'] })] },
      { objects: [clusterRole({ nonResourceURLs: ['*'], verbs: ['get'] })] },
    ],
  },
});
