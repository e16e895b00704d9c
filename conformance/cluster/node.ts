import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Built } from './build';
import type { Places } from './control-plane';
import { FACTS } from './facts';
import type { Namespaces } from './namespaces';

const SOCKET = '/run/containerd/containerd.sock';

/** Starts containerd; images of every host come from the local registry. @param pause reference of the pause image */
export function startRuntime(inside: Namespaces, built: Built, { folder, pki }: Places, pause: string): void {
  const hosts = folderOf(folder, 'certs.d/_default');
  writeFileSync(
    join(hosts, 'hosts.toml'),
    `[host."http://${FACTS.registry}"]\ncapabilities = ["pull", "resolve"]\n`,
  );
  const plugins = folderOf(folder, 'cni-bin');
  copyFileSync(join(built.calico, 'calico'), join(plugins, 'calico'));
  for (const name of ['host-local', 'loopback'])
    copyFileSync(join(built.containerd, name), join(plugins, name));
  writeFileSync(
    join(folderOf(folder, 'cni'), '10-calico.conflist'),
    JSON.stringify(calicoNetwork(folder, pki)),
  );
  writeFileSync(join(folder, 'containerd.toml'), runtimeConfig(folder, join(built.runc, 'runc'), pause));
  const env = { PATH: `${built.containerd}:${process.env.PATH ?? ''}` };
  inside.start(
    'containerd',
    [join(built.containerd, 'containerd'), '--config', join(folder, 'containerd.toml')],
    env,
  );
}

/** Starts kubelet, kube-proxy and Calico's policy engine. */
export function startNode(
  inside: Namespaces,
  built: Built,
  { folder, pki, kubernetes }: Places,
  cgroup: string,
): void {
  const config = (name: string, value: object): string => {
    writeFileSync(join(folder, `${name}.yaml`), JSON.stringify(value));
    return `--config=${join(folder, `${name}.yaml`)}`;
  };
  inside.start('kubelet', [
    join(kubernetes, 'kubelet'),
    config('kubelet', kubeletConfig(folder, pki, cgroup)),
    `--kubeconfig=${join(pki, 'kubelet.kubeconfig')}`,
    `--node-ip=${FACTS.nodeAddress}`,
    `--hostname-override=${FACTS.node}`,
    `--root-dir=${folderOf(folder, 'kubelet')}`,
  ]);
  inside.start('kube-proxy', [join(kubernetes, 'kube-proxy'), config('kube-proxy', proxyConfig(pki))]);
  writeFileSync(join(folder, 'felix.cfg'), '');
  inside.start(
    'felix',
    [join(built.calico, 'calico-felix'), '-c', join(folder, 'felix.cfg')],
    felixSettings(pki),
  );
}

function folderOf(folder: string, name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}

function runtimeConfig(folder: string, runc: string, pause: string): string {
  const absent = [
    'internal.v1.opt',
    'snapshotter.v1.btrfs',
    'snapshotter.v1.zfs',
    'snapshotter.v1.devmapper',
  ];
  return `
version = 3
root = "${folder}/containerd"
state = "/run/containerd"
oom_score = 0
disabled_plugins = [${absent.map((name) => `"io.containerd.${name}"`).join(', ')}]
[grpc]
address = "${SOCKET}"
[plugins."io.containerd.cri.v1.images".pinned_images]
sandbox = "${pause}"
[plugins."io.containerd.cri.v1.images".registry]
config_path = "${folder}/certs.d"
[plugins."io.containerd.cri.v1.runtime"]
restrict_oom_score_adj = true
enable_unprivileged_ports = true
disable_apparmor = true
[plugins."io.containerd.cri.v1.runtime".cni]
bin_dirs = ["${folder}/cni-bin"]
conf_dir = "${folder}/cni"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
SystemdCgroup = false
BinaryName = "${runc}"
`;
}

