import { dangerControl } from './shared/danger-control';
import { clusterRole, role } from './shared/roles';

/** Source: Kubernetes documentation, Role Based Access Control Good Practices. */
export const noServiceStatusWrite = dangerControl({
  id: 'no-service-status-write',
  title: 'Nobody may write the status of Services',
  severity: 'medium',
  why: 'A load balancer address in the status of a Service attracts the traffic of other pods for that address (CVE-2020-8554).',
  fix: 'remove update and patch on services/status',
  breaks: 'Load balancer controllers: waive the control for them.',
  refs: {
    checkov: ['CKV2_K8S_4'],
    owasp: ['K02'],
    other: ['rbac-police: modify_service_status_cve_2020_8554'],
  },
  needs: 'no update or patch on services/status',
  dangers: [{ groups: [''], resources: ['services/status'], verbs: ['update', 'patch'] }],
  examples: {
    good: [{ objects: [role({ resources: ['services'], verbs: ['get'] })] }],
    bad: [
      { objects: [role({ resources: ['services/status'], verbs: ['patch'] })] },
      { objects: [clusterRole({ resources: ['*/status'], verbs: ['update'] })] },
    ],
  },
});
