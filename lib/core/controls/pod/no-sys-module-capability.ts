import { podControl } from '../control';
import { grants, reportAdded } from './shared/capabilities';

/** Stricter than the scanners: `ALL`, `CAP_SYS_MODULE` and small letters count. */
export const noSysModuleCapability = podControl({
  id: 'no-sys-module-capability',
  title: 'No container adds SYS_MODULE',
  category: 'pod',
  severity: 'high',
  why: 'SYS_MODULE allows loading code into the kernel of the node, where nothing restricts it.',
  fix: 'remove SYS_MODULE from securityContext.capabilities.add',
  breaks:
    'Driver installers. Load modules when the node starts, or give the installer a waiver and a namespace of its own.',
  refs: {
    kubescape: ['C-0046'],
    trivy: ['KSV-0120'],
    kyverno: ['disallow-capabilities'],
    gatekeeper: ['capabilities'],
    other: ['kubehound: CE_MODULE_LOAD'],
  },
  check(pod, report) {
    reportAdded(pod, report, (name) => !grants(name, 'SYS_MODULE'), 'not SYS_MODULE');
  },
  examples: {
    good: [{ note: 'not set' }, { container: { securityContext: { capabilities: { add: ['CHOWN'] } } } }],
    bad: [
      { container: { securityContext: { capabilities: { add: ['SYS_MODULE'] } } } },
      { container: { securityContext: { capabilities: { add: ['CAP_SYS_MODULE'] } } } },
      { note: 'all of them have it', container: { securityContext: { capabilities: { add: ['ALL'] } } } },
    ],
  },
});
