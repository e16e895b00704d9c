import { Pod } from '@pulumi/kubernetes/core/v1/pod';
import { runtime } from '@pulumi/pulumi';
import { HardenedApp, hardenTransformation, IsolatedNamespace, SecureDeployment } from '../../../lib/pulumi';
import { renderPulumi } from '../../../lib/pulumi/render/render';
import { failureOf, POLICY, WEB } from '../support';

const TODAY = '2026-11-21';

/** A program whose transformation meets components of ours, and what else is below them. */
const program = (beside: (web: SecureDeployment) => void) => (): void => {
  runtime.registerStackTransformation(hardenTransformation({ policy: POLICY, today: TODAY }));
  const app = new HardenedApp('app', { policy: POLICY, today: TODAY });
  const shop = new IsolatedNamespace('shop', {}, { parent: app });
  beside(new SecureDeployment('web', WEB, { parent: shop }));
};

describe('a transformation over components of ours', () => {
  it('leaves their objects as they are', async () => {
    const plain = await renderPulumi(() => {
      const app = new HardenedApp('app', { policy: POLICY, today: TODAY });
      new SecureDeployment('web', WEB, { parent: new IsolatedNamespace('shop', {}, { parent: app }) });
    });
    expect((await renderPulumi(program(() => undefined))).manifests).toEqual(plain.manifests);
  });

  it.each([
    ['with no metadata', undefined],
    ['with our label', { labels: { 'app.kubernetes.io/managed-by': 'bulwark' } }],
  ])('judges what others put below them, %s', async (_, metadata) => {
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const evil = { hostNetwork: true, containers: [{ name: 'a', image: 'b' }] };
    const failure = await failureOf(
      renderPulumi(program((web) => void new Pod('evil', { metadata, spec: evil }, { parent: web }))),
    );
    // The judgement of the whole program comes after it failed.
    while (!said.mock.calls.flat().join().includes('network-policy-covers')) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    said.mockRestore();
    expect(failure).toMatch(/image-pinned-to-digest at evil \(Pod evil/);
  });
});
