import { ConfigMap } from '@pulumi/kubernetes/core/v1';
import { type Input, secret } from '@pulumi/pulumi';
import type { PulumiFn } from '@pulumi/pulumi/automation';
import {
  clusters,
  HardenedApp,
  IsolatedNamespace,
  read,
  restricted,
  SecureDeployment,
  waive,
} from '../../../lib/pulumi';
import type { Api } from '../../cluster/api';
import type { Life } from '../life';
import { HIDDEN, PINNED } from './values';

const NAMESPACE = 'hardened';
const DAY = 24 * 60 * 60 * 1000;
/** When the waiver of the stack ends, after a run over midnight too. */
const TOMORROW = new Date(Date.now() + 2 * DAY).toISOString().slice(0, 10);

/** An application of two workloads, one of them with rights, and a secret value in a variable. */
export function application(colour: Input<string>): void {
  const app = new HardenedApp('app', {
    policy: restricted({ owner: 'team-shop' }),
    cluster: clusters.kubeadm({
      apiServer: {
        service: { cidr: '10.96.0.1/32', port: 443 },
        endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }],
      },
    }),
  });
  const space = new IsolatedNamespace(NAMESPACE, { quota: { cpu: '4', memory: '4Gi' } }, { parent: app });
  const settings = new ConfigMap(
    'settings',
    { metadata: { name: 'settings', namespace: space.namespace }, data: { colour: 'blue' } },
    { parent: space },
  );
  const store = new SecureDeployment(
    'store',
    { image: PINNED, port: 6379, probe: 'tcp', grants: [read({ kind: 'ConfigMap', name: 'settings' })] },
    { parent: space, dependsOn: settings },
  );
  const web = new SecureDeployment(
    'web',
    {
      image: PINNED,
      port: 8080,
      probe: { http: '/healthz' },
      env: { COLOUR: colour, PASSWORD: secret(HIDDEN) },
      uses: { STORE_ADDR: store },
    },
    { parent: space },
  );
  waive(web, {
    control: 'no-credentials-in-env',
    finding: 'PASSWORD',
    reason: 'the suite looks for this very value in the state and in every message',
    owner: 'team-shop',
    expires: TOMORROW,
  });
}

const program =
  (colour: string): PulumiFn =>
  async () =>
    application(colour);

const DEPLOYMENT = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/web`;
const COLOUR = 'spec.template.spec.containers[0].env[0].value';

/** The life of an application by components. */
export const HARDENED: Life = {
  stack: 'hardened',
  program: program('blue'),
  objects: 19,
  next: program('green'),
  changed: { name: 'Deployment web', paths: [COLOUR] },
  behind: async (api: Api) => {
    const body = { spec: { template: { spec: { automountServiceAccountToken: true } } } };
    const query = { fieldManager: 'kubectl-edit' };
    await api.send('PATCH', DEPLOYMENT, { body, contentType: 'application/merge-patch+json', query });
  },
  drifted: { name: 'Deployment web', paths: ['spec.template.spec.automountServiceAccountToken'] },
  lost: {
    path: `/apis/networking.k8s.io/v1/namespaces/${NAMESPACE}/networkpolicies/web`,
    name: 'NetworkPolicy web',
  },
};
