import type { CloudIdentityProfile } from './cloud-identity';
import type { ControlPlaneProfile } from './control-plane';
import type { EncryptionProfile } from './encryption';
import type { GatewayProfile } from './gateway';
import type { GatewayApiProfile } from './gateway-api';
import type { IngressProfile } from './ingress';
import type { KubeletProfile } from './kubelet';
import type { MonitoringProfile } from './monitoring';
import type { StorageProfile } from './storage';

/** Kubernetes minor versions that output is claimed for. */
export const KUBERNETES_VERSIONS = ['1.33', '1.34', '1.35', '1.36', '1.37'] as const;

/** A Kubernetes minor version that output is claimed for. */
export type KubernetesVersion = (typeof KUBERNETES_VERSIONS)[number];

/** A network peer outside the tree: pods by labels in a namespace, or addresses. */
export type PeerSpec =
  | { readonly namespace: string; readonly labels: Readonly<Record<string, string>> }
  | { readonly cidr: string };

/** How pods of this cluster resolve names. */
export interface DnsProfile {
  /** @default 'cluster.local' */
  readonly domain: string;
  /** Who answers: the DNS pods, and addresses where a node-local cache or a managed service answers. */
  readonly peers: readonly PeerSpec[];
  /** Port of the DNS pods; 53, on OpenShift 5353. */
  readonly port: number;
}

/** Where the API server is reached, on both sides of address translation. */
export interface ApiServerProfile {
  /** Address and port that clients in pods use: the Service `kubernetes.default`. @default not known: a grant is an error that asks for it */
  readonly service?: { readonly cidr: string; readonly port: number };
  /** Addresses and ports behind it. Empty: not known, and a grant is an error that asks for it. */
  readonly endpoints: readonly { readonly cidr: string; readonly port: number }[];
}

/** A PriorityClass that workloads take by default. */
export interface PriorityClassProfile {
  readonly name: string;
  /** Higher is scheduled first; below 1,000,000,000. */
  readonly value: number;
  /** Whether Bulwark emits the class, or the cluster has it already. */
  readonly create: boolean;
}

/** Families of network plugins. */
export const CNIS = ['calico', 'cilium', 'kindnet', 'aws-vpc', 'other'] as const;

/** Whose policies routes can be opened by. */
export const POLICY_ENGINES = ['kubernetes', 'cilium'] as const;

/** Service meshes that are known. */
export const MESHES = ['istio-ambient'] as const;

/** What differs from cluster to cluster; a construct asks the profile, never a constant. */
export interface ClusterProfile {
  /** Name of the preset or of the cluster, for messages. */
  readonly name: string;
  readonly kubernetes: KubernetesVersion;
  /** The family of the network plugin; decides what policies can express. */
  readonly cni: (typeof CNIS)[number];
  readonly dns: DnsProfile;
  readonly apiServer: ApiServerProfile;
  readonly cidrs: {
    readonly pods: readonly string[];
    readonly services: readonly string[];
    readonly nodes: readonly string[];
  };
  /** Addresses of the cloud's metadata service. */
  readonly metadata: readonly string[];
  /** Nodes enforce AppArmor, so that `RuntimeDefault` may be asked for. */
  readonly appArmor: boolean;
  /** Nodes can run pods in user namespaces (`hostUsers: false`). */
  readonly userNamespaces: boolean;
  /** The SELinux type of containers; undefined where SELinux is not to be written (OpenShift). */
  readonly seLinuxType: string | undefined;
  /** The default PriorityClass; undefined leaves the field out. */
  readonly priorityClass: PriorityClassProfile | undefined;
  /** Log volume that a container may keep on its node: files times size. */
  readonly logBudget: string;
  /** Registries that images may come from, such as `registry.example.com/shop/`; empty means any. */
  readonly registries: readonly string[];
  /** How many nodes run ordinary pods, at most. @default not known: a DaemonSet counts in a quota as on one node */
  readonly nodeCount?: number;
  /** By what policies routes are opened: those of Kubernetes, or those of Cilium. @default 'kubernetes' */
  readonly networkPolicies?: (typeof POLICY_ENGINES)[number];
  /** The service mesh that all workloads are in. @default none */
  readonly mesh?: (typeof MESHES)[number];
  /** Through which requests from outside come. @default not known: a route from it is an error that asks for it */
  readonly gateway?: GatewayProfile;
  /** What makes Gateways of the Gateway API. @default not known: `expose` is an error that asks for it */
  readonly gatewayApi?: GatewayApiProfile;
  /** What answers Ingresses. @default not known: `expose` with type Ingress is an error that asks for it */
  readonly ingress?: IngressProfile;
  /** What collects metrics. @default not known: `scrapedBy: 'monitoring'` is an error that asks for it */
  readonly monitoring?: MonitoringProfile;
  /** Where workloads get credentials of the cloud. @default not known: a cloud identity that needs it is an error that asks for it */
  readonly cloudIdentity?: CloudIdentityProfile;
  /** Who runs the control plane, and what nobody else can configure in it. @default whoever runs the cluster */
  readonly controlPlane?: ControlPlaneProfile;
  /** How the API server encrypts what it keeps. @default not said: no file is made */
  readonly encryption?: EncryptionProfile;
  /** What kubelets are told, where the nodes are yours. @default not said: no file is made */
  readonly kubelet?: KubeletProfile;
  /** Which StorageClasses it has. @default not known: claims may name any class, and nothing is said about it */
  readonly storage?: StorageProfile;
}

/** More nodes than any cluster has. */
export const MOST_NODES = 100_000;

/** The minor number of a version such as `1.36`. */
export function minorOf(version: KubernetesVersion): number {
  return Number(version.slice(2));
}
