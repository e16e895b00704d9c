import { checkOptions } from '../check-input';
import { InvalidInputError } from '../errors';
import { disagreements } from './agree';
import type { ClusterProfile, KubernetesVersion } from './profile';
import { CLUSTER_OPTIONS } from './shape';

/** What a caller may say about a cluster; everything else comes from the preset. */
export type ClusterOptions = Partial<Omit<ClusterProfile, 'name' | 'dns'>> & {
  readonly dns?: Partial<ClusterProfile['dns']>;
};

/** The version that presets assume. */
const DEFAULT_VERSION: KubernetesVersion = '1.36';

const BASE: ClusterProfile = {
  name: 'kubeadm',
  kubernetes: DEFAULT_VERSION,
  cni: 'calico',
  dns: {
    domain: 'cluster.local',
    peers: [{ namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } }],
    port: 53,
  },
  apiServer: { service: { cidr: '10.96.0.1/32', port: 443 }, endpoints: [] },
  cidrs: { pods: [], services: ['10.96.0.0/12'], nodes: [] },
  metadata: ['169.254.169.254/32', 'fd00:ec2::254/128'],
  appArmor: false,
  userNamespaces: false,
  seLinuxType: 'container_t',
  priorityClass: { name: 'standard', value: 1000, create: true },
  logBudget: '50Mi',
  registries: [],
};

function profile(preset: ClusterProfile, options: ClusterOptions): ClusterProfile {
  checkOptions(`clusters.${preset.name}`, options, CLUSTER_OPTIONS);
  const made = { ...preset, ...options, dns: { ...preset.dns, ...options.dns } };
  const problems = disagreements(made);
  if (problems.length > 0) throw new InvalidInputError(`clusters.${preset.name}`, problems);
  return made;
}

/** Presets of the cluster profile; each takes what the caller knows better. */
export const clusters = {
  /**
   * A cluster made with kubeadm: CoreDNS in kube-system, services in 10.96.0.0/12, API server at 10.96.0.1:443.
   * The addresses behind the API server are not knowable: give `apiServer.endpoints` before a workload has grants.
   */
  kubeadm(options: ClusterOptions = {}): ClusterProfile {
    return profile(BASE, options);
  },

  /** A cluster made with kind: services in 10.96.0.0/16, pods in 10.244.0.0/16, nodes in Docker's 172.18.0.0/16, volumes on its nodes. */
  kind(options: ClusterOptions = {}): ClusterProfile {
    const preset: ClusterProfile = {
      ...BASE,
      name: 'kind',
      cni: 'kindnet',
      apiServer: {
        service: { cidr: '10.96.0.1/32', port: 443 },
        endpoints: [{ cidr: '172.18.0.0/16', port: 6443 }],
      },
      cidrs: { pods: ['10.244.0.0/16'], services: ['10.96.0.0/16'], nodes: ['172.18.0.0/16'] },
      storage: { classes: [{ name: 'standard', default: true, modes: ['ReadWriteOnce'] }] },
    };
    return profile(preset, options);
  },

  /**
   * A cluster of k3s with its defaults: Flannel with the network policy controller of k3s, services in 10.43.0.0/16, pods in
   * 10.42.0.0/16, CoreDNS in kube-system. The nodes are not knowable: give `apiServer.endpoints` (port 6443) before a
   * workload has grants. Source: documentation of k3s, networking options of `k3s server`.
   */
  k3s(options: ClusterOptions = {}): ClusterProfile {
    const preset: ClusterProfile = {
      ...BASE,
      name: 'k3s',
      cni: 'other',
      apiServer: { service: { cidr: '10.43.0.1/32', port: 443 }, endpoints: [] },
      cidrs: { pods: ['10.42.0.0/16'], services: ['10.43.0.0/16'], nodes: [] },
      storage: { classes: [{ name: 'local-path', default: true, modes: ['ReadWriteOnce'] }] },
    };
    return profile(preset, options);
  },

  /**
   * A cluster of RKE2 with its defaults: Canal, which enforces policies as Calico does, services in 10.43.0.0/16, pods in
   * 10.42.0.0/16, CoreDNS in kube-system. It brings no StorageClass, and its nodes are not knowable: give
   * `apiServer.endpoints` (the servers, port 6443) before a workload has grants. Source: documentation of RKE2, server
   * configuration reference, network options, requirements and CIS hardening guide (the label of the DNS pods).
   */
  rke2(options: ClusterOptions = {}): ClusterProfile {
    const preset: ClusterProfile = {
      ...BASE,
      name: 'rke2',
      apiServer: { service: { cidr: '10.43.0.1/32', port: 443 }, endpoints: [] },
      cidrs: { pods: ['10.42.0.0/16'], services: ['10.43.0.0/16'], nodes: [] },
    };
    return profile(preset, options);
  },
};
