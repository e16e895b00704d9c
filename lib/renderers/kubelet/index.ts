import type { KubeletProfile } from '../../core/cluster/kubelet';
import { KUBELET_CONFIGURATION, STRONG_CIPHERS } from '../../core/files/kubelet-configuration';
import { formatQuantity, parseQuantity } from '../../core/manifest/quantity';
import { type FileArtifact, type Renderer, renderer } from '../renderer';

/** Files of the log of a container: the kubelet's own default. */
const LOG_FILES = 5n;
const PIDS = 4096;

/** What hardens the kubelets of your nodes, as a file for the directory that they read last (`--config-dir`). */
export const kubelet: Renderer = renderer({
  id: 'kubelet',
  appliesTo: (cluster) => cluster.kubelet !== undefined,
  cluster: ({ cluster }) =>
    cluster.kubelet === undefined ? [] : [kubeletFile(cluster.kubelet, cluster.logBudget)],
});

/**
 * A part of a KubeletConfiguration: it stands above what the node says, and leaves everything else to the node, such as the
 * certificate authority of clients and the addresses of the DNS.
 * Source: kubelet.config.k8s.io/v1beta1, and CIS Kubernetes Benchmark 4.2.
 * @param logBudget what the logs of a container may use: constructs count it in its ephemeral storage, so kubelets hold it to that
 */
export function kubeletFile(
  { podPidsLimit = PIDS, serverTLSBootstrap = false, protectKernelDefaults = false }: KubeletProfile,
  logBudget: string,
): FileArtifact {
  return {
    form: 'file',
    format: 'yaml',
    path: 'kubelet/kubelet.conf.d/50-bulwark.conf',
    schema: KUBELET_CONFIGURATION.id,
    content: {
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      allowedUnsafeSysctls: [],
      authentication: { anonymous: { enabled: false }, webhook: { enabled: true } },
      authorization: { mode: 'Webhook' },
      containerLogMaxFiles: Number(LOG_FILES),
      containerLogMaxSize: shareOf(logBudget),
      // A node that answers queries of its logs refuses to start without the handler, so both are off.
      enableSystemLogHandler: false,
      enableSystemLogQuery: false,
      makeIPTablesUtilChains: true,
      podPidsLimit,
      ...(protectKernelDefaults ? { protectKernelDefaults } : {}),
      readOnlyPort: 0,
      rotateCertificates: true,
      seccompDefault: true,
      ...(serverTLSBootstrap ? { serverTLSBootstrap } : {}),
      streamingConnectionIdleTimeout: '4h0m0s',
      tlsCipherSuites: [...STRONG_CIPHERS],
      tlsMinVersion: 'VersionTLS12',
    },
  };
}

const NANO = 1_000_000_000n;

/** The size of one file of a log, in whole bytes. */
function shareOf(logBudget: string): string {
  const budget = parseQuantity(logBudget);
  if (budget === undefined) return logBudget;
  return formatQuantity({ nanos: (budget.nanos / (LOG_FILES * NANO)) * NANO, format: budget.format });
}
