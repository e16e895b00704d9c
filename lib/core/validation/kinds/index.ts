import type { Field } from '../field';
import { checkClaim } from '../storage/claim-spec';
import { checkValidatingPolicy, checkValidatingPolicyBinding } from './admission-policy';
import { checkAutoscaler } from './autoscaler';
import { checkNamespace, checkPriorityClass, checkRuntimeClass } from './cluster';
import { checkConfigMap, checkSecret } from './config';
import { checkCronJob } from './cron-job';
import { checkCustomResourceDefinition } from './custom-resource-definition';
import { checkDaemonSet } from './daemon-set';
import { checkDeployment } from './deployment';
import { checkDisruptionBudget } from './disruption-budget';
import { checkIngress, checkIngressClass } from './ingress';
import { checkJob } from './job';
import { checkLimitRange } from './limit-range';
import { checkNetworkPolicy } from './network-policy';
import { checkPersistentVolume } from './persistent-volume';
import { checkPod, checkPodTemplateObject } from './pod';
import { checkResourceQuota } from './quota';
import { checkClusterRole, checkClusterRoleBinding, checkRole, checkRoleBinding } from './rbac';
import { checkReplicaSet, checkReplicationController } from './replica-set';
import { checkService } from './service';
import { checkStatefulSet } from './stateful-set';
import { checkStorageClass } from './storage-class';
import { checkWebhookConfiguration } from './webhooks';

/** Judges the object whose root it gets. */
export type Validator = (object: Field) => void;

/** What each kind says, by `group/kind`; its versions share it. */
export const VALIDATORS: ReadonlyMap<string, Validator> = new Map<string, Validator>([
  ['/ConfigMap', checkConfigMap],
  ['/LimitRange', checkLimitRange],
  ['/Namespace', checkNamespace],
  ['/PersistentVolume', checkPersistentVolume],
  ['/PersistentVolumeClaim', checkClaim],
  ['/ResourceQuota', checkResourceQuota],
  ['/Secret', checkSecret],
  ['/Service', checkService],
  ['admissionregistration.k8s.io/MutatingWebhookConfiguration', checkWebhookConfiguration],
  ['admissionregistration.k8s.io/ValidatingAdmissionPolicy', checkValidatingPolicy],
  ['admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding', checkValidatingPolicyBinding],
  ['admissionregistration.k8s.io/ValidatingWebhookConfiguration', checkWebhookConfiguration],
  ['apiextensions.k8s.io/CustomResourceDefinition', checkCustomResourceDefinition],
  ['autoscaling/HorizontalPodAutoscaler', checkAutoscaler],
  ['networking.k8s.io/Ingress', checkIngress],
  ['networking.k8s.io/IngressClass', checkIngressClass],
  ['networking.k8s.io/NetworkPolicy', checkNetworkPolicy],
  ['node.k8s.io/RuntimeClass', checkRuntimeClass],
  ['policy/PodDisruptionBudget', checkDisruptionBudget],
  ['rbac.authorization.k8s.io/ClusterRole', checkClusterRole],
  ['rbac.authorization.k8s.io/ClusterRoleBinding', checkClusterRoleBinding],
  ['rbac.authorization.k8s.io/Role', checkRole],
  ['rbac.authorization.k8s.io/RoleBinding', checkRoleBinding],
  ['scheduling.k8s.io/PriorityClass', checkPriorityClass],
  ['storage.k8s.io/StorageClass', checkStorageClass],
  ['/Pod', checkPod],
  ['/PodTemplate', checkPodTemplateObject],
  ['/ReplicationController', checkReplicationController],
  ['apps/DaemonSet', checkDaemonSet],
  ['apps/Deployment', checkDeployment],
  ['apps/ReplicaSet', checkReplicaSet],
  ['apps/StatefulSet', checkStatefulSet],
  ['batch/CronJob', checkCronJob],
  ['batch/Job', checkJob],
]);
