import * as pulumi from '@pulumi/pulumi';
import { HardenedApp, SecureDeployment, secret, Tenant } from '../../lib/pulumi';
import { renderPulumi } from '../../lib/pulumi/render/render';
import { at, objectOf, POLICY, WEB } from './support';

test('the store of one of its namespaces may come from another resource', async () => {
  const rendering = await renderPulumi(() => {
    const app = new HardenedApp('app', { policy: POLICY, today: '2026-11-21' });
    const google = { project: pulumi.output('shop-prod'), serviceAccount: 'secret-reader' };
    const annotations = { 'example.com/docs': pulumi.output('shop') };
    const namespaces = { web: { share: 60, secretStore: { google }, annotations }, batch: { share: 40 } };
    const team = new Tenant('shop', { owner: 'team-shop', namespaces }, { parent: app });
    const [first, second] = team.namespaces;
    expect([first?.name, second?.name]).toEqual(['shop-web', 'shop-batch']);
    const files = { '/run/secrets/db': secret('db', ['password']) };
    new SecureDeployment('web', { ...WEB, files }, { parent: team.namespace('web') });
  });
  const store = objectOf(rendering, 'SecretStore');
  expect(at(store, 'metadata.namespace')).toBe('shop-web');
  expect(at(store, 'spec.provider.gcpsm.projectID')).toBe('shop-prod');
  expect(
    Object(at(objectOf(rendering, 'Namespace', 'shop-web'), 'metadata.annotations'))['example.com/docs'],
  ).toBe('shop');
});
