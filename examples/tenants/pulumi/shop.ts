import { claim, type HardenedApp, SecureDeployment, SecureStatefulSet } from 'bulwark/pulumi';
import { image, web, withHosts } from '../cluster';
import { newTeam } from './team';

/** The team of the shop: what users see, and its data in a namespace of its own. */
export function shop(app: HardenedApp, payments: SecureDeployment): void {
  const team = newTeam(app, 'shop', {
    quota: { cpu: '16', memory: '24Gi', pods: 60, storage: '50Gi', claims: 10 },
    namespaces: {
      web: {
        share: 70,
        labels: withHosts,
        zone: { from: { entities: ['gateway'] }, to: { namespaces: ['payments-api'] } },
      },
      data: { share: 30 },
    },
    deployer: { kind: 'argo-cd', argoCd: { repositories: ['https://git.example.com/shop/deploy.git'] } },
  });

  const carts = new SecureStatefulSet(
    'carts',
    {
      image: image('shop', 'redis', '7.4', '1'),
      port: { container: 6379, name: 'redis' },
      probe: 'tcp',
      user: 20001,
      replicas: 1,
      volumes: { '/data': claim({ size: '5Gi' }) },
    },
    { parent: team.namespace('data') },
  );

  new SecureDeployment(
    'storefront',
    {
      image: image('shop', 'storefront', 'v3.0.2', '2'),
      ...web,
      uses: { CARTS_ADDR: carts, PAYMENTS_ADDR: payments },
      expose: { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } },
      scale: { min: 2, max: 6, cpu: 70 },
    },
    { parent: team.namespace('web') },
  );
}
