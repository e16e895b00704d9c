import { Deployment } from '@pulumi/kubernetes/apps/v1';
import { ConfigMap, Namespace, Secret, ServiceAccountPatch } from '@pulumi/kubernetes/core/v1';
import { secret } from '@pulumi/pulumi';
import type { PulumiFn } from '@pulumi/pulumi/automation';
import type { Api } from '../../cluster/api';
import type { Life } from '../life';
import { HIDDEN, PINNED } from './values';

const NAMESPACE = 'plain';

/** Objects as anyone writes them, without Bulwark: what the provider does with these, it does with all. */
const program =
  (replicas: number): PulumiFn =>
  async () => {
    const space = new Namespace('space', { metadata: { name: NAMESPACE } });
    const inside = { dependsOn: space };
    const settings = new ConfigMap(
      'settings',
      { metadata: { name: 'settings', namespace: NAMESPACE }, data: { colour: 'blue' } },
      inside,
    );
    new Secret(
      'password',
      { metadata: { name: 'password', namespace: NAMESPACE }, stringData: { password: secret(HIDDEN) } },
      inside,
    );
    new ServiceAccountPatch(
      'default',
      { metadata: { name: 'default', namespace: NAMESPACE }, automountServiceAccountToken: false },
      inside,
    );
    const labels = { app: 'web' };
    new Deployment(
      'web',
      {
        metadata: { name: 'web', namespace: NAMESPACE },
        spec: {
          replicas,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              containers: [
                {
                  name: 'web',
                  image: PINNED,
                  env: [{ name: 'SETTINGS', value: settings.id }],
                },
              ],
            },
          },
        },
      },
      inside,
    );
  };

const DEPLOYMENT = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/web`;

/** The life of these objects. */
export const PLAIN: Life = {
  stack: 'plain',
  program: program(1),
  objects: 5,
  next: program(2),
  changed: { name: 'Deployment web', paths: ['spec.replicas'] },
  behind: async (api: Api) => {
    const body = { spec: { replicas: 7 } };
    const query = { fieldManager: 'kubectl-edit' };
    await api.send('PATCH', DEPLOYMENT, { body, contentType: 'application/merge-patch+json', query });
  },
  drifted: { name: 'Deployment web', paths: ['spec.replicas'] },
  lost: { path: `/api/v1/namespaces/${NAMESPACE}/configmaps/settings`, name: 'ConfigMap settings' },
};
