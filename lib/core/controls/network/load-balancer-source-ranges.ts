import { isAbsent, isPlain, type PlainObject, textOf } from '../../manifest/plain';
import { objectControl, type Report } from '../control';
import { fieldAt } from '../field';
import { type AddressBlock, covers, parseCidr } from './shared/cidr';
import { EVERYTHING, NOT_ON_THE_INTERNET } from './shared/internet';

const PATH = 'spec.loadBalancerSourceRanges';
const NEEDS = 'the ranges of addresses that may connect';

/** What stood for the field before there was one: ranges with commas between them. It counts where the field says nothing. */
const ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges';

function rangesOf(manifest: PlainObject): { readonly path: string; readonly found: unknown } {
  const field = fieldAt(manifest, 'spec', 'loadBalancerSourceRanges');
  const annotations = fieldAt(manifest, 'metadata', 'annotations');
  const annotation = isPlain(annotations) ? annotations[ANNOTATION] : undefined;
  const isEmpty = isAbsent(field) || (Array.isArray(field) && field.length === 0);
  if (!isEmpty || typeof annotation !== 'string') return { path: PATH, found: field };
  const found = annotation.split(',').map((range) => range.trim());
  return { path: `metadata.annotations['${ANNOTATION}']`, found };
}

/** The blocks that say something; what is no block is reported. */
function blocksOf(path: string, ranges: readonly unknown[], report: Report): AddressBlock[] {
  return ranges.flatMap((found) => {
    const block = typeof found === 'string' ? parseCidr(found.trim()) : undefined;
    if (block === undefined) report({ path, found, needs: NEEDS, finding: textOf(found) });
    return block ?? [];
  });
}

/** Ranges that hold every public address together are as good as none. Source: Kubernetes documentation, Service, loadBalancerSourceRanges. */
export const loadBalancerSourceRanges = objectControl({
  id: 'load-balancer-source-ranges',
  title: 'A load balancer accepts connections only from listed address ranges',
  category: 'network',
  severity: 'high',
  why: 'Without ranges the port is open to the whole internet, where scanners find it within minutes.',
  fix: 'spec: { loadBalancerSourceRanges: [203.0.113.0/24] }',
  breaks:
    'Clients with other addresses. The load balancers of some providers ignore the field: see their documentation.',
  refs: { owasp: ['K06'], other: ['Kubernetes documentation: Service, loadBalancerSourceRanges'] },
  kinds: ['Service'],
  check(manifest, report) {
    if (manifest.apiVersion !== 'v1' || fieldAt(manifest, 'spec', 'type') !== 'LoadBalancer') return;
    const { path, found } = rangesOf(manifest);
    if (!Array.isArray(found) || found.length === 0) {
      report({ path, found, needs: NEEDS });
      return;
    }
    const blocks = blocksOf(path, found, report);
    for (const whole of EVERYTHING) {
      if (blocks.length === 0 || !covers([...blocks, ...NOT_ON_THE_INTERNET], whole)) continue;
      const all = `${found.map(textOf).join(', ')}: every public IPv${whole.family} address`;
      report({ path, found: all, needs: 'narrower ranges', finding: `IPv${whole.family}` });
    }
  },
  examples: {
    good: [
      { objects: [service({ loadBalancerSourceRanges: ['203.0.113.0/24', '2001:db8::/32'] })] },
      {
        note: 'by the annotation',
        objects: [service({}, { [ANNOTATION]: '203.0.113.0/24, 198.51.100.7/32' })],
      },
      { note: 'no load balancer', objects: [service({ type: 'ClusterIP' })] },
    ],
    bad: [
      { objects: [service()] },
      { note: 'an empty list', objects: [service({ loadBalancerSourceRanges: [] })] },
      { note: 'everybody', objects: [service({ loadBalancerSourceRanges: ['0.0.0.0/0'] })] },
      { note: 'two halves', objects: [service({ loadBalancerSourceRanges: ['0.0.0.0/1', '128.0.0.0/1'] })] },
      { note: 'everybody of IPv6', objects: [service({ loadBalancerSourceRanges: ['10.0.0.0/8', '::/0'] })] },
      { note: 'no range', objects: [service({ loadBalancerSourceRanges: ['office'] })] },
      {
        note: 'an annotation that the field overrules',
        objects: [service({ loadBalancerSourceRanges: ['0.0.0.0/0'] }, { [ANNOTATION]: '203.0.113.0/24' })],
      },
    ],
  },
});

function service(spec: PlainObject = {}, annotations: PlainObject = {}): PlainObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop', annotations },
    spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 443 }], ...spec },
  };
}
