import { isOpaque, isPlain, type PlainObject } from '../../manifest/plain';
import type { Container } from '../../manifest/pod';
import { type HardenContext, podControl, reportContainer } from '../control';
import { settle } from '../draft';
import { keepsCapabilities, LOSES_CAPABILITIES, losesCapabilities } from '../facts/capabilities';
import { adds, dropOf, drops, reportAdded } from './shared/capabilities';
import { fieldOf, fillField } from './shared/security-context';

/** A list that drops everything, or that cannot be read, stays. */
function mayStay(drop: unknown): boolean {
  return Array.isArray(drop) && (drop.includes('ALL') || drop.some(isOpaque));
}

function hardenDrop(container: Container, context: HardenContext): void {
  fillField(container.spec, 'capabilities', {} satisfies PlainObject);
  const capabilities = fieldOf(container.spec, 'capabilities');
  if (isPlain(capabilities)) settle(capabilities, 'drop', ['ALL'], mayStay, context);
}

/**
 * Source: Pod Security Standards, restricted, check `capabilities_restricted`: what is added counts too.
 * Writes nothing beside an added `ALL`: together they leave nothing, which is not what was asked for.
 */
export const dropAllCapabilities = podControl({
  id: 'drop-all-capabilities',
  title: 'Every container drops all capabilities and adds at most NET_BIND_SERVICE',
  category: 'pod',
  severity: 'medium',
  why: 'The default set allows root in a container to change file owners, forge packets and bypass file permissions. Few programs need any of it.',
  fix: 'securityContext: { capabilities: { drop: [ALL] } }',
  breaks:
    'Entrypoints that change the owner of files or the user of the process. Do that in the image, or with fsGroup.',
  refs: {
    podSecurity: ['capabilities_restricted'],
    kubescape: ['C-0201', 'C-0220'],
    checkov: ['CKV_K8S_37', 'CKV_K8S_36'],
    trivy: ['KSV-0003', 'KSV-0004', 'KSV-0106'],
    polaris: ['insecureCapabilities'],
    kyverno: ['drop-all-capabilities', 'disallow-capabilities-strict', 'add-capabilities'],
    gatekeeper: ['capabilities'],
    cis: ['5.2.9'],
    nsa: ['Pod security: Pod security enforcement'],
    owasp: ['K01'],
  },
  check(pod, report) {
    if (pod.windows) return;
    for (const container of pod.containers) {
      if (drops(container, 'ALL')) continue;
      reportContainer(report, container, 'securityContext.capabilities.drop', dropOf(container), "['ALL']");
    }
    reportAdded(pod, report, (name) => name === 'NET_BIND_SERVICE', 'no capability but NET_BIND_SERVICE');
  },
  harden(pod, context) {
    if (pod.windows) return;
    for (const container of pod.containers) {
      if (adds(container, 'ALL') || mayStay(dropOf(container))) continue;
      if (!keepsCapabilities(container, context)) hardenDrop(container, context);
    }
  },
  writes: [{ field: 'securityContext.capabilities', mayStop: LOSES_CAPABILITIES, when: losesCapabilities }],
  examples: {
    good: [
      { container: { securityContext: { capabilities: { drop: ['ALL'] } } } },
      { container: { securityContext: { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } } } },
    ],
    bad: [
      { note: 'the default set stays' },
      { container: { securityContext: { capabilities: { drop: ['NET_RAW'] } } } },
      {
        note: 'admission compares capitals',
        container: { securityContext: { capabilities: { drop: ['all'] } } },
      },
      { container: { securityContext: { capabilities: { drop: ['ALL'], add: ['CHOWN'] } } } },
    ],
  },
});
