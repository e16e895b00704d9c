import { setControl } from '../control';
import { coverageOf } from './shared/coverage';
import { isCutOff, OWN_ROUTES } from './shared/cut-off';
import { asksClusterDns, isDnsAlone, letsDnsThrough } from './shared/dns-routes';
import { podsWithEngineDns } from './shared/engine-dns';
import { examplePeer, examplePod, examplePolicy } from './shared/examples';
import { onHostNetwork, podRulesOf } from './shared/pod-rules';

/**
 * Pods that lack even DNS are the business of dns-egress-allowed, where they ask for it. A policy that names a pod by its
 * labels speaks for its owner, whatever it opens. Source: Kubernetes documentation, Network Policies, default deny all.
 */
export const isolatedPodHasRoutes = setControl({
  id: 'isolated-pod-has-routes',
  title: 'Each pod that a namespace-wide policy isolates has an allowed route',
  category: 'network',
  severity: 'medium',
  why: 'The namespace-wide policies deny all traffic and no policy allows any for this pod: it starts and looks healthy, but nothing can reach it, and it can reach nothing.',
  fix: OWN_ROUTES.fix,
  code: OWN_ROUTES.code,
  breaks: 'Programs that need no network: waive the control for them.',
  refs: {
    other: ['Kubernetes documentation: Network Policies, default deny all ingress and all egress traffic'],
  },
  check(set, report, { cluster }) {
    const rules = podRulesOf(set);
    const coverage = coverageOf(set);
    const byEngine = podsWithEngineDns(set, cluster);
    for (const entry of set.entries) {
      for (const pod of entry.pods) {
        if (onHostNetwork(pod) || byEngine.has(pod) || !isCutOff(pod, entry, rules)) continue;
        const egress = rules.at(pod, entry.ref.namespace, 'Egress');
        if (!egress.every((rule) => isDnsAlone(rule, pod, cluster))) continue;
        const resolves = egress.some((rule) => letsDnsThrough(rule, pod, cluster));
        if (!resolves && asksClusterDns(pod)) continue;
        report(entry, {
          path: `${pod.metadataPath}.labels`,
          found: resolves
            ? 'policies for all pods, which open DNS alone'
            : 'policies for all pods, which open nothing',
          needs: 'a NetworkPolicy that selects it and opens its routes',
          unknown: rules.hasOthers || coverage.isUnsure(entry),
        });
      }
    }
  },
  examples: {
    good: [
      { note: 'no policy', objects: [examplePod('web')] },
      { note: 'a route of its own', objects: [examplePod('web'), denied(), dns(), own()] },
      {
        note: 'a policy that names it, whatever it opens',
        objects: [examplePod('web'), denied(), dns(), named()],
      },
      {
        note: 'a rule for all pods',
        objects: [
          examplePod('web'),
          denied(),
          dns(),
          examplePolicy({ ingress: [{ from: [examplePeer('web')] }] }, 'same'),
        ],
      },
      {
        note: 'every pod may send',
        objects: [examplePod('web'), denied(), examplePolicy({ egress: [{}] }, 'out')],
      },
      {
        note: 'ingress is open',
        objects: [examplePod('web'), examplePolicy({ policyTypes: ['Egress'], egress: [toDns()] })],
      },
      { note: 'without DNS, which dns-egress-allowed says', objects: [examplePod('web'), denied()] },
      {
        note: 'the network of the node',
        objects: [examplePod('web', { hostNetwork: true }), denied(), dns()],
      },
    ],
    bad: [
      { note: 'DNS for all, and nothing else', objects: [examplePod('web'), denied(), dns()] },
      {
        note: 'it asks no DNS of the cluster',
        objects: [examplePod('web', { dnsPolicy: 'None' }), denied()],
      },
      {
        note: 'a route of another pod',
        objects: [examplePod('web'), examplePod('api'), denied(), dns(), own('api')],
      },
    ],
  },
});

function denied() {
  return examplePolicy({}, 'default-deny');
}

function dns() {
  return examplePolicy({ egress: [toDns()] }, 'dns');
}

function toDns() {
  return { to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] };
}

function named() {
  return examplePolicy({ podSelector: { matchLabels: { app: 'web' } } }, 'web');
}

function own(app = 'web') {
  const ingress = [{ from: [examplePeer('client')], ports: [{ port: 8080 }] }];
  return examplePolicy({ podSelector: { matchLabels: { app } }, ingress }, app);
}
