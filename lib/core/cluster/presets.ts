import { checkOptions } from '../check-input';
import { InvalidInputError } from '../errors';
import { disagreements } from './agree';
import { profileOf } from './preset';
import k3s from './presets/k3s.json';
import kind from './presets/kind.json';
import kubeadm from './presets/kubeadm.json';
import rke2 from './presets/rke2.json';
import type { ClusterProfile } from './profile';
import { CLUSTER_OPTIONS } from './shape';

/** What a caller may say about a cluster; everything else comes from the preset. */
export type ClusterOptions = Partial<Omit<ClusterProfile, 'name' | 'dns'>> & {
  readonly dns?: Partial<ClusterProfile['dns']>;
};

/** The data files of the presets, by name. */
export const PRESET_FILES: Readonly<Record<keyof typeof clusters, unknown>> = { kubeadm, kind, k3s, rke2 };

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
};