function calicoNetwork(folder: string, pki: string): object {
  const calico = {
    type: 'calico',
    log_level: 'info',
    log_file_path: join(folder, 'log', 'cni.log'),
    datastore_type: 'kubernetes',
    nodename: FACTS.node,
    nodename_file_optional: true,
    mtu: 1500,
    ipam: { type: 'host-local', subnet: 'usePodCidr' },
    policy: { type: 'k8s' },
    kubernetes: { kubeconfig: join(pki, 'calico.kubeconfig') },
  };
  return { name: 'pods', cniVersion: '0.3.1', plugins: [calico] };
}

function kubeletConfig(folder: string, pki: string, cgroup: string): object {
  writeFileSync(join(folder, 'resolv.conf'), `nameserver ${FACTS.gateway}\n`);
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    address: FACTS.nodeAddress,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: join(pki, 'ca.crt') },
    },
    authorization: { mode: 'Webhook' },
    tlsCertFile: join(pki, 'kubelet.crt'),
    tlsPrivateKeyFile: join(pki, 'kubelet.key'),
    containerRuntimeEndpoint: `unix://${SOCKET}`,
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${cgroup}`,
    cgroupsPerQOS: true,
    enforceNodeAllocatable: ['pods'],
    failCgroupV1: false,
    failSwapOn: false,
    oomScoreAdj: 0, // lower needs a capability that containers do not have
    seccompDefault: true,
    clusterDNS: [FACTS.dnsService],
    clusterDomain: FACTS.domain,
    resolvConf: join(folder, 'resolv.conf'),
    serializeImagePulls: false,
    evictionHard: {
      'memory.available': '100Mi',
      'nodefs.available': '1%',
      'imagefs.available': '1%',
      'nodefs.inodesFree': '1%',
    },
    evictionPressureTransitionPeriod: '5s',
    volumeStatsAggPeriod: '5s', // how soon a volume over its limit is seen
    imageGCHighThresholdPercent: 100,
    imageGCLowThresholdPercent: 99,
    podLogsDir: '/var/log/pods',
    volumePluginDir: join(folder, 'volume-plugins'),
    registryPullQPS: 0,
    kubeAPIQPS: 200,
    kubeAPIBurst: 400,
    eventRecordQPS: 0,
  };
}

function proxyConfig(pki: string): object {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    clientConnection: { kubeconfig: join(pki, 'proxy.kubeconfig') },
    clusterCIDR: FACTS.pods,
    hostnameOverride: FACTS.node,
    mode: 'iptables',
    oomScoreAdj: 0,
    // Zero leaves the limits of the machine as they are.
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
    bindAddress: '0.0.0.0',
    iptables: { minSyncPeriod: '0s' },
  };
}

function felixSettings(pki: string): Readonly<Record<string, string>> {
  const settings = {
    DatastoreType: 'kubernetes',
    FelixHostname: FACTS.node,
    LogFilePath: 'none',
    LogSeverityScreen: 'info',
    LogSeveritySys: 'none',
    LogSeverityFile: 'none',
    Ipv6Support: 'false',
    IptablesBackend: 'NFT',
    InterfacePrefix: 'cali',
    UsageReportingEnabled: 'false',
    HealthEnabled: 'true',
    HealthHost: '127.0.0.1',
    HealthPort: '9099',
    IpInIpEnabled: 'false',
    VxlanEnabled: 'false',
    BpfEnabled: 'false',
    XdpEnabled: 'false',
    WireguardEnabled: 'false',
    PrometheusMetricsEnabled: 'false',
    DefaultEndpointToHostAction: 'Accept',
  };
  const felix = Object.entries(settings).map(([name, value]) => [`FELIX_${name.toUpperCase()}`, value]);
  return {
    ...Object.fromEntries(felix),
    KUBECONFIG: join(pki, 'calico.kubeconfig'),
    DATASTORE_TYPE: 'kubernetes',
    NODENAME: FACTS.node,
  };
}
