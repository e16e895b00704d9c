import { dangerControl } from './shared/danger-control';
import { clusterRole } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices; CIS Kubernetes Benchmark 5.1.12. */
export const noWebhookConfigurationWrite = dangerControl({
  id: 'no-webhook-configuration-write',
  title: 'Nobody may write webhook configurations',
  severity: 'critical',
  why: 'A webhook can read every object that it receives, including Secrets, and a mutating webhook can change it; deleting a webhook removes the policy behind it.',
  fix: 'remove create, update, patch and delete on validatingwebhookconfigurations and mutatingwebhookconfigurations, or name the one that is yours: resourceNames',
  breaks:
    'Operators that update the certificate of their own webhook: name it in resourceNames, for update and patch.',
  refs: {
    kubescape: ['C-0281'],
    checkov: ['CKV_K8S_155'],
    trivy: ['KSV-0114'],
    kyverno: ['restrict-clusterrole-mutating-validating-admission-webhooks'],
    cis: ['5.1.12', 'eks:4.1.11', 'aks:4.1.11'],
    owasp: ['K02'],
    other: ['rbac-police: control_webhooks'],
  },
  needs: 'no write access to webhook configurations, but for those that the rule names',
  dangers: [
    {
      groups: ['admissionregistration.k8s.io'],
      resources: ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'],
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
      narrowedByNames: true,
      clusterOnly: true,
    },
  ],
  examples: {
    good: [
      {
        note: 'its own webhook',
        objects: [
          clusterRole({
            apiGroups: ['admissionregistration.k8s.io'],
            resources: ['validatingwebhookconfigurations'],
            resourceNames: ['policy'],
            verbs: ['update', 'patch'],
          }),
        ],
      },
      {
        objects: [
          clusterRole({
            apiGroups: ['admissionregistration.k8s.io'],
            resources: ['*'],
            verbs: ['get', 'list', 'watch'],
          }),
        ],
      },
    ],
    bad: [
      {
        objects: [
          clusterRole({
            apiGroups: ['admissionregistration.k8s.io'],
            resources: ['mutatingwebhookconfigurations'],
            verbs: ['create'],
          }),
        ],
      },
      {
        objects: [
          clusterRole({
            apiGroups: ['admissionregistration.k8s.io'],
            resources: ['validatingwebhookconfigurations'],
            verbs: ['delete'],
          }),
        ],
      },
    ],
  },
});
