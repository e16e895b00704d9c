/** Objects as `kubectl get` gives them, no more of each than what is read. */
export type Manifest = Readonly<Record<string, unknown>>;

/** What differs from dump to dump. */
export interface DumpParts {
  readonly nodes?: readonly Manifest[];
  readonly dns?: Manifest;
  readonly dnsPort?: number;
  readonly api?: string;
  readonly daemonSets?: readonly Manifest[];
  readonly others?: readonly Manifest[];
}

const meta = (name: string, namespace?: string, more: object = {}): object => ({ name, namespace, ...more });

export function node(
  name: string,
  version: string,
  more: { labels?: object; provider?: string; os?: string; ip?: string; pods?: string } = {},
): Manifest {
  const { labels = {}, provider, os = 'Linux', ip = '10.0.0.4', pods } = more;
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: meta(name, undefined, { labels }),
    spec: { providerID: provider, ...(pods === undefined ? {} : { podCIDRs: [pods] }) },
    status: {
      addresses: [{ type: 'InternalIP', address: ip }],
      nodeInfo: { kubeletVersion: version, osImage: os },
    },
  };
}

export function service(name: string, namespace: string, ip: string, more: object = {}): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta(name, namespace),
    spec: { clusterIP: ip, ports: [{ port: 443 }], ...more },
  };
}

export function slice(
  of: string,
  namespace: string,
  addresses: readonly string[],
  ports: readonly object[],
): Manifest {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: meta(`${of}-x`, namespace, { labels: { 'kubernetes.io/service-name': of } }),
    endpoints: [{ addresses }],
    ports,
  };
}

export function daemonSet(name: string, args: readonly string[] = [], namespace = 'kube-system'): Manifest {
  const containers = [{ name, args, env: [{ name: 'TOKEN', value: 'hunter2' }] }];
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: meta(name, namespace),
    spec: { template: { spec: { containers } } },
  };
}

export function dns(
  name = 'kube-dns',
  namespace = 'kube-system',
  ip = '10.96.0.10',
  selector: object = { 'k8s-app': 'kube-dns' },
): Manifest {
  return service(name, namespace, ip, { ports: [{ port: 53, protocol: 'UDP' }], selector });
}

export function storageClass(name: string, provisioner: string, isDefault = false): Manifest {
  const annotations = isDefault ? { 'storageclass.kubernetes.io/is-default-class': 'true' } : {};
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: meta(name, undefined, { annotations }),
    provisioner,
  };
}

/** The objects of a cluster. */
export function dumpOf(parts: DumpParts): Manifest[] {
  const {
    nodes = [node('n1', 'v1.35.2')],
    dns: service53 = dns(),
    dnsPort = 53,
    api = '10.96.0.1',
    daemonSets = [],
    others = [],
  } = parts;
  const metadata = Object(service53.metadata);
  const ports = [
    { name: 'dns', port: dnsPort, protocol: 'UDP' },
    { name: 'metrics', port: 9153, protocol: 'TCP' },
  ];
  return [
    ...nodes,
    service('kubernetes', 'default', api),
    slice('kubernetes', 'default', ['192.0.2.10', '192.0.2.11'], [{ name: 'https', port: 6443 }]),
    service53,
    slice(String(metadata.name), String(metadata.namespace), ['10.244.0.5'], ports),
    ...daemonSets,
    ...others,
  ];
}
