import { isAbsent, isPlain, type PlainObject } from '../../manifest/plain';
import { type Report, setControl } from '../control';
import { fieldAt } from '../field';
import { exampleGateway, GATEWAY_GROUP, listenerHolders, listenersOf } from './shared/gateways';

const NEEDS = 'Same, or a selector of namespaces';

/** Reports where namespaces that may attach are all of them: by word, or by a selector that selects everything. */
function checkNamespaces(path: string, namespaces: unknown, report: Report, finding: string): void {
  const from = fieldAt(namespaces, 'from');
  if (isAbsent(from) || from === 'Same' || from === 'None') return;
  if (from !== 'Selector') {
    report({ path: `${path}.from`, found: from, needs: NEEDS, finding });
    return;
  }
  const selector = fieldAt(namespaces, 'selector');
  if (isPlain(selector) && !isEmpty(selector)) return;
  report({ path: `${path}.selector`, found: selector, needs: 'labels of namespaces', finding });
}

function isEmpty(selector: PlainObject): boolean {
  return ['matchLabels', 'matchExpressions'].every((key) => {
    const value = selector[key];
    return (
      isAbsent(value) ||
      (Array.isArray(value) && value.length === 0) ||
      (isPlain(value) && Object.keys(value).length === 0)
    );
  });
}

/** Which ListenerSets may add listeners is judged too: they bring hosts of their own. Source: Gateway API, security model. */
export const gatewaySelectsNamespaces = setControl({
  id: 'gateway-selects-namespaces',
  title: 'A Gateway names the namespaces whose routes may attach',
  category: 'ingress',
  severity: 'high',
  why: 'With `from: All`, any namespace can attach a route for any host, and receive the traffic and cookies of another team.',
  fix: 'allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { exposed: public } } } }',
  refs: { other: ['Gateway API: security model, AllowedRoutes'] },
  alone: true,
  check(set, report) {
    for (const entry of listenerHolders(set)) {
      for (const { path, spec, name } of listenersOf(entry)) {
        const namespaces = fieldAt(spec, 'allowedRoutes', 'namespaces');
        const tell: Report = (problem) => report(entry, problem);
        checkNamespaces(`${path}.allowedRoutes.namespaces`, namespaces, tell, name ?? path);
      }
      const added = fieldAt(entry.manifest, 'spec', 'allowedListeners', 'namespaces');
      const fix =
        'allowedListeners: { namespaces: { from: Selector, selector: { matchLabels: { exposed: public } } } }';
      const tell: Report = (problem) => report(entry, { ...problem, fix });
      checkNamespaces('spec.allowedListeners.namespaces', added, tell, 'allowedListeners');
    }
  },
  examples: {
    good: [
      { objects: [exampleGateway()] },
      { note: 'not set means the same namespace', objects: [exampleGateway({ allowedRoutes: null })] },
      {
        note: 'namespaces by a label',
        objects: [
          exampleGateway(from('Selector', { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } })),
        ],
      },
      {
        note: 'a kind of someone else',
        objects: [{ ...exampleGateway(from('All')), apiVersion: 'networking.istio.io/v1' }],
      },
    ],
    bad: [
      { objects: [exampleGateway(from('All'))] },
      { note: 'a selector that selects all', objects: [exampleGateway(from('Selector', {}))] },
      { note: 'no selector', objects: [exampleGateway(from('Selector'))] },
      { note: 'listeners of everybody', objects: [withListeners('All')] },
      {
        note: 'a ListenerSet',
        objects: [
          {
            apiVersion: `${GATEWAY_GROUP}/v1`,
            kind: 'ListenerSet',
            metadata: { name: 'shop', namespace: 'shop' },
            spec: {
              parentRef: { name: 'public', namespace: 'gateways' },
              listeners: [{ name: 'shop', port: 443, protocol: 'HTTPS', ...from('All') }],
            },
          },
        ],
      },
    ],
  },
});

function from(value: string, selector?: PlainObject): PlainObject {
  return { allowedRoutes: { namespaces: { from: value, ...(selector === undefined ? {} : { selector }) } } };
}

function withListeners(value: string): PlainObject {
  const { spec, ...rest } = exampleGateway();
  return {
    ...rest,
    spec: { ...(isPlain(spec) ? spec : {}), allowedListeners: { namespaces: { from: value } } },
  };
}
