import {
  addresses,
  type HardenedApp,
  LeastPrivilegeServiceAccount,
  SecureCronJob,
  SecureDeployment,
  secret,
} from 'bulwark/pulumi';
import { image, web, withHosts } from '../cluster';
import { newTeam } from './team';

/** The database of the company, outside of the cluster. */
const WAREHOUSE = '198.51.100.20/32';

/** The team of the reports: one namespace, with a password from a store outside of the cluster. */
export function reports(app: HardenedApp): void {
  const vault = { server: 'https://vault.example.com', role: 'reports', serviceAccount: 'secret-reader' };
  const team = newTeam(app, 'reports', {
    quota: { cpu: '4', memory: '8Gi', pods: 20 },
    namespaces: {
      main: {
        share: 100,
        labels: withHosts,
        zone: { from: { entities: ['gateway'] }, to: { cidrs: [WAREHOUSE] } },
        secretStore: { vault },
      },
    },
    deployer: { kind: 'flux' },
  });
  const parent = team.namespace('main');

  // External Secrets reads with this account, which Vault knows and which may do nothing in the cluster.
  new LeastPrivilegeServiceAccount('secret-reader', {}, { parent });
  const files = { '/run/secrets/warehouse': secret('warehouse', ['password']) };
  const warehouse = addresses({ cidr: WAREHOUSE, ports: [5432] });

  const dashboard = image('reports', 'dashboard', 'v0.9.4', '5');
  const expose = { host: 'reports.example.com', certificate: { issuer: 'letsencrypt' } };
  new SecureDeployment('dashboard', { image: dashboard, ...web, files, expose }, { parent });

  const nightly = image('reports', 'nightly', 'v0.9.4', '6');
  new SecureCronJob('nightly', { image: nightly, schedule: '30 2 * * *', files }, { parent }).talksTo(
    warehouse,
  );
}
