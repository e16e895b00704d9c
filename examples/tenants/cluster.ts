/** What the platform team says once, for all teams. */
import { clusters } from 'bulwark';

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
  ports: [8080, { container: 9102, name: 'metrics' }],
  probe: { http: '/healthz' },
  scrapedBy: { by: 'monitoring', discovery: 'PodMonitor' },
} as const;

/** Namespaces with hosts have this label: the shared Gateway takes hosts from no others. */
export const withHosts = { 'gateways.example.com/public': 'allowed' };

/** What each team is held to, whatever it runs: by the run, and by the API server. */
export const termsOf = (team: string) =>
  ({
    owner: `team-${team}`,
    contact: `team-${team}@example.com`,
    // Its own images; no way past the shared Gateway; no sandbox but the one that it is given.
    allowed: {
      registries: [`registry.example.com/${team}`],
      serviceTypes: ['ClusterIP'],
      externalIps: [],
      gatewayClasses: [],
      ingressClasses: [],
      runtimeClasses: [],
    },
    // Prometheus comes for metrics. Everyone else comes only where a namespace says so.
    zone: { from: { namespaces: ['monitoring'] } },
  }) as const;
