/** What the platform team says once, for all teams. */
import { clusters, restricted } from 'bulwark';

export const policy = restricted({ owner: 'team-platform', email: 'team-platform@example.com' });

export const cluster = clusters.kubeadm({
  // Whoever reads a backup of etcd reads no Secret.
  encryption: { write: { kms: { name: 'vault', endpoint: 'unix:///var/run/kms.sock' } } },
  // One Gateway for everyone, which the platform runs. Each team brings its hosts and their certificates.
  gatewayApi: { class: 'envoy', shared: { name: 'public', namespace: 'gateways', listenerSet: true } },
  gateway: { namespace: 'envoy-gateway-system', labels: { 'app.kubernetes.io/name': 'envoy' } },
  // The Prometheus of the platform: it reaches the metrics ports that workloads name, and nothing else.
  monitoring: {
    namespace: 'monitoring',
    labels: { 'app.kubernetes.io/name': 'prometheus' },
    operator: { labels: { release: 'kube-prometheus-stack' } },
  },
});

/** An image of a team; each has its own digest. */
export const image = (team: string, name: string, tag: string, digit: string): string =>
  `registry.example.com/${team}/${name}:${tag}@sha256:${digit.repeat(64)}`;

/** What every web service of the teams has: one port for users, one for Prometheus. */
export const web = {
  ports: [
    { container: 8080, name: 'http' },
    { container: 9102, name: 'metrics' },
  ],
  probe: { http: '/readyz' },
  liveness: { http: '/livez' },
  scrapedBy: { by: 'monitoring', discovery: 'PodMonitor' },
} as const;

/** What a team gets, beside its share of the cluster. */
export const termsOf = (team: string) => ({
  owner: `team-${team}`,
  contact: `team-${team}@example.com`,
  // Its own images, no way past the shared Gateway, no sandbox and no priority that it was not given.
  allowed: {
    registries: [`registry.example.com/${team}`],
    serviceTypes: ['ClusterIP'],
    externalIps: [],
    gatewayClasses: [],
    ingressClasses: [],
    runtimeClasses: [],
  } as const,
  // Users come through the gateway, Prometheus comes for metrics. Other teams come only where both sides say so.
  zone: { from: { entities: ['gateway'], namespaces: ['monitoring'] } } as const,
});
