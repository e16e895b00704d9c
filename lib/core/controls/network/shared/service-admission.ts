import type { ClusterProfile } from '../../../cluster/profile';
import type { Entry, ManifestSet } from '../../../manifest/manifest-set';
import { isAbsent, objectsAt } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import { matchingPods } from '../../../manifest/pod-index';
import { ofCoreKind } from '../../entries';
import { fieldAt } from '../../field';
import { type Caller, CiliumDoors } from './cilium-doors';
import { coverageOf } from './coverage';
import { type Peers, peersOf, selectorIn } from './peers';
import { onHostNetwork, type PodRules, podRulesOf } from './pod-rules';
import { type PortRange, portsMeet, portsOfRule, portsOfService } from './port-ranges';
import { labelsOf, selectorOfService } from './services';

/** Pods of a Service that let nobody in who may be the caller. */
export interface ShutPods {
  readonly entry: Entry;
  readonly ports: readonly PortRange[];
}

/** Tells whether the network policies of a set let a gateway or the API server in at the pods behind a Service. */
export class ServiceAdmission {
  private readonly rules: PodRules;
  private readonly peers: Peers;
  private readonly cilium: CiliumDoors | undefined;
  private exposed: ReadonlySet<Pod> | undefined;

  /** @param cluster whether its routes are policies of Cilium, which are then read as far as they are plain */
  constructor(
    private readonly set: ManifestSet,
    cluster: Pick<ClusterProfile, 'networkPolicies'>,
  ) {
    this.rules = podRulesOf(set);
    this.peers = peersOf(set);
    if (cluster.networkPolicies === 'cilium')
      this.cilium = new CiliumDoors(set, (namespace) => !this.peers.owns(namespace));
  }

  /** Whether policies of a network plugin may open what those of Kubernetes do not. */
  get unknown(): boolean {
    return this.rules.hasOthers;
  }

  /** The Service of a name; undefined where it is not in the set. */
  find(namespace: string | undefined, name: string): Entry | undefined {
    return this.set.find('Service', namespace, name);
  }

  /** Whether everything of a namespace is in the set, so that what is not there does not exist. */
  owns(namespace: string | undefined): boolean {
    return this.peers.owns(namespace);
  }

  /** The objects behind a port of a Service whose pods admit nobody that may be the caller; one finding each. */
  shut(service: Entry, port: unknown, caller: Caller): ShutPods[] {
    const matchLabels = labelsOf(selectorOfService(service.manifest));
    if (matchLabels === undefined) return [];
    const { namespace } = service.ref;
    return this.set.podsMatching(namespace, { matchLabels }).flatMap((entry) => {
      if (coverageOf(this.set).isUnsure(entry)) return [];
      for (const pod of matchingPods(entry, { matchLabels })) {
        const ports = portsOfService(service.manifest, port, pod);
        if (ports.length > 0 && !this.admits(pod, namespace, ports, caller)) return [{ entry, ports }];
      }
      return [];
    });
  }

  private admits(
    pod: Pod,
    namespace: string | undefined,
    ports: readonly PortRange[],
    caller: Caller,
  ): boolean {
    if (onHostNetwork(pod) || !this.rules.isIsolated(pod, 'Ingress')) return true;
    if (this.cilium?.admits(pod, ports, caller) === true) return true;
    return this.rules.at(pod, namespace, 'Ingress').some(({ rule }) => {
      if (!portsMeet(ports, portsOfRule(rule.spec, pod))) return false;
      return rule.peers.length === 0 || rule.peers.some(({ spec }) => this.mayBe(spec, namespace, caller));
    });
  }

  /** Whether a peer may be the caller: addresses may be anyone; pods may be a gateway, but not the API server. */
  private mayBe(peer: unknown, home: string | undefined, caller: Caller): boolean {
    if (!isAbsent(fieldAt(peer, 'ipBlock'))) return true;
    if (caller === 'api-server') return false;
    const namespaces = selectorIn(peer, 'namespaceSelector');
    if (namespaces === undefined && !this.peers.owns(home)) return true;
    const named = this.peers.named(peer, home);
    if (named === undefined)
      return namespaces !== undefined || !this.peers.owns(home) || this.anyExposed(home);
    return named.some((entry) => entry.pods.some((pod) => this.isExposed(pod)));
  }

  private anyExposed(namespace: string | undefined): boolean {
    return this.set.podsIn(namespace).some((entry) => entry.pods.some((pod) => this.isExposed(pod)));
  }

  /** Whether traffic from outside of the cluster arrives at a pod, so that it may be a gateway itself. */
  private isExposed(pod: Pod): boolean {
    if (onHostNetwork(pod)) return true;
    if (
      pod.containers.some(({ spec }) => objectsAt(spec, 'ports').some(({ hostPort }) => !isAbsent(hostPort)))
    )
      return true;
    this.exposed ??= this.exposedPods();
    return this.exposed.has(pod);
  }

  private exposedPods(): ReadonlySet<Pod> {
    const found = new Set<Pod>();
    for (const { manifest, ref } of ofCoreKind(this.set, 'Service')) {
      const type = fieldAt(manifest, 'spec', 'type');
      const matchLabels = labelsOf(selectorOfService(manifest));
      if ((type !== 'LoadBalancer' && type !== 'NodePort') || matchLabels === undefined) continue;
      for (const entry of this.set.podsMatching(ref.namespace, { matchLabels })) {
        for (const pod of matchingPods(entry, { matchLabels })) found.add(pod);
      }
    }
    return found;
  }
}
