import type { Control } from '../control';
import { defaultServiceAccountUnused } from './default-service-account-unused';
import { noAdmissionPolicyWrite } from './no-admission-policy-write';
import { noAnonymousBinding } from './no-anonymous-binding';
import { noApiExtensionWrite } from './no-api-extension-write';
import { noAuthenticatedGroupBinding } from './no-authenticated-group-binding';
import { noAwsAuthConfigmapWrite } from './no-aws-auth-configmap-write';
import { noBindVerb } from './no-bind-verb';
import { noBindingEdit } from './no-binding-edit';
import { noClusterAdminBinding } from './no-cluster-admin-binding';
import { noConfigmapWrite } from './no-configmap-write';
import { noCsrApproval } from './no-csr-approval';
import { noDefaultServiceAccountBinding } from './no-default-service-account-binding';
import { noDelegatedControllerWrite } from './no-delegated-controller-write';
import { noDeleteRights } from './no-delete-rights';
import { noEndpointsEdit } from './no-endpoints-edit';
import { noEscalateVerb } from './no-escalate-verb';
import { noEventDeletion } from './no-event-deletion';
import { noEvictionAndCordon } from './no-eviction-and-cordon';
import { noImpersonateVerb } from './no-impersonate-verb';
import { noMountedTokenWithRole } from './no-mounted-token-with-role';
import { noNamespaceWrite } from './no-namespace-write';
import { noNetworkResourceWrite } from './no-network-resource-write';
import { noNodeWrite } from './no-node-write';
import { noNodesProxy } from './no-nodes-proxy';
import { noPersistentVolumeCreation } from './no-persistent-volume-creation';
import { noPodAttach } from './no-pod-attach';
import { noPodCreation } from './no-pod-creation';
import { noPodExec } from './no-pod-exec';
import { noPodLogDeletion } from './no-pod-log-deletion';
import { noPodOrNodeStatusWrite } from './no-pod-or-node-status-write';
import { noPodPortForward } from './no-pod-port-forward';
import { noSecretsRead } from './no-secrets-read';
import { noSecretsWrite } from './no-secrets-write';
import { noServiceAccountTokenCreation } from './no-service-account-token-creation';
import { noServiceStatusWrite } from './no-service-status-write';
import { noSilentRoleAggregation } from './no-silent-role-aggregation';
import { noSystemMastersBinding } from './no-system-masters-binding';
import { noWebhookConfigurationWrite } from './no-webhook-configuration-write';
import { noWildcardResources } from './no-wildcard-resources';
import { noWildcardVerbs } from './no-wildcard-verbs';
import { preferNamespacedBindings } from './prefer-namespaced-bindings';
import { restrictPrivilegedScc } from './restrict-privileged-scc';
import { restrictSubjectAccessReview } from './restrict-subject-access-review';
import { serviceAccountAutomountDisabled } from './service-account-automount-disabled';
import { serviceAccountPerWorkload } from './service-account-per-workload';

/** The controls of the category rbac, one a file, in the order of the catalogue. */
export const rbacControls = [
  noClusterAdminBinding,
  noWildcardVerbs,
  noWildcardResources,
  noSecretsRead,
  noSecretsWrite,
  noPodCreation,
  noPodExec,
  noPodAttach,
  noPodPortForward,
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
  noPersistentVolumeCreation,
  noNamespaceWrite,
  noConfigmapWrite,
  noAwsAuthConfigmapWrite,
  noDeleteRights,
  noEventDeletion,
  noPodLogDeletion,
  noNetworkResourceWrite,
  noEndpointsEdit,
  noServiceStatusWrite,
  noPodOrNodeStatusWrite,
  noEvictionAndCordon,
  noNodeWrite,
  noDefaultServiceAccountBinding,
  defaultServiceAccountUnused,
  serviceAccountPerWorkload,
  serviceAccountAutomountDisabled,
  noMountedTokenWithRole,
  noAnonymousBinding,
  noAuthenticatedGroupBinding,
  noSystemMastersBinding,
  preferNamespacedBindings,
  noSilentRoleAggregation,
  restrictPrivilegedScc,
  restrictSubjectAccessReview,
  noDelegatedControllerWrite,
] as const satisfies readonly Control[];
