import { SecureDeployment, sopsSecret } from '../../lib/pulumi';
import { at, inShop, objectOf, WEB } from './support';

const encrypted = `ENC[AES256_GCM,data:YQ==,iv:${Buffer.alloc(32).toString('base64')},tag:${Buffer.alloc(16).toString('base64')},type:str]`;
const DOCUMENT = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'db', namespace: 'shop' },
  stringData: { password: encrypted },
  sops: { age: [{ recipient: 'age1', enc: '' }], mac: encrypted },
};

test('a Secret that SOPS has encrypted is named by workloads, and no resource: nothing would decrypt it', async () => {
  const rendering = await inShop((shop) => {
    const files = { '/run/secrets/db': sopsSecret(DOCUMENT) };
    return new SecureDeployment('web', { ...WEB, files }, { parent: shop });
  });
  expect(rendering.manifests.filter(({ kind }) => kind === 'Secret')).toEqual([]);
  const web = objectOf(rendering, 'Deployment', 'web');
  expect(at(web, 'spec.template.spec.volumes')).toContainEqual(
    expect.objectContaining({ secret: expect.objectContaining({ secretName: 'db' }) }),
  );
});
