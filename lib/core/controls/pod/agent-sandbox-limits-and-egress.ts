import { parseImage } from '../../manifest/image';
import { isAbsent, isPlain, type PlainObject } from '../../manifest/plain';
import { type Container, podOf } from '../../manifest/pod';
import { objectControl, type Report, reportContainer } from '../control';
import { fieldAt } from '../field';
import { isSandboxTemplate, SANDBOX_POD } from './shared/sandbox';

/** Blocks with a shorter prefix are as good as everything. */
const SHORTEST_PREFIX = 8;

function narrows(selector: unknown): boolean {
  if (!isPlain(selector)) return false;
  const { matchLabels, matchExpressions } = selector;
  if (isPlain(matchLabels) && Object.keys(matchLabels).length > 0) return true;
  return Array.isArray(matchExpressions) && matchExpressions.length > 0;
}

/** Whether a peer is less than everything: a narrow block, some pods, or some namespaces. Pods alone are those of the own namespace. */
function isScoped(peer: unknown): boolean {
  if (!isPlain(peer)) return false;
  if (!isAbsent(peer.ipBlock)) {
    const cidr = fieldAt(peer.ipBlock, 'cidr');
    const prefix = typeof cidr === 'string' ? /\/(\d+)$/.exec(cidr)?.[1] : undefined;
    return prefix !== undefined && Number(prefix) >= SHORTEST_PREFIX;
  }
  const ownNamespace = isPlain(peer.podSelector) && isAbsent(peer.namespaceSelector);
  return ownNamespace || narrows(peer.podSelector) || narrows(peer.namespaceSelector);
}

function checkEgress(manifest: PlainObject, report: Report): void {
  const managed = fieldAt(manifest, 'spec', 'networkPolicyManagement');
  if (!isAbsent(managed) && managed !== 'Managed') {
    report({ path: 'spec.networkPolicyManagement', found: managed, needs: 'Managed', finding: 'management' });
  }
  const policy = fieldAt(manifest, 'spec', 'networkPolicy');
  if (!isPlain(policy)) {
    report({ path: 'spec.networkPolicy', found: policy, needs: 'a network policy', finding: 'policy' });
    return;
  }
  const { egress } = policy;
  if (isAbsent(egress)) return;
  const rules: readonly unknown[] = Array.isArray(egress) ? egress : [egress];
  rules.forEach((rule, index) => {
    const found = fieldAt(rule, 'to');
    if (Array.isArray(found) && found.length > 0 && found.every(isScoped)) return;
    const path = `spec.networkPolicy.egress[${index}].to`;
    report({ path, found, needs: 'peers by labels or narrow address blocks', finding: 'egress' });
  });
}

function isLimit(amount: unknown): boolean {
  return typeof amount === 'string'
    ? /^\+?\d*\.?\d*[1-9]/.test(amount)
    : typeof amount === 'number' && amount > 0;
}

function checkContainer(container: Container, report: Report): void {
  const { list, spec } = container;
  for (const resource of list === 'ephemeralContainers' ? [] : ['cpu', 'memory']) {
    const found = fieldAt(spec, 'resources', 'limits', resource);
    if (isLimit(found)) continue;
    reportContainer(report, container, `resources.limits.${resource}`, found, 'a limit', {
      finding: resource,
    });
  }
  const image = typeof spec.image === 'string' ? parseImage(spec.image) : '';
  if (typeof image === 'string' || image.digest === undefined) {
    reportContainer(report, container, 'image', spec.image, 'an image with a digest', { finding: 'image' });
  }
}

/**
 * The policy that the controller writes when the template has none leaves the whole internet open, so one of its own
 * is asked for; an empty list of egress rules closes everything. Whether the images are signed is not in the object.
 * Source: API of kubernetes-sigs/agent-sandbox, SandboxTemplate.
 */
export const agentSandboxLimitsAndEgress = objectControl({
  id: 'agent-sandbox-limits-and-egress',
  title: 'Agent sandboxes have limits, restricted egress and allowed images',
  category: 'pod',
  severity: 'high',
  why: 'A sandbox runs code that a model wrote from untrusted text: without limits it can use the whole node, and without restricted egress it can send its data out.',
  fix: 'give spec.networkPolicy.egress the destinations that the agent needs, and each container limits and a digest',
  breaks: 'Agents that browse the web: route them through a proxy that the policy allows.',
  refs: {
    kubescape: ['C-0301', 'C-0303', 'C-0304'],
  },
  kinds: ['SandboxTemplate'],
  check(manifest, report) {
    if (!isSandboxTemplate(manifest)) return;
    checkEgress(manifest, report);
    const pod = podOf(manifest, SANDBOX_POD);
    if (pod === undefined) {
      const path = SANDBOX_POD.join('.');
      report({ path, found: fieldAt(manifest, ...SANDBOX_POD), needs: 'a pod', finding: 'pod' });
      return;
    }
    for (const container of pod.containers) checkContainer(container, report);
  },
  examples: {
    good: [
      { objects: [template({})] },
      { note: 'nothing at all is let out', objects: [template({ networkPolicy: { egress: [] } })] },
      { objects: [template({ networkPolicy: egress({ ipBlock: { cidr: '203.0.113.0/24' } }) })] },
      {
        note: 'a kind of someone else',
        objects: [{ ...template({ networkPolicy: null }), apiVersion: 'example.com/v1' }],
      },
    ],
    bad: [
      { objects: [template({ networkPolicyManagement: 'Unmanaged' })] },
      { note: 'the default opens the internet', objects: [template({ networkPolicy: null })] },
      { objects: [template({ networkPolicy: { egress: [{}] } })] },
      { objects: [template({ networkPolicy: egress({ ipBlock: { cidr: '0.0.0.0/0' } }) })] },
      { objects: [template({ networkPolicy: egress({ namespaceSelector: {} }) })] },
      { note: 'no limits', objects: [template({ podTemplate: sandbox({ resources: {} }) })] },
      { note: 'no digest', objects: [template({ podTemplate: sandbox({ image: 'agent:1' }) })] },
      { note: 'no pod', objects: [template({ podTemplate: null })] },
    ],
  },
});

function egress(peer: PlainObject): PlainObject {
  return { egress: [{ to: [peer], ports: [{ port: 443 }] }] };
}

function sandbox(container: PlainObject): PlainObject {
  const image = `registry.example.com/agent@sha256:${'0123456789abcdef'.repeat(4)}`;
  const resources = { limits: { cpu: '1', memory: '1Gi' } };
  return { spec: { containers: [{ name: 'agent', image, resources, ...container }] } };
}

function template(spec: PlainObject): PlainObject {
  const networkPolicy = egress({ podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'proxy' } } });
  return {
    apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
    kind: 'SandboxTemplate',
    metadata: { name: 'agent', namespace: 'shop' },
    spec: { networkPolicy, podTemplate: sandbox({}), ...spec },
  };
}
