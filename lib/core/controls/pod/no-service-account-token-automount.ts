import { isAbsent } from '../../manifest/plain';
import { type Change, type HardenContext, leavePod, podControl, reportPod } from '../control';
import { fill } from '../draft';
import { apiHint, hasNoToken, podTokenReason } from '../facts/api-token';

const FIELD = 'automountServiceAccountToken';
const NO_TOKEN =
  'a program that calls the API server finds no token: give its ServiceAccount a binding in the same input, or mount a projected token';

function losesToken({ pod }: Change, context: HardenContext): boolean | string {
  if (pod === undefined || hasNoToken(pod, context)) return false;
  const hint = apiHint(pod);
  return hint === undefined ? true : `${hint}, as programs have that call the API server; ${NO_TOKEN}`;
}

/**
 * Only the pod spec counts: it wins over the ServiceAccount, which others may change. A token where the workload has
 * grants comes by a projected volume, with an expiry, and is no automount. An explicit true is never changed.
 * Source: Kubernetes documentation, Configure Service Accounts for Pods; CIS Benchmark 5.1.6.
 */
export const noServiceAccountTokenAutomount = podControl({
  id: 'no-service-account-token-automount',
  title: 'No pod gets an API token that it did not request',
  category: 'pod',
  severity: 'medium',
  why: 'By default every container of every pod has a token for the API server; anyone who can read that file can act with the rights of the ServiceAccount.',
  fix: 'automountServiceAccountToken: false; a pod that calls the API mounts a projected token that expires',
  code: "grants: [watch('configmaps')], which mounts a token that expires; remove what mounts the other one",
  breaks: 'Programs that call the API server: declare their grants, or mount a projected token.',
  refs: {
    kubescape: ['C-0034', 'C-0190'],
    checkov: ['CKV_K8S_38'],
    trivy: ['KSV-0036'],
    polaris: ['automountServiceAccountToken'],
    kyverno: ['restrict-automount-sa-token', 'remove-serviceaccount-token'],
    gatekeeper: ['automount-serviceaccount-token'],
    cis: ['5.1.6', 'eks:4.1.6', 'aks:4.1.6', 'gke:4.1.5'],
    nsa: ['Pod security: protecting Pod service account tokens'],
    owasp: ['K01', 'K09'],
    other: ['kubehound: TOKEN_STEAL', 'kubehound: IDENTITY_ASSUME'],
  },
  check(pod, report) {
    const found = pod.spec.automountServiceAccountToken;
    if (found !== false) reportPod(report, pod, 'automountServiceAccountToken', found, 'false');
  },
  harden(pod, context) {
    if (!isAbsent(pod.spec[FIELD])) return;
    const reason = podTokenReason(pod, context);
    if (reason === undefined) fill(pod.spec, FIELD, false);
    else leavePod(context, pod, FIELD, reason);
  },
  writes: [{ field: FIELD, mayStop: NO_TOKEN, when: losesToken }],
  examples: {
    good: [
      { spec: { automountServiceAccountToken: false } },
      {
        note: 'a projected token is asked for, and expires',
        spec: {
          automountServiceAccountToken: false,
          volumes: [
            {
              name: 'api-token',
              projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 3600 } }] },
            },
          ],
        },
      },
    ],
    bad: [{ note: 'the default is to mount one' }, { spec: { automountServiceAccountToken: true } }],
  },
});
