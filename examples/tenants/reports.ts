import {
  type HardenedApp,
  LeastPrivilegeServiceAccount,
  SecureCronJob,
  SecureDeployment,
  secret,
} from 'bulwark/cdk8s';
import { image, web } from './cluster';
import { newTeam } from './team';

/** The team of the reports: one namespace, with a password from a store outside of the cluster. */
export function reports(app: HardenedApp): void {
  const team = newTeam(app, 'reports', {
    quota: { cpu: '4', memory: '8Gi', pods: 20 },
    namespaces: {
      main: {
        share: 100,
        zone: { to: { hosts: ['warehouse.example.com'] } },
        secretStore: { vault: { server: 'https://vault.example.com', role: 'reports', serviceAccount: 'secret-reader' } },
      },
    },
    deployer: { kind: 'flux' },
  });
  const main = team.namespace('main');

  // External Secrets reads with this account, which Vault knows and which may do nothing in the cluster.
  new LeastPrivilegeServiceAccount(main, 'secret-reader', {});
  const warehouse = secret('warehouse', ['password']);

  new SecureDeployment(main, 'dashboard', {
    image: image('reports', 'dashboard', 'v0.9.4', '5'),
    ...web,
    files: { '/run/secrets/warehouse': warehouse },
    expose: { host: 'reports.example.com', certificate: { issuer: 'letsencrypt' } },
  });

  new SecureCronJob(main, 'nightly', {
    image: image('reports', 'nightly', 'v0.9.4', '6'),
    schedule: '30 2 * * *',
    files: { '/run/secrets/warehouse': warehouse },
  });
}
