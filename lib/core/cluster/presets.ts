import { checkOptions } from '../check-input';
import { InvalidInputError } from '../errors';
import { disagreements } from './agree';
import { profileOf } from './preset';
import aks from './presets/aks.json';
import aksCilium from './presets/aksCilium.json';
import doks from './presets/doks.json';
import eks from './presets/eks.json';
import gkeAutopilot from './presets/gkeAutopilot.json';
import gkeDataplaneV1 from './presets/gkeDataplaneV1.json';
import gkeDataplaneV2 from './presets/gkeDataplaneV2.json';
import k3s from './presets/k3s.json';
import kind from './presets/kind.json';
import kubeadm from './presets/kubeadm.json';
import openshift from './presets/openshift.json';
import rke2 from './presets/rke2.json';
import talos from './presets/talos.json';
import type { ClusterProfile } from './profile';
import { CLUSTER_OPTIONS } from './shape';

/** What a caller may say about a cluster; everything else comes from the preset. */
export type ClusterOptions = Partial<Omit<ClusterProfile, 'name' | 'dns'>> & {
  readonly dns?: Partial<ClusterProfile['dns']>;
};

/** The data files of the presets, by name. */
export const PRESET_FILES: Readonly<Record<keyof typeof clusters, unknown>> = {
  kubeadm,
  kind,
  k3s,
  rke2,
  talos,
  openshift,
  eks,
  gkeDataplaneV1,
  gkeDataplaneV2,
  gkeAutopilot,
  aks,
  aksCilium,
  doks,
};

/** Profiles of files that were read already. */
const read = new Map<string, ClusterProfile>();

function profile(name: keyof typeof clusters, options: ClusterOptions): ClusterProfile {
  checkOptions(`clusters.${name}`, options, CLUSTER_OPTIONS);
  const preset = read.get(name) ?? profileOf(name, PRESET_FILES[name]);
  read.set(name, preset);
  const made = { ...preset, ...options, dns: { ...preset.dns, ...options.dns } };
  const problems = disagreements(made);
  if (problems.length > 0) throw new InvalidInputError(`clusters.${name}`, problems);
  return made;
}

/** Presets of the cluster profile; each takes what the caller knows better. Where each fact comes from: docs/cluster-presets.md. */
export const clusters = {
  /**
   * A cluster made with kubeadm: CoreDNS in kube-system, services in 10.96.0.0/12, API server at 10.96.0.1:443.
   * The addresses behind the API server are not knowable: give `apiServer.endpoints` before a workload has grants.
   */
  kubeadm(options: ClusterOptions = {}): ClusterProfile {
    return profile('kubeadm', options);
  },

  /** A cluster made with kind: services in 10.96.0.0/16, pods in 10.244.0.0/16, nodes in Docker's 172.18.0.0/16, volumes on its nodes. */
  kind(options: ClusterOptions = {}): ClusterProfile {
    return profile('kind', options);
  },

  /**
   * A cluster of k3s with its defaults: Flannel with the network policy controller of k3s, services in 10.43.0.0/16, pods in
   * 10.42.0.0/16, CoreDNS in kube-system. The nodes are not knowable: give `apiServer.endpoints` (port 6443) before a
   * workload has grants.
   */
  k3s(options: ClusterOptions = {}): ClusterProfile {
    return profile('k3s', options);
  },

  /**
   * A cluster of RKE2 with its defaults: Canal, which enforces policies as Calico does, services in 10.43.0.0/16, pods in
   * 10.42.0.0/16, CoreDNS in kube-system. It brings no StorageClass, and its nodes are not knowable: give
   * `apiServer.endpoints` (the servers, port 6443) before a workload has grants.
   */
  rke2(options: ClusterOptions = {}): ClusterProfile {
    return profile('rke2', options);
  },

  /**
   * A cluster of Talos Linux: services in 10.96.0.0/12, pods in 10.244.0.0/16, CoreDNS in kube-system. Its default network plugin
   * enforces no policies: install one that does. Give `apiServer.endpoints` (the control-plane nodes, port 6443) before a workload has
   * grants.
   */
  talos(options: ClusterOptions = {}): ClusterProfile {
    return profile('talos', options);
  },

  /**
   * A cluster of OpenShift with OVN-Kubernetes: services in 172.30.0.0/16, pods in 10.128.0.0/14, DNS in openshift-dns on port 5353,
   * no SELinux type. Give `apiServer.endpoints` (the control-plane nodes, port 6443) before a workload has grants, and the
   * ServiceAccounts `nonroot-v2`: the default constraints refuse user ids that a namespace has not been given.
   */
  openshift(options: ClusterOptions = {}): ClusterProfile {
    return profile('openshift', options);
  },

  /**
   * A cluster of Amazon EKS whose policies the VPC network plugin enforces, which has to be turned on. No range is knowable: give
   * `apiServer` before a workload has grants, and `cidrs`. `metadata` has the agent of Pod Identity too.
   */
  eks(options: ClusterOptions = {}): ClusterProfile {
    return profile('eks', options);
  },

  /**
   * A Standard cluster of GKE with Calico, which has to be turned on: services in the range of GKE, 34.118.224.0/20, kube-dns and a cache
   * on each node. Give `apiServer.endpoints` (port 443) before a workload has grants.
   */
  gkeDataplaneV1(options: ClusterOptions = {}): ClusterProfile {
    return profile('gkeDataplaneV1', options);
  },

  /**
   * A Standard cluster of GKE with Dataplane V2: services in the range of GKE, 34.118.224.0/20, kube-dns and a cache on each node. Give
   * `apiServer.endpoints` (port 443) before a workload has grants.
   */
  gkeDataplaneV2(options: ClusterOptions = {}): ClusterProfile {
    return profile('gkeDataplaneV2', options);
  },

  /**
   * An Autopilot cluster of GKE: Dataplane V2, services in the range of GKE, 34.118.224.0/20, Cloud DNS and a cache on each node. Give
   * `apiServer.endpoints` (port 443) before a workload has grants.
   */
  gkeAutopilot(options: ClusterOptions = {}): ClusterProfile {
    return profile('gkeAutopilot', options);
  },

  /**
   * A cluster of AKS with Azure CNI and policies of Azure or Calico, which have to be turned on: services in 10.0.0.0/16, CoreDNS in
   * kube-system and LocalDNS on each node. Give `apiServer.endpoints` (port 443) before a workload has grants.
   */
  aks(options: ClusterOptions = {}): ClusterProfile {
    return profile('aks', options);
  },

  /**
   * A cluster of AKS with Azure CNI powered by Cilium: services in 10.0.0.0/16, CoreDNS in kube-system and LocalDNS on each node. Give
   * `apiServer.endpoints` (port 443) before a workload has grants.
   */
  aksCilium(options: ClusterOptions = {}): ClusterProfile {
    return profile('aksCilium', options);
  },

  /**
   * A cluster of DigitalOcean Kubernetes: Cilium with its own policies, since no others open the way to its API server, CoreDNS in
   * kube-system, block storage. No range is knowable: give `apiServer.endpoints` before a workload has grants, and `cidrs`.
   */
  doks(options: ClusterOptions = {}): ClusterProfile {
    return profile('doks', options);
  },
};
