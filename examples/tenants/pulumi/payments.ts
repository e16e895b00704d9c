import { type HardenedApp, type NodePool, SecureDeployment, sealedSecret } from 'bulwark/pulumi';
import cardKey from '../card-key.sealed.json';
import { image, web, withHosts } from '../cluster';
import { newTeam } from './team';

/** The team of the payments: an API that the shop may call, and card numbers on nodes that run nothing else. */
export function payments(app: HardenedApp, sensitive: NodePool): SecureDeployment {
  const team = newTeam(app, 'payments', {
    quota: { cpu: '8', memory: '12Gi', pods: 40 },
    namespaces: {
      api: {
        share: 50,
        labels: withHosts,
        zone: { from: { entities: ['gateway'], namespaces: ['shop-web'] } },
      },
      // Nobody may run a pod here outside of the sandbox, or with a Secret that was not declared for it.
      cards: {
        share: 50,
        dedicatedTo: sensitive,
        secretAccess: 'declared',
        allowed: { runtimeClasses: [sensitive.poolName] },
      },
    },
    // A pipeline, whose own tokens the API server takes: there is no credential to keep.
    deployer: { kind: 'ci', user: 'ci:payments/deploy:main' },
  });

  // Sealed by `bulwark seal`: only the controller in the cluster can open it, so it may be in git.
  const key = sealedSecret('card-key', { encryptedData: cardKey.spec.encryptedData });
  const cards = new SecureDeployment(
    'cards',
    { image: image('payments', 'cards', 'v1.8.0', '3'), ...web, files: { '/run/secrets/card-key': key } },
    { parent: team.namespace('cards') },
  );

  return new SecureDeployment(
    'payments',
    {
      image: image('payments', 'api', 'v2.4.1', '4'),
      ...web,
      uses: { CARDS_ADDR: cards },
      expose: { host: 'pay.example.com', certificate: { issuer: 'letsencrypt' } },
    },
    { parent: team.namespace('api') },
  );
}
