import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from '../lib/command';
import { FACTS } from './facts';

/** A certificate, or an authority where nobody issues it. */
interface Wanted {
  readonly name: string;
  readonly issuer?: string;
  readonly commonName: string;
  readonly organization?: readonly string[];
  readonly hosts?: readonly string[];
}

const issued = (name: string, commonName: string, more: Partial<Wanted> = {}): Wanted => ({
  name,
  issuer: 'ca',
  commonName,
  ...more,
});

const API_NAMES = [
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
  `kubernetes.default.svc.${FACTS.domain}`,
];

/** The certificates of the cluster; nobody but the administrator and the API server itself is a master. */
const CERTIFICATES: readonly Wanted[] = [
  { name: 'ca', commonName: 'cluster' },
  { name: 'front-ca', commonName: 'front-proxy' },
  { name: 'sa', commonName: 'service-accounts' },
  issued('etcd', 'etcd', { hosts: ['localhost', '127.0.0.1'] }),
  issued('apiserver', 'kube-apiserver', {
    hosts: ['localhost', '127.0.0.1', FACTS.apiService, FACTS.nodeAddress, ...API_NAMES],
  }),
  issued('apiserver-client', 'kube-apiserver-client', { organization: ['system:masters'] }),
  issued('front-client', 'front-proxy-client', { issuer: 'front-ca' }),
  issued('metrics', 'metrics', { hosts: [`${FACTS.metrics.service}.${FACTS.metrics.namespace}.svc`] }),
  issued('admin', 'admin', { organization: ['system:masters'] }),
  issued('controller-manager', 'system:kube-controller-manager'),
  issued('scheduler', 'system:kube-scheduler'),
  issued('kubelet', `system:node:${FACTS.node}`, {
    organization: ['system:nodes'],
    hosts: [FACTS.node, FACTS.nodeAddress],
  }),
  issued('proxy', 'system:kube-proxy'),
  issued('calico', 'calico-node'),
  issued('postgresql', 'postgresql', { hosts: ['postgresql', 'postgresql.visits.svc'] }),
];

/** Who talks to the API server with a certificate. */
const CLIENTS = ['admin', 'controller-manager', 'scheduler', 'kubelet', 'proxy', 'calico'];

/** Writes keys, certificates, client configurations and the key for Secrets at rest. @returns their folder */
export async function makePki(folder: string, standin: string): Promise<string> {
  const pki = join(folder, 'pki');
  mkdirSync(pki, { recursive: true });
  await must([standin, 'pki', pki, JSON.stringify(CERTIFICATES)]);
  for (const name of CLIENTS)
    writeFileSync(join(pki, `${name}.kubeconfig`), JSON.stringify(clientOf(pki, name)));
  writeFileSync(join(pki, 'encryption.yaml'), JSON.stringify(encryption()));
  return pki;
}

function clientOf(pki: string, name: string): object {
  const file = (suffix: string): string => join(pki, suffix);
  const server = `https://127.0.0.1:${FACTS.apiPort}`;
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'cluster', cluster: { server, 'certificate-authority': file('ca.crt') } }],
    users: [{ name, user: { 'client-certificate': file(`${name}.crt`), 'client-key': file(`${name}.key`) } }],
    contexts: [{ name, context: { cluster: 'cluster', user: name } }],
    'current-context': name,
  };
}

function encryption(): object {
  const secret = randomBytes(32).toString('base64');
  const providers = [{ aescbc: { keys: [{ name: 'key', secret }] } }, { identity: {} }];
  return {
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'EncryptionConfiguration',
    resources: [{ resources: ['secrets'], providers }],
  };
}
