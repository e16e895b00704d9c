import { homeOf, printedName } from '../../manifest/identity';
import type { Entry } from '../../manifest/manifest-set';
import type { PlainObject } from '../../manifest/plain';
import { workloadKey } from '../../manifest/workloads';
import { setControl } from '../control';
import { namespacesOf } from '../entries';
import { accountOf, DEFAULT_ACCOUNT } from './shared/accounts';

const OWNER = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'web', controller: true };
const OWNED = { ownerReferences: [OWNER] };

/** The accounts that the pods of an object name, each once, with the first place that does. */
function accountsIn(entry: Entry): Map<unknown, string> {
  const found = new Map<unknown, string>();
  for (const pod of entry.pods) {
    const account = accountOf(pod);
    if (account === undefined || account === DEFAULT_ACCOUNT || found.has(account)) continue;
    found.set(account, `${pod.path}.serviceAccountName`);
  }
  return found;
}

/**
 * That an account exists is asked for in namespaces whose Namespace object is in the set; elsewhere it may be in
 * another output. What owns each other is one workload, and so are objects of one generateName: runs of one program.
 * Pods that run as default are the business of default-service-account-unused.
 * Source: NSA/CISA Kubernetes Hardening Guide, protecting Pod service account tokens.
 */
export const serviceAccountPerWorkload = setControl({
  id: 'service-account-per-workload',
  title: 'Each workload has a ServiceAccount of its own',
  category: 'rbac',
  severity: 'high',
  why: 'Workloads that share an account share its permissions: anyone who compromises one workload can act as the other, and the audit log cannot tell them apart.',
  fix: "serviceAccountName: web, an account of the workload's own, which is there",
  code: 'use a SecureDeployment, which brings an account of its own',
  refs: {
    kubescape: ['C-0307', 'C-0225', 'C-0239'],
    kubeLinter: ['non-existent-service-account', 'default-service-account'],
    kyverno: ['check-sa'],
    cis: ['5.1.5', 'eks:4.1.5', 'aks:4.1.5', 'gke:4.1.4'],
    nsa: ['Pod security: protecting Pod service account tokens'],
    owasp: ['K09'],
  },
  check(set, report) {
    const owned = new Set(namespacesOf(set).map(({ ref }) => ref.name));
    const users = new Map<string, Entry>();
    for (const entry of set.workloadEntries) {
      for (const [found, path] of accountsIn(entry)) {
        if (typeof found !== 'string') {
          report(entry, { path, found, needs: 'the name of a ServiceAccount' });
          continue;
        }
        const { namespace } = entry.ref;
        const key = `${homeOf(entry.ref)}|${found}`;
        const other = users.get(key);
        if (other === undefined) users.set(key, entry);
        else if (workloadKey(set.workloadOf(other)) !== workloadKey(set.workloadOf(entry))) {
          const needs = `an account that ${other.ref.kind} ${printedName(other.ref)} does not use`;
          report(entry, { path, found, needs, finding: 'shared' });
        }
        if (owned.has(homeOf(entry.ref)) && set.find('ServiceAccount', namespace, found) === undefined) {
          report(entry, { path, found, needs: 'a ServiceAccount that exists', finding: 'missing' });
        }
      }
    }
  },
  examples: {
    good: [
      { objects: [namespace(), account(), pod('web', 'web')] },
      { note: 'the namespace is not in the output', objects: [pod('web', 'web'), pod('cart', 'cart')] },
      { note: 'two namespaces', objects: [pod('web', 'web'), pod('web', 'web', { namespace: 'other' })] },
      {
        note: 'pods of one owner are one workload',
        objects: [pod('web-x', 'web', OWNED), pod('web-y', 'web', OWNED)],
      },
      { note: 'another control judges default', objects: [pod('web', 'default'), pod('cart', undefined)] },
    ],
    bad: [
      { note: 'shared', objects: [pod('web', 'web'), pod('cart', 'web')] },
      { note: 'missing', objects: [namespace(), pod('web', 'web')] },
      { note: 'not a name', objects: [pod('web', 7)] },
    ],
  },
});

function namespace() {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
}

function account() {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web', namespace: 'shop' } };
}

function pod(name: string, serviceAccountName: unknown, metadata: PlainObject = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', ...metadata },
    spec: { serviceAccountName, containers: [{ name: 'app' }] },
  };
}
