import { aksEncryption, eksEncryption, gkeEncryption } from '../../../lib/core/cluster/managed-encryption';

const ARN = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const NAME = 'projects/shop-prod/locations/europe-west3/keyRings/gke/cryptoKeys/secrets';
const ID = 'https://shop.vault.azure.net/keys/secrets/0123456789abcdef0123456789abcdef';
const VAULT = '/subscriptions/1/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/shop';

test('each cloud gets the key in its own words', () => {
  expect(eksEncryption({ keyArn: ARN })).toEqual({
    encryptionConfig: { provider: { keyArn: ARN }, resources: ['secrets'] },
  });
  expect(gkeEncryption({ keyName: NAME })).toEqual({
    databaseEncryption: { state: 'ENCRYPTED', keyName: NAME },
  });
  expect(aksEncryption({ keyId: ID })).toEqual({
    securityProfile: { azureKeyVaultKms: { enabled: true, keyId: ID, keyVaultNetworkAccess: 'Public' } },
  });
  expect(aksEncryption({ keyId: ID, vault: VAULT }).securityProfile.azureKeyVaultKms).toEqual({
    enabled: true,
    keyId: ID,
    keyVaultNetworkAccess: 'Private',
    keyVaultResourceId: VAULT,
  });
});

test.each<[string, () => unknown]>([
  ['a role', () => eksEncryption({ keyArn: 'arn:aws:iam::123456789012:role/shop' })],
  ['nothing', () => eksEncryption({ keyArn: '' })],
  ['a version of a key of Google', () => gkeEncryption({ keyName: `${NAME}/cryptoKeyVersions/1` })],
  ['a short name', () => gkeEncryption({ keyName: 'secrets' })],
  ['a key without its version', () => aksEncryption({ keyId: ID.slice(0, -33) })],
  ['plain HTTP', () => aksEncryption({ keyId: ID.replace('https', 'http') })],
  ['a vault that is none', () => aksEncryption({ keyId: ID, vault: 'shop' })],
])('%s is refused', (_what, make) => {
  expect(make).toThrow(/one problem[\s\S]*Fix:/);
});
