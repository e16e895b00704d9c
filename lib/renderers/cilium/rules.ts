import type { PlainObject } from '../../core/manifest/plain';
import type { PortSpec } from '../../core/network/route';
import type { HttpRule } from '../../model/intent';
import type { CiliumPeer, Opening } from './peers';

/** The agent takes no more ports in one item. Source: Cilium, pkg/policy/api. */
const MOST_PORTS = 40;

interface OpenPort {
  readonly port: PortSpec;
  /** The requests that are let through; undefined is every one. */
  http: readonly HttpRule[] | undefined;
}

interface Rule {
  readonly peer: CiliumPeer;
  readonly ports: Map<string, OpenPort>;
  dns: boolean;
}

/** The rules of a direction: one for each peer, sorted, its ports merged. */
export function rulesOf(openings: readonly Opening[], side: 'from' | 'to'): PlainObject[] {
  const rules = new Map<string, Rule>();
  for (const opening of openings) {
    const key = keyOf(opening.peer);
    const rule = rules.get(key) ?? { peer: opening.peer, ports: new Map<string, OpenPort>(), dns: false };
    for (const port of opening.ports) openPort(rule, port, opening.http);
    rule.dns ||= opening.dns === true;
    rules.set(key, rule);
  }
  return [...rules.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, rule]) => ({ [`${side}${rule.peer.form}`]: [...rule.peer.items], toPorts: portItems(rule) }));
}

/** A port that one route opens to every request is open to every request, whatever others say. */
function openPort(rule: Rule, port: PortSpec, http: readonly HttpRule[] | undefined): void {
  const key = `${String(port.port).padStart(5, '0')}/${port.protocol}`;
  const before = rule.ports.get(key);
  if (before === undefined) rule.ports.set(key, { port, http });
  else before.http = before.http === undefined || http === undefined ? undefined : [...before.http, ...http];
}

function portItems(rule: Rule): PlainObject[] {
  const groups = new Map<string, { ports: PlainObject[]; rules: PlainObject | undefined }>();
  for (const [, { port, http }] of [...rule.ports].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const rules = http === undefined ? dnsRules(rule) : { http: httpRules(http) };
    const key = rules === undefined ? '' : JSON.stringify(rules);
    const group = groups.get(key) ?? { ports: [], rules };
    group.ports.push({ port: String(port.port), protocol: port.protocol });
    groups.set(key, group);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, { ports, rules }]) =>
      chunks(ports).map((some) => ({ ports: some, ...(rules === undefined ? {} : { rules }) })),
    );
}

/** Every question is let through: to learn the answers is what the rule is for, and it is a filter too. */
function dnsRules({ dns }: Rule): PlainObject | undefined {
  return dns ? { dns: [{ matchPattern: '*' }] } : undefined;
}

/** One rule for each method and path. Both are regular expressions to Cilium, matched as a whole. */
function httpRules(rules: readonly HttpRule[]): PlainObject[] {
  const made = rules.flatMap(({ methods = [], path }) => {
    const where = path === undefined ? {} : { path: pathPattern(path) };
    return methods.length === 0 ? [where] : methods.map((method) => ({ method, ...where }));
  });
  const unique = new Map(made.map((rule) => [JSON.stringify(rule), rule]));
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => rule);
}

/** What is matched has the query too, which is no part of a path. Source: Cilium, pkg/envoy (`:path`). */
function pathPattern(path: string): string {
  const start = path.endsWith('*') ? path.slice(0, -1) : path;
  const literal = start.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return path.endsWith('*') ? `${literal}.*` : `${literal}([?].*)?`;
}

function keyOf({ form, items }: CiliumPeer): string {
  const order = ['Endpoints', 'CIDRSet', 'Entities', 'FQDNs'].indexOf(form);
  const strings = items.map((item) => (typeof item === 'string' ? item : sortedText(item)));
  return `${order}|${strings.join()}`;
}

function sortedText(item: PlainObject): string {
  const labels = Object.entries(item).map(([key, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? [key, Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))]
      : [key, value],
  );
  return JSON.stringify(labels);
}

function chunks<T>(items: readonly T[]): T[][] {
  const made: T[][] = [];
  for (let at = 0; at < items.length; at += MOST_PORTS) made.push(items.slice(at, at + MOST_PORTS));
  return made;
}
