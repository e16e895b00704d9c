/** Identities with a grant of each form, and people at each level: what each may do is asked from a real API server. */
import {
  clusters,
  create,
  HardenedApp,
  IsolatedNamespace,
  LeastPrivilegeServiceAccount,
  patch,
  read,
  remove,
  restricted,
  TeamAccess,
  update,
  watch,
} from 'bulwark/cdk8s';

const app = new HardenedApp({
  policy: restricted({ owner: 'team-rights', email: 'team-rights@example.com' }),
  cluster: clusters.kubeadm({
    apiServer: {
      service: { cidr: '10.96.0.1/32', port: 443 },
      endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }],
    },
  }),
});
const answerable = {
  reason: 'what a waiver gives is asked from the API server',
  owner: 'team-rights',
  expires: '2027-03-31',
};
const tools = new IsolatedNamespace(app, 'tools');
new IsolatedNamespace(app, 'elsewhere');

new LeastPrivilegeServiceAccount(tools, 'operator', {
  grants: [
    read({ kind: 'ConfigMap', name: 'settings' }),
    watch({ kind: 'ConfigMap', name: 'live' }),
    read({ kind: 'Secret', name: 'db' }),
    watch('pods'),
    read('pods', 'log'),
    update({ kind: 'Lease', name: 'elector' }),
    create('leases'),
    remove({ kind: 'Lease', name: 'old' }),
    patch({ kind: 'Deployment', name: 'web' }, 'scale'),
    create('events'),
    watch('certificates.cert-manager.io'),
    update({ apiVersion: 'example.com/v1', kind: 'Widget', plural: 'widgets', name: 'a' }, 'status'),
    read({ kind: 'ConfigMap', name: 'shared', namespace: 'elsewhere' }),
    watch('nodes'),
    read({ kind: 'Namespace', name: 'tools' }),
  ],
});
new LeastPrivilegeServiceAccount(tools, 'incident', {
  grants: [create({ kind: 'Pod', name: 'web-0' }, 'exec', answerable)],
});
new TeamAccess(tools, 'team', {
  view: ['lookers'],
  edit: ['changers'],
  debug: { groups: ['debuggers'], ...answerable },
  resources: ['certificates.cert-manager.io'],
});

app.synth();
