import type { PlainObject } from '../../manifest/plain';
import { setControl } from '../control';
import { namespacesOf, ofCoreKind } from '../entries';
import { accountOf, DEFAULT_ACCOUNT } from './shared/accounts';

/**
 * Three things: pods name another ServiceAccount; one called default has no token; and it is in the set when its
 * Namespace is, because Kubernetes makes it with a token otherwise.
 * Source: CIS Kubernetes Benchmark, RBAC and service accounts: default service accounts are not actively used.
 */
export const defaultServiceAccountUnused = setControl({
  id: 'default-service-account-unused',
  title: 'Nothing runs as the default ServiceAccount, and it has no token',
  category: 'rbac',
  severity: 'high',
  why: 'All pods that name no account share it: a permission for one of them is a permission for every pod of the namespace, including future pods.',
  fix: "serviceAccountName: web, an account of the workload's own",
  code: 'use a SecureDeployment, which brings an account of its own',
  refs: {
    kubescape: ['C-0189', 'C-0225', 'C-0239'],
    checkov: ['CKV_K8S_41'],
    kubeLinter: ['default-service-account'],
    kyverno: ['check-sa', 'restrict-service-account'],
    cis: ['5.1.5', 'eks:5.2.1', 'aks:5.2.1', 'gke:5.2.1', 'gke:5.2.2', 'eks:4.1.5', 'aks:4.1.5', 'gke:4.1.4'],
    nsa: ['Pod security: protecting Pod service account tokens'],
    owasp: ['K09'],
  },
  check(set, report) {
    for (const entry of set.entries) {
      for (const pod of entry.pods) {
        const found = accountOf(pod);
        if (typeof found === 'string' && found !== DEFAULT_ACCOUNT) continue;
        const path = `${pod.path}.serviceAccountName`;
        report(entry, { path, found, needs: 'a ServiceAccount of its own (none means default)' });
      }
    }
    for (const entry of ofCoreKind(set, 'ServiceAccount')) {
      const found = entry.manifest.automountServiceAccountToken;
      if (entry.ref.name !== DEFAULT_ACCOUNT || found === false) continue;
      report(entry, { path: 'automountServiceAccountToken', found, needs: 'false' });
    }
    for (const entry of namespacesOf(set)) {
      const { name } = entry.ref;
      if (set.find('ServiceAccount', name, DEFAULT_ACCOUNT) !== undefined) continue;
      const needs = 'a ServiceAccount default with automountServiceAccountToken: false';
      report(entry, { path: 'metadata.name', found: name, needs });
    }
  },
  examples: {
    good: [
      { objects: [pod({ serviceAccountName: 'web' })] },
      { note: 'by the older field', objects: [pod({ serviceAccount: 'web' })] },
      { objects: [namespace(), account({ automountServiceAccountToken: false })] },
    ],
    bad: [
      { note: 'none means default', objects: [pod({})] },
      { objects: [pod({ serviceAccountName: 'default' })] },
      { note: 'empty means default too', objects: [pod({ serviceAccountName: '' })] },
      { note: 'a token for all', objects: [account({})] },
      { note: 'the one that Kubernetes makes has a token', objects: [namespace()] },
    ],
  },
});

function pod(spec: PlainObject) {
  const metadata = { name: 'web', namespace: 'shop' };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name: 'app' }], ...spec } };
}

function namespace() {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
}

function account(fields: PlainObject) {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace: 'shop' },
    ...fields,
  };
}
