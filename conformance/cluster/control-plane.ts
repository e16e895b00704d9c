import { join } from 'node:path';
import { FACTS } from './facts';
import type { Namespaces } from './namespaces';

/** Where programs, keys and files of the run lie. */
export interface Places {
  readonly folder: string;
  readonly pki: string;
  /** Folder of the Kubernetes programs. */
  readonly kubernetes: string;
}

/** Flags from a table: `--name=value`. */
const flags = (table: Readonly<Record<string, string | number | boolean>>): string[] =>
  Object.entries(table).map(([name, value]) => `--${name}=${value}`);

/**
 * Starts etcd and the API server.
 * @param apiServer folder of the latter
 * @param more flags that it gets besides, or instead
 */
export function startApiServer(
  inside: Namespaces,
  { folder, pki, kubernetes }: Places,
  apiServer: string,
  more: Readonly<Record<string, string | number | boolean>> = {},
): void {
  startEtcd(inside, { folder, pki, kubernetes });
  startServer(inside, pki, apiServer, more);
}

/** Where etcd listens. */
export const ETCD = 'https://127.0.0.1:2379';

function startEtcd(inside: Namespaces, { folder, pki, kubernetes }: Places): void {
  const file = (name: string): string => join(pki, name);
  const peer = 'http://127.0.0.1:2380';
  inside.start('etcd', [
    join(kubernetes, 'etcd'),
    ...flags({
      'data-dir': join(folder, 'etcd'),
      name: 'one',
      'unsafe-no-fsync': true,
      'listen-client-urls': ETCD,
      'advertise-client-urls': ETCD,
      'listen-peer-urls': peer,
      'initial-advertise-peer-urls': peer,
      'initial-cluster': `one=${peer}`,
      'cert-file': file('etcd.crt'),
      'key-file': file('etcd.key'),
      'client-cert-auth': true,
      'trusted-ca-file': file('ca.crt'),
      'log-level': 'warn',
    }),
  ]);
}

/** Starts the API server alone, where etcd runs. */
export function startServer(
  inside: Namespaces,
  pki: string,
  apiServer: string,
  more: Readonly<Record<string, string | number | boolean>> = {},
): void {
  const file = (name: string): string => join(pki, name);
  inside.start('kube-apiserver', [
    join(apiServer, 'kube-apiserver'),
    ...flags({
      'etcd-servers': ETCD,
      'etcd-cafile': file('ca.crt'),
      'etcd-certfile': file('apiserver-client.crt'),
      'etcd-keyfile': file('apiserver-client.key'),
      'bind-address': '0.0.0.0',
      'advertise-address': FACTS.nodeAddress,
      'secure-port': FACTS.apiPort,
      'tls-cert-file': file('apiserver.crt'),
      'tls-private-key-file': file('apiserver.key'),
      'client-ca-file': file('ca.crt'),
      'authorization-mode': 'Node,RBAC',
      'anonymous-auth': false,
      'enable-admission-plugins': 'NodeRestriction',
      'allow-privileged': true, // so that a privileged pod is refused by Pod Security, not by a switch
      'service-account-issuer': `https://kubernetes.default.svc.${FACTS.domain}`,
      'service-account-key-file': file('sa.pub'),
      'service-account-signing-key-file': file('sa.key'),
      'service-cluster-ip-range': FACTS.services,
      'encryption-provider-config': file('encryption.yaml'),
      'kubelet-certificate-authority': file('ca.crt'),
      'kubelet-client-certificate': file('apiserver-client.crt'),
      'kubelet-client-key': file('apiserver-client.key'),
      'kubelet-preferred-address-types': 'InternalIP,Hostname',
      'requestheader-client-ca-file': file('front-ca.crt'),
      'requestheader-allowed-names': 'front-proxy-client',
      'requestheader-username-headers': 'X-Remote-User',
      'requestheader-group-headers': 'X-Remote-Group',
      'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
      'proxy-client-cert-file': file('front-client.crt'),
      'proxy-client-key-file': file('front-client.key'),
      ...more,
    }),
  ]);
}

/** Starts the administrator's way in: a socket in the folder of the run, which this side of the namespaces sees. */
export function startWayIn(inside: Namespaces, { folder, pki, kubernetes }: Places): string {
  const socket = join(folder, 'api.sock');
  inside.start('kubectl-proxy', [
    join(kubernetes, 'kubectl'),
    'proxy',
    ...flags({ 'unix-socket': socket, 'disable-filter': true, kubeconfig: join(pki, 'admin.kubeconfig') }),
  ]);
  return socket;
}

/** Starts controller manager and scheduler. */
export function startControllers(inside: Namespaces, { pki, kubernetes }: Places): void {
  const file = (name: string): string => join(pki, name);
  const client = (name: string): Readonly<Record<string, string | boolean>> => ({
    kubeconfig: file(`${name}.kubeconfig`),
    'authentication-kubeconfig': file(`${name}.kubeconfig`),
    'authorization-kubeconfig': file(`${name}.kubeconfig`),
    'leader-elect': false,
    'bind-address': '127.0.0.1',
  });
  inside.start('kube-controller-manager', [
    join(kubernetes, 'kube-controller-manager'),
    ...flags({
      ...client('controller-manager'),
      'service-account-private-key-file': file('sa.key'),
      'root-ca-file': file('ca.crt'),
      'use-service-account-credentials': true,
      'cluster-signing-cert-file': file('ca.crt'),
      'cluster-signing-key-file': file('ca.key'),
      'allocate-node-cidrs': true,
      'cluster-cidr': FACTS.pods,
      'service-cluster-ip-range': FACTS.services,
      'horizontal-pod-autoscaler-sync-period': '1s', // so that a change of the load is seen at once
    }),
  ]);
  inside.start('kube-scheduler', [join(kubernetes, 'kube-scheduler'), ...flags(client('scheduler'))]);
}
