import { checkOptions } from '../check-input';
import type { Shape } from '../shape';

/** Arguments of an `aws.eks.Cluster` that encrypt its Secrets with a key of yours. */
export interface EksEncryption {
  readonly encryptionConfig: {
    readonly provider: { readonly keyArn: string };
    readonly resources: string[];
  };
}

/** Arguments of a `gcp.container.Cluster` that encrypt its Secrets with a key of yours. */
export interface GkeEncryption {
  readonly databaseEncryption: { readonly state: 'ENCRYPTED'; readonly keyName: string };
}

/** Arguments of an `azure.containerservice.ManagedCluster` that encrypt its Secrets with a key of yours. */
export interface AksEncryption {
  readonly securityProfile: {
    readonly azureKeyVaultKms: {
      readonly enabled: true;
      readonly keyId: string;
      readonly keyVaultNetworkAccess: 'Private' | 'Public';
      readonly keyVaultResourceId?: string;
    };
  };
}

function matching(needs: string, sample: string, form: RegExp): Shape {
  return { needs, sample, fits: (value) => typeof value === 'string' && form.test(value) };
}

const KEY_ARN = matching(
  'the ARN of a key',
  `'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab'`,
  /^arn:aws(-[a-z]+)*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[\w/-]+$/,
);
const KEY_NAME = matching(
  'the full name of a key',
  `'projects/shop-prod/locations/europe-west3/keyRings/gke/cryptoKeys/secrets'`,
  /^projects\/[^/\s]+\/locations\/[^/\s]+\/keyRings\/[\w-]+\/cryptoKeys\/[\w-]+$/,
);
const KEY_ID = matching(
  'the address of a version of a key',
  `'https://shop.vault.azure.net/keys/secrets/0123456789abcdef0123456789abcdef'`,
  /^https:\/\/[a-z0-9-]+\.(vault|managedhsm)\.[a-z.]+\/keys\/[A-Za-z0-9-]+\/[0-9a-f]{32}$/,
);
const VAULT = matching(
  'the id of the vault in Azure',
  `'/subscriptions/…/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/shop'`,
  /^\/subscriptions\/[^/\s]+\/resourceGroups\/[^/\s]+\/providers\/Microsoft\.KeyVault\/(vaults|managedHSMs)\/[\w-]+$/i,
);

/**
 * What encrypts the Secrets of a cluster of EKS with a key of yours, besides what AWS encrypts anyway. EKS takes it when the
 * cluster is made or later, and never takes it back: keep the key as long as the cluster.
 * @param options `keyArn`: a symmetric key in the region of the cluster
 * @throws InvalidInputError with everything that is wrong with them
 * Source: Amazon EKS API, EncryptionConfig.
 */
export function eksEncryption(options: { readonly keyArn: string }): EksEncryption {
  checkOptions('eksEncryption', options, { keyArn: KEY_ARN }, ['keyArn']);
  return { encryptionConfig: { provider: { keyArn: options.keyArn }, resources: ['secrets'] } };
}

/**
 * What encrypts the Secrets of a cluster of GKE with a key of yours, besides what Google encrypts anyway.
 * @param options `keyName`: the full name of a key in Cloud KMS, in the location of the cluster
 * @throws InvalidInputError with everything that is wrong with them
 * Source: GKE documentation, Encrypt secrets at the application layer.
 */
export function gkeEncryption(options: { readonly keyName: string }): GkeEncryption {
  checkOptions('gkeEncryption', options, { keyName: KEY_NAME }, ['keyName']);
  return { databaseEncryption: { state: 'ENCRYPTED', keyName: options.keyName } };
}

/**
 * What encrypts the Secrets of a cluster of AKS with a key of yours.
 * @param options `keyId`: the address of the key with its version; `vault`: the id of the vault, where it has no public endpoint
 * @throws InvalidInputError with everything that is wrong with them
 * Source: AKS documentation, Key Management Service etcd encryption.
 */
export function aksEncryption(options: { readonly keyId: string; readonly vault?: string }): AksEncryption {
  checkOptions('aksEncryption', options, { keyId: KEY_ID, vault: VAULT }, ['keyId']);
  const { keyId, vault } = options;
  const network = vault === undefined ? 'Public' : 'Private';
  return {
    securityProfile: {
      azureKeyVaultKms: {
        enabled: true,
        keyId,
        keyVaultNetworkAccess: network,
        ...(vault === undefined ? {} : { keyVaultResourceId: vault }),
      },
    },
  };
}
