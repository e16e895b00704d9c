import type { PlainObject } from '../../core/manifest/plain';
import type { LabelSelector } from '../../core/manifest/selector';
import {
  isPods,
  type LoosePort,
  type Peer,
  type PortSpec,
  peerKey,
  type Route,
  type SelectorPeer,
} from '../../core/network/route';
import { NAMESPACE_NAME_LABEL } from '../../core/well-known';

/** What a workload's own policy is made of. */
export interface PolicySpec {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** The labels of the pods that it is for. */
  readonly selector: Readonly<Record<string, string>>;
  readonly ingress: readonly Route[];
  readonly egress: readonly Route[];
}

/**
 * The one NetworkPolicy of a workload: all its routes, both directions in force.
 * Routes to one peer are one rule; duplicates vanish; the order does not depend on the order of the calls.
 * Source: NetworkPolicy, networking.k8s.io/v1.
 */
export function networkPolicy(spec: PolicySpec): PlainObject {
  const ingress = rules(spec.ingress, 'from', spec.namespace);
  const egress = rules(spec.egress, 'to', spec.namespace);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { labels: { ...spec.labels }, name: spec.name, namespace: spec.namespace },
    spec: {
      podSelector: { matchLabels: { ...spec.selector } },
      policyTypes: ['Ingress', 'Egress'],
      ...(egress.length === 0 ? {} : { egress }),
      ...(ingress.length === 0 ? {} : { ingress }),
    },
  };
}

/** The policy of a namespace that denies everything in both directions; other policies then open single routes. */
export function defaultDeny(namespace: string, labels: Readonly<Record<string, string>>): PlainObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { labels: { ...labels }, name: 'default-deny', namespace },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  };
}

interface Rule {
  readonly peer: Peer;
  readonly ports: Map<string, PortSpec | LoosePort>;
  /** Whether every port is open. */
  all: boolean;
}

function rules(routes: readonly Route[], side: 'from' | 'to', home: string | undefined): PlainObject[] {
  const byPeer = new Map<string, Rule>();
  for (const route of routes) {
    const key = peerKey(route.peer);
    const rule = byPeer.get(key) ?? {
      peer: route.peer,
      ports: new Map<string, PortSpec | LoosePort>(),
      all: false,
    };
    for (const port of route.ports) rule.ports.set(portKey(port), port);
    if (route.loose === 'all') rule.all = true;
    else for (const port of route.loose ?? []) rule.ports.set(portKey(port), port);
    byPeer.set(key, rule);
  }
  const keys = [...byPeer.keys()].sort();
  return keys.flatMap((key) => {
    const rule = byPeer.get(key);
    return rule === undefined ? [] : [render(rule, side, home)];
  });
}

function render(rule: Rule, side: 'from' | 'to', home: string | undefined): PlainObject {
  const ports = [...rule.ports.keys()].sort().flatMap((key) => {
    const port = rule.ports.get(key);
    return port === undefined ? [] : [{ ...port }];
  });
  const peers = rule.peer === 'anybody' ? {} : { [side]: [selectorOf(rule.peer, home)] };
  return { ...peers, ...(rule.all ? {} : { ports }) };
}

function selectorOf(peer: Exclude<Peer, 'anybody'>, home: string | undefined): PlainObject {
  if ('pods' in peer) return selectorsOf(peer, home);
  if (!isPods(peer)) {
    const except = peer.except ?? [];
    return { ipBlock: { cidr: peer.cidr, ...(except.length === 0 ? {} : { except: [...except] }) } };
  }
  const podSelector = { matchLabels: { ...peer.labels } };
  if (peer.namespace === home) return { podSelector };
  return {
    namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: peer.namespace } },
    podSelector,
  };
}

function selectorsOf({ namespaces, pods }: SelectorPeer, home: string | undefined): PlainObject {
  const own =
    namespaces !== undefined &&
    isOneLabel(namespaces) &&
    namespaces.matchLabels?.[NAMESPACE_NAME_LABEL] === home;
  return {
    ...(namespaces === undefined || own ? {} : { namespaceSelector: { ...namespaces } }),
    podSelector: { ...pods },
  };
}

function isOneLabel({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 1 && matchExpressions.length === 0;
}

function portKey(port: PortSpec | LoosePort): string {
  const range = 'endPort' in port && port.endPort !== undefined ? `-${port.endPort}` : '';
  return `${String(port.port ?? '').padStart(5, '0')}${range}/${port.protocol}`;
}
