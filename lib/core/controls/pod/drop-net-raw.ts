import { isPlain, type PlainObject } from '../../manifest/plain';
import type { Container } from '../../manifest/pod';
import { type HardenContext, podControl, reportContainer } from '../control';
import { keepsCapabilities } from '../facts/capabilities';
import { adds, dropOf, drops, grants, reportAdded } from './shared/capabilities';
import { fieldOf, fillField } from './shared/security-context';

function isDropped(container: Container): boolean {
  return drops(container, 'ALL') || drops(container, 'NET_RAW');
}

function hardenDrop(container: Container, context: HardenContext): void {
  fillField(container.spec, 'capabilities', {} satisfies PlainObject);
  const capabilities = fieldOf(container.spec, 'capabilities');
  if (!isPlain(capabilities)) return;
  const { drop } = capabilities;
  if (dropOf(container) === undefined) capabilities.drop = ['NET_RAW'];
  else if (context.repair && Array.isArray(drop)) capabilities.drop = [...drop, 'NET_RAW'];
}

/**
 * A part of `drop-all-capabilities`, for those who waive that one. By itself it is laxer than the Pod Security check
 * `capabilities_restricted`, which wants ALL. Writes nothing where NET_RAW is added: the drop would win.
 */
export const dropNetRaw = podControl({
  id: 'drop-net-raw',
  title: 'No container can forge packets',
  category: 'pod',
  severity: 'high',
  why: 'With NET_RAW, which is in the default set, a container can forge ARP and DNS answers and take over the traffic of its neighbours.',
  fix: 'securityContext: { capabilities: { drop: [ALL] } }',
  breaks: 'ping and other tools that open raw sockets.',
  refs: {
    podSecurity: ['capabilities_restricted'],
    kubescape: ['C-0199', 'C-0211'],
    checkov: ['CKV_K8S_28', 'CKV_K8S_7'],
    trivy: ['KSV-0119'],
    kubeLinter: ['drop-net-raw-capability'],
    kyverno: ['drop-cap-net-raw'],
    gatekeeper: ['capabilities'],
    cis: ['5.2.8'],
    nsa: ['Pod security: Pod security enforcement'],
  },
  check(pod, report) {
    if (pod.windows) return;
    for (const container of pod.containers) {
      if (isDropped(container)) continue;
      reportContainer(
        report,
        container,
        'securityContext.capabilities.drop',
        dropOf(container),
        "['ALL'] or ['NET_RAW']",
      );
    }
    reportAdded(pod, report, (name) => !grants(name, 'NET_RAW'), 'not NET_RAW');
  },
  harden(pod, context) {
    if (pod.windows) return;
    for (const container of pod.containers) {
      if (isDropped(container) || adds(container, 'NET_RAW')) continue;
      if (!keepsCapabilities(container, context)) hardenDrop(container, context);
    }
  },
  writes: [
    {
      field: 'securityContext.capabilities',
      mayStop: 'ping, and all that opens raw sockets, fails: add NET_RAW where the program needs it',
    },
  ],
  examples: {
    good: [
      { container: { securityContext: { capabilities: { drop: ['ALL'] } } } },
      { container: { securityContext: { capabilities: { drop: ['NET_RAW'] } } } },
    ],
    bad: [
      { note: 'the default set has it' },
      { container: { securityContext: { capabilities: { drop: ['CHOWN'] } } } },
      {
        note: 'given back, in the spelling of the kernel',
        container: { securityContext: { capabilities: { drop: ['ALL'], add: ['CAP_NET_RAW'] } } },
      },
      { container: { securityContext: { capabilities: { drop: ['ALL'], add: ['ALL'] } } } },
    ],
  },
});
