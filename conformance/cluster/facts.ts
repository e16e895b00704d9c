/** Addresses and names of the cluster. Documentation ranges stand for the machines; the rest is the usual of kubeadm. */
export const FACTS = {
  node: 'node1',
  /** Address of the node and of its API server: what the example of the reloader names as its control plane. */
  nodeAddress: '192.0.2.10',
  /** What lies outside the cluster, on the other side of the node's only interface. */
  gateway: '192.0.2.254',
  outside: '203.0.113.10',
  /** Where clouds serve their metadata. */
  metadata: '169.254.169.254',
  pods: '10.244.0.0/16',
  services: '10.96.0.0/16',
  apiService: '10.96.0.1',
  dnsService: '10.96.0.10',
  domain: 'cluster.local',
  apiPort: 6443,
  registry: '127.0.0.1:5000',
  /** Any host would do: all of them are mirrored to the local registry. */
  imageHost: 'registry.example.com',
  /** Port on which a stand-in answers the suite. */
  control: 20000,
  /** The one class of storage, which is the default: folders of the node. */
  storageClass: 'folders',
  /** Where the metrics API answers: a Service whose one endpoint is a port of the node. */
  metrics: { namespace: 'kube-system', service: 'metrics', port: 4443 },
  /** CPUs that the node claims, so that the requests of an example fit on a small machine; the scheduler alone cares. */
  cpus: 8,
} as const;
