import type { ManifestSet } from '../../../manifest/manifest-set';
import { isAbsent, isPlain, listAt, objectsAt, type PlainObject } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import { ciliumPolicies, labelsOf, NAMESPACE } from './cilium-policies';
import { ALL_PORTS, type PortRange, portsMeet, range } from './port-ranges';

/** Who wants in at the pods of a Service. */
export type Caller = 'gateway' | 'api-server';

/** Entities of Cilium that a caller may be one of. */
const ENTITIES: Readonly<Record<Caller, readonly string[]>> = {
  gateway: ['all', 'world', 'world-ipv4', 'world-ipv6', 'cluster', 'ingress', 'host', 'remote-node'],
  'api-server': [
    'all',
    'world',
    'world-ipv4',
    'world-ipv6',
    'cluster',
    'kube-apiserver',
    'host',
    'remote-node',
  ],
};

const ANY = ['TCP', 'UDP', 'SCTP'];

/** Whom the plain CiliumNetworkPolicies of a set let in at its pods, on which ports. */
export class CiliumDoors {
  private readonly rules = new Map<Pod, PlainObject[]>();

  /** @param isElsewhere whether a namespace is none of the set, so that any of its pods may be a gateway */
  constructor(
    set: ManifestSet,
    private readonly isElsewhere: (namespace: string) => boolean,
  ) {
    for (const { spec, pods } of ciliumPolicies(set, 'ingressDeny')) {
      for (const pod of pods)
        this.rules.set(pod, [...(this.rules.get(pod) ?? []), ...objectsAt(spec, 'ingress')]);
    }
  }

  /** Whether a rule lets in who may be the caller, on one of the ports. */
  admits(pod: Pod, ports: readonly PortRange[], caller: Caller): boolean {
    return (this.rules.get(pod) ?? []).some(
      (rule) => portsMeet(ports, portsOf(rule)) && this.mayBe(rule, caller),
    );
  }

  private mayBe(rule: PlainObject, caller: Caller): boolean {
    if (listAt(rule, 'fromEntities').some((entity) => ENTITIES[caller].some((known) => known === entity)))
      return true;
    if (listAt(rule, 'fromCIDR').length + listAt(rule, 'fromCIDRSet').length > 0) return true;
    if (caller === 'api-server') return false;
    return listAt(rule, 'fromEndpoints').some((item) => {
      const namespace = isPlain(item) ? labelsOf(item)?.get(NAMESPACE) : undefined;
      return namespace !== undefined && this.isElsewhere(namespace);
    });
  }
}

/** The ports that a rule opens; all of them where it names none. */
function portsOf(rule: PlainObject): readonly PortRange[] {
  if (isAbsent(rule.toPorts)) return ALL_PORTS;
  const ports = objectsAt(rule, 'toPorts').flatMap((item) => objectsAt(item, 'ports'));
  return ports.flatMap(({ port, endPort, protocol }) => {
    const first = Number(port);
    if (!Number.isInteger(first)) return [];
    const protocols = typeof protocol === 'string' && protocol !== 'ANY' ? [protocol] : ANY;
    return protocols.map((name) => range(name, first, typeof endPort === 'number' ? endPort : first));
  });
}
