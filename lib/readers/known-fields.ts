import { isPlain, type PlainObject, put } from '../core/manifest/plain';

/** Which fields of a value are read: all of it, those of every item, or some by their names. */
type Known = true | readonly [Known] | { readonly [field: string]: Known };

const LABELS = { matchLabels: true, matchExpressions: true } as const;
const PEERS = [
  { podSelector: LABELS, namespaceSelector: LABELS, ipBlock: { cidr: true, except: true } },
] as const;
const PORTS = [{ port: true, endPort: true, protocol: true }] as const;
const OBJECT = { apiVersion: true, kind: true, metadata: true } as const;

const BINDING = {
  ...OBJECT,
  roleRef: { apiGroup: true, kind: true, name: true },
  subjects: [{ apiGroup: true, apiVersion: true, kind: true, name: true, namespace: true }],
} as const;

const ROLE = {
  ...OBJECT,
  aggregationRule: { clusterRoleSelectors: [LABELS] },
  rules: [{ apiGroups: true, resources: true, verbs: true, resourceNames: true, nonResourceURLs: true }],
} as const;

/** The fields that are read of objects that no renderer writes again. Forms that are wrong are marked where they are read. */
const KINDS: Readonly<Record<string, Known>> = {
  NetworkPolicy: {
    ...OBJECT,
    spec: {
      podSelector: LABELS,
      policyTypes: true,
      ingress: [{ from: PEERS, ports: PORTS }],
      egress: [{ to: PEERS, ports: PORTS }],
    },
  },
  RoleBinding: BINDING,
  ClusterRoleBinding: BINDING,
  Role: ROLE,
  ClusterRole: ROLE,
};

/** What of an object is read; all of it where its reader says itself what is not. */
export function knownOf(manifest: PlainObject, kind: string): PlainObject {
  const known = KINDS[kind];
  const kept = known === undefined ? manifest : keep(manifest, known);
  return isPlain(kept) ? kept : {};
}

function keep(value: unknown, known: Known): unknown {
  if (known === true) return value;
  if (isList(known)) {
    return Array.isArray(value) ? value.map((item: unknown) => keep(item, known[0])) : value;
  }
  if (!isPlain(value)) return value;
  const kept: PlainObject = {};
  for (const [field, below] of Object.entries(known))
    if (Object.hasOwn(value, field)) put(kept, field, keep(value[field], below));
  return kept;
}

function isList(known: Known): known is readonly [Known] {
  return Array.isArray(known);
}
