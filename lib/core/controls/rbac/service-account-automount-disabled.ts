import { refOf } from '../../manifest/identity';
import { isAbsent, type PlainObject } from '../../manifest/plain';
import { objectControl } from '../control';
import { grantReason } from '../facts/api-token';

const FIELD = 'automountServiceAccountToken';

/** Source: CIS Kubernetes Benchmark, RBAC and service accounts: tokens are mounted only where necessary. */
export const serviceAccountAutomountDisabled = objectControl({
  id: 'service-account-automount-disabled',
  title: 'A ServiceAccount does not mount its token in every pod',
  category: 'rbac',
  severity: 'medium',
  why: 'Otherwise each pod that does not opt out has a token for the API server, which an attacker can read from a file.',
  fix: 'automountServiceAccountToken: false; a pod that calls the API mounts a projected token',
  code: "grants: [watch('configmaps')], which gives the pod a token of its own",
  breaks: 'Programs that use the API server and read their token from the usual path: mount it in the pod.',
  refs: {
    kubescape: ['C-0034', 'C-0189', 'C-0190'],
    checkov: ['CKV_K8S_41'],
    kyverno: ['restrict-sa-automount-sa-token', 'disable-automountserviceaccounttoken'],
    gatekeeper: ['automount-serviceaccount-token', 'noupdateserviceaccount'],
    cis: ['5.1.6', 'eks:4.1.6', 'aks:4.1.6', 'gke:4.1.5'],
    nsa: ['Pod security: protecting Pod service account tokens'],
    owasp: ['K09'],
  },
  kinds: ['ServiceAccount'],
  check(manifest, report) {
    const found = manifest.automountServiceAccountToken;
    if (manifest.apiVersion !== 'v1' || found === false) return;
    report({ path: 'automountServiceAccountToken', found, needs: 'false' });
  },
  harden(manifest, context) {
    if (manifest.apiVersion !== 'v1' || !isAbsent(manifest[FIELD])) return;
    const { namespace, name } = refOf(manifest);
    const reason = grantReason(namespace, name, context);
    if (reason === undefined) manifest[FIELD] = false;
    else context.left({ path: FIELD, reason });
  },
  writes: [
    {
      field: FIELD,
      mayStop:
        'pods that run as this account, say nothing themselves and call the API server find no token: say automountServiceAccountToken: true in those pods',
    },
  ],
  examples: {
    good: [{ objects: [account({ automountServiceAccountToken: false })] }],
    bad: [
      { note: 'not set means true', objects: [account({})] },
      { objects: [account({ automountServiceAccountToken: true })] },
      { note: 'a string is not false', objects: [account({ automountServiceAccountToken: 'false' })] },
    ],
  },
});

function account(fields: PlainObject) {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'web', namespace: 'shop' },
    ...fields,
  };
}
