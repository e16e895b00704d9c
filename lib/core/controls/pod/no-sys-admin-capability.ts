import { podControl } from '../control';
import { grants, reportAdded } from './shared/capabilities';

/** Stricter than the scanners: `ALL`, `CAP_SYS_ADMIN` and small letters count. A privileged container has its own control. */
export const noSysAdminCapability = podControl({
  id: 'no-sys-admin-capability',
  title: 'No container adds SYS_ADMIN',
  category: 'pod',
  severity: 'high',
  why: 'SYS_ADMIN allows mounting file systems and changing namespaces: it is practically root on the node.',
  fix: 'remove SYS_ADMIN from securityContext.capabilities.add',
  breaks: 'Storage plugins and programs that mount. They need a waiver and a namespace of their own.',
  refs: {
    kubescape: ['C-0046'],
    checkov: ['CKV_K8S_39'],
    trivy: ['KSV-0005'],
    polaris: ['dangerousCapabilities'],
    kyverno: ['disallow-capabilities'],
    gatekeeper: ['capabilities'],
  },
  check(pod, report) {
    reportAdded(pod, report, (name) => !grants(name, 'SYS_ADMIN'), 'not SYS_ADMIN');
  },
  examples: {
    good: [{ note: 'not set' }, { container: { securityContext: { capabilities: { add: ['CHOWN'] } } } }],
    bad: [
      { container: { securityContext: { capabilities: { add: ['SYS_ADMIN'] } } } },
      { container: { securityContext: { capabilities: { add: ['cap_sys_admin'] } } } },
      { note: 'all of them have it', container: { securityContext: { capabilities: { add: ['ALL'] } } } },
    ],
  },
});
