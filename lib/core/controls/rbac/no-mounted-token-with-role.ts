import type { Entry, ManifestSet } from '../../manifest/manifest-set';
import { isAbsent, objectAt, objectsAt, type PlainObject, stringAt } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { allowedBy, type Danger, mayGive } from '../../rbac/danger';
import { type Right, rightsOf } from '../../rbac/rights';
import { setControl } from '../control';
import { noAdmissionPolicyWrite } from './no-admission-policy-write';
import { noApiExtensionWrite } from './no-api-extension-write';
import { noBindVerb } from './no-bind-verb';
import { noBindingEdit } from './no-binding-edit';
import { noCsrApproval } from './no-csr-approval';
import { noEscalateVerb } from './no-escalate-verb';
import { noImpersonateVerb } from './no-impersonate-verb';
import { noNodesProxy } from './no-nodes-proxy';
import { noPodCreation } from './no-pod-creation';
import { noPodExec } from './no-pod-exec';
import { noSecretsRead } from './no-secrets-read';
import { noSecretsWrite } from './no-secrets-write';
import { noServiceAccountTokenCreation } from './no-service-account-token-creation';
import { noWebhookConfigurationWrite } from './no-webhook-configuration-write';
import { accountOf, DEFAULT_ACCOUNT } from './shared/accounts';
import { clusterRole, clusterRoleBinding, role, roleBinding } from './shared/roles';

/** Rights with which a stolen token takes over the namespace or the cluster. */
const TAKEOVER = [
  noSecretsRead,
  noSecretsWrite,
  noPodCreation,
  noPodExec,
  noEscalateVerb,
  noBindVerb,
  noBindingEdit,
  noImpersonateVerb,
  noNodesProxy,
  noServiceAccountTokenCreation,
  noCsrApproval,
  noWebhookConfigurationWrite,
  noAdmissionPolicyWrite,
  noApiExtensionWrite,
];

/** Ids of the controls whose danger a right holds. */
function takeovers({ rules = [], namespace }: Right): string[] {
  const holds = (danger: Danger): boolean =>
    mayGive(danger, namespace, namespace === undefined) &&
    rules.some((rule) => allowedBy(rule, danger) !== undefined);
  return TAKEOVER.filter(({ dangers }) => dangers.some(holds)).map(({ id }) => id);
}

/** Whether a pod has a token of its account for the API server: by automount, or by a projected volume without another audience. */
function mountsToken(pod: Pod, account: Entry | undefined): boolean {
  const own = pod.spec.automountServiceAccountToken;
  const automount = isAbsent(own) ? account?.manifest.automountServiceAccountToken : own;
  if (isAbsent(automount) || automount === true) return true;
  return objectsAt(pod.spec, 'volumes').some((volume) =>
    objectsAt(objectAt(volume, 'projected'), 'sources').some((source) => {
      const token = objectAt(source, 'serviceAccountToken');
      return token !== undefined && (stringAt(token, 'audience') ?? '') === '';
    }),
  );
}

function accountFor(entry: Entry, pod: Pod, set: ManifestSet): { name: string; entry: Entry | undefined } {
  const named = accountOf(pod);
  const name = typeof named === 'string' ? named : DEFAULT_ACCOUNT;
  return { name, entry: set.find('ServiceAccount', entry.ref.namespace, name) };
}

/** Source: KubeHound, IDENTITY_ASSUME and TOKEN_STEAL; Kubescape C-0267 and C-0272. */
export const noMountedTokenWithRole = setControl({
  id: 'no-mounted-token-with-role',
  title: 'No pod mounts a token with dangerous permissions',
  category: 'rbac',
  severity: 'high',
  why: 'Anyone who compromises the pod can read the token and has its permissions: here, every Secret, every pod or the whole cluster.',
  fix: 'remove these rights from the role, or give them to an account that no pod in reach of users runs as',
  breaks:
    'Operators that need these permissions: waive the control for them, and run them in a separate namespace.',
  refs: {
    kubescape: ['C-0053', 'C-0261', 'C-0267', 'C-0272'],
    nsa: ['Pod security: protecting Pod service account tokens'],
    owasp: ['K02'],
    other: ['kubehound: IDENTITY_ASSUME', 'kubehound: PERMISSION_DISCOVER', 'kubehound: TOKEN_STEAL'],
  },
  check(set, report) {
    const rights = rightsOf(set);
    if (rights.all.length === 0) return;
    for (const entry of set.entries) {
      const { pod } = entry;
      if (pod === undefined) continue;
      const account = accountFor(entry, pod, set);
      const held = rights.ofAccount(entry.ref.namespace, account.name);
      if (held.length === 0 || !mountsToken(pod, account.entry)) continue;
      const strong = [...new Set(held.flatMap(takeovers))];
      if (strong.length === 0) continue;
      const roles = [
        ...new Set(held.filter((right) => takeovers(right).length > 0).map((right) => right.role.name)),
      ];
      const found = `a token of account ${account.name}, whose role ${roles.join(', ')} breaks ${strong.join(', ')}`;
      report(entry, { path: `${pod.path}.serviceAccountName`, found, needs: 'a token without these rights' });
    }
  },
  examples: {
    good: [
      {
        note: 'rights that take over nothing',
        objects: [pod({}), role({ resources: ['pods'], verbs: ['get'] }), roleBinding('Role', 'reader')],
      },
      {
        note: 'no token',
        objects: [pod({ automountServiceAccountToken: false }), clusterRoleBinding('cluster-admin')],
      },
    ],
    bad: [
      { objects: [pod({}), clusterRoleBinding('cluster-admin')] },
      {
        note: 'by a role of the set',
        objects: [
          pod({}),
          clusterRole({ resources: ['secrets'], verbs: ['list'] }),
          roleBinding('ClusterRole', 'reader'),
        ],
      },
      {
        note: 'by a projected token',
        objects: [
          pod({
            automountServiceAccountToken: false,
            volumes: [{ name: 'api', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }],
          }),
          roleBinding('ClusterRole', 'edit'),
        ],
      },
    ],
  },
});

function pod(spec: PlainObject): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { serviceAccountName: 'web', containers: [{ name: 'app' }], ...spec },
  };
}
