import { isOpaque, objectAt } from '../../manifest/plain';
import { rightsOf } from '../../rbac/rights';
import type { PolicyRule } from '../../rbac/rule';
import { setControl } from '../control';
import { clusterRole, clusterRoleBinding, role, roleBinding } from './shared/roles';

/** Built-in roles that hold everything in their reach, Secrets and pods included. */
const ADMINISTRATORS = ['cluster-admin', 'admin', 'edit'];

function isEverything({ groups, resources, verbs }: PolicyRule): boolean {
  return [groups, resources, verbs].every((list) => list.includes('*'));
}

/**
 * A role that is neither in the set nor one that the API server brings is `unknown`: it may hold anything.
 * Source: CIS Kubernetes Benchmark 5.1.1; Polaris and Trivy count admin and edit too, which read Secrets and run pods.
 */
export const noClusterAdminBinding = setControl({
  id: 'no-cluster-admin-binding',
  title: 'Nobody is bound to a role that allows everything',
  category: 'rbac',
  severity: 'high',
  why: 'Anyone who has such a role, or compromises a pod that has it, controls the cluster or the namespace.',
  fix: 'bind a Role of your own that lists only what is needed: roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }',
  code: "grants: [watch('configmaps')], on the workload or its account",
  breaks:
    'Administrators and deployment tools that rely on this binding: waive the control for them, or give them a narrower role.',
  refs: {
    kubescape: ['C-0035', 'C-0185', 'C-0272'],
    trivy: ['KSV-0111'],
    kubeLinter: ['cluster-admin-role-binding'],
    polaris: [
      'clusterrolebindingClusterAdmin',
      'rolebindingClusterAdminClusterRole',
      'rolebindingClusterAdminRole',
    ],
    kyverno: ['restrict-binding-clusteradmin', 'block-cluster-admin-from-ns'],
    cis: ['5.1.1', 'eks:4.1.1', 'aks:4.1.1', 'gke:4.1.1'],
    nsa: ['AuthN/Z: role-based access control'],
    owasp: ['K02'],
    other: ['rbac-police: cluster_admin'],
  },
  check(set, report) {
    const rights = rightsOf(set);
    for (const { binding, role: bound, rules } of rights.all) {
      const { name, kind } = bound;
      const everything = kind === 'ClusterRole' && ADMINISTRATORS.includes(name);
      if (everything || rules?.some(isEverything) === true) {
        report(binding, { path: 'roleRef.name', found: name, needs: 'a role that lists what is needed' });
      } else if (rules === undefined) {
        const needs = `a role whose rules are known: ${kind} ${name} is not among these manifests`;
        const fix = `judge the manifest of ${kind} ${name} together with this one`;
        report(binding, {
          path: 'roleRef.name',
          found: name,
          needs,
          fix,
          unknown: true,
          finding: 'unknown-role',
        });
      }
    }
    for (const kind of ['RoleBinding', 'ClusterRoleBinding']) {
      for (const binding of set.ofKind(kind)) {
        const { name, kind: of } = objectAt(binding.manifest, 'roleRef') ?? {};
        const found = [binding.manifest.roleRef, name, of].find(isOpaque);
        if (found !== undefined) report(binding, { path: 'roleRef', found, needs: 'a role that is known' });
      }
    }
  },
  examples: {
    good: [
      { objects: [role({ resources: ['pods'], verbs: ['get'] }), roleBinding('Role', 'reader')] },
      { note: 'reads no Secrets', objects: [roleBinding('ClusterRole', 'view')] },
    ],
    bad: [
      { objects: [clusterRoleBinding('cluster-admin')] },
      { note: 'everything of the namespace', objects: [roleBinding('ClusterRole', 'admin')] },
      { note: 'reads Secrets, runs pods', objects: [roleBinding('ClusterRole', 'edit')] },
      {
        note: 'a role of the same power',
        objects: [
          clusterRole({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }),
          clusterRoleBinding('reader'),
        ],
      },
      { note: 'nobody here knows what it allows', objects: [roleBinding('ClusterRole', 'someone-elses')] },
    ],
  },
});
