import * as pulumi from '@pulumi/pulumi';
import {
  HardenedApp,
  IsolatedNamespace,
  override,
  restricted,
  SecureDeployment,
  type Waiver,
  waive,
} from '../../lib/pulumi';
import { renderPulumi } from '../../lib/pulumi/render/render';
import { at, containerOf, failureOf, IMAGE, inShop, objectOf, POLICY, WEB } from './support';

const WAIVER: Waiver = {
  control: 'image-pinned-to-digest',
  reason: 'the release job writes the digest into the manifest',
  owner: 'team-shop',
  expires: '2027-02-01',
};
const TAGGED = { ...WEB, image: 'registry.example.com/team/app:v1.0.0' };

class Group extends pulumi.ComponentResource {
  constructor(name: string) {
    super('example:index:Group', name);
  }
}

describe('an app', () => {
  it('is made whole or not at all', async () => {
    const made: string[] = [];
    const program = (image: string) => (): void => {
      pulumi.runtime.registerStackTransformation(({ resource, type }) => {
        if (type.startsWith('kubernetes:')) {
          setImmediate(() => pulumi.output(resource.urn).apply((urn) => made.push(urn)));
        }
        return undefined;
      });
      const app = new HardenedApp('app', { policy: POLICY, today: '2026-11-21' });
      const shop = new IsolatedNamespace('shop', {}, { parent: app });
      new SecureDeployment('good', WEB, { parent: shop });
      new SecureDeployment('bad', { ...WEB, image }, { parent: shop });
    };
    const failure = await failureOf(renderPulumi(program(TAGGED.image)));
    expect(failure).toMatch(
      /^one finding; nothing was made\n {2}- image-pinned-to-digest at app\/shop\/bad \(Deployment shop\/bad/,
    );
    expect(made).toEqual([]);
    await renderPulumi(program(IMAGE));
    expect(made.length).toBeGreaterThan(10);
  });

  it('tells what is wrong without a stack', async () => {
    const thrown: unknown = await inShop(
      (shop) => new SecureDeployment('web', TAGGED, { parent: shop }),
    ).catch((error: unknown) => error);
    expect(pulumi.RunError.isInstance(thrown)).toBe(true);
    const refused: unknown = await inShop(
      (shop) => new SecureDeployment('web', { ...WEB, port: 80 }, { parent: shop }),
    ).catch((error: unknown) => error);
    expect(pulumi.RunError.isInstance(refused)).toBe(true);
  });

  it.each<[string, (shop: IsolatedNamespace, app: HardenedApp) => void]>([
    ['the workload', (shop) => waive(new SecureDeployment('web', TAGGED, { parent: shop }), WAIVER)],
    ['its args', (shop) => new SecureDeployment('web', { ...TAGGED, waivers: [WAIVER] }, { parent: shop })],
    [
      'its Deployment',
      (shop) => waive(new SecureDeployment('web', TAGGED, { parent: shop }).deployment, WAIVER),
    ],
    [
      'the namespace',
      (shop) => {
        new SecureDeployment('web', TAGGED, { parent: shop });
        waive(shop, WAIVER);
      },
    ],
    [
      'the app',
      (shop, app) => {
        waive(app, WAIVER);
        new SecureDeployment('web', TAGGED, { parent: shop });
      },
    ],
  ])('takes a waiver on %s', async (_, say) => {
    const rendering = await inShop(say);
    const annotations = at(objectOf(rendering, 'Deployment'), 'metadata.annotations');
    expect(annotations).toMatchObject({
      'bulwark.dev/waived': 'image-pinned-to-digest until 2027-02-01, liveness-probe',
    });
    expect(at(containerOf(rendering, 'web'), 'image')).toBe(TAGGED.image);
  });

  it.each<[string, Partial<Waiver>, RegExp]>([
    ['expired', { expires: '2026-11-21' }, /waiver-invalid.*expired on 2026-11-21/],
    ['too short a reason', { reason: 'because' }, /waiver-invalid.*7 characters/],
    ['too long', { expires: '2028-02-01' }, /waiver-invalid.*runs for \d+ days/],
    ['unused', { control: 'no-host-network' }, /waiver-unused.*'no-host-network'/],
  ])('refuses a waiver that is %s', async (_, change, message) => {
    const failure = await failureOf(
      inShop(
        (shop) =>
          new SecureDeployment('web', { ...WEB, waivers: [{ ...WAIVER, ...change }] }, { parent: shop }),
      ),
    );
    expect(failure).toMatch(message);
  });

  it('lets no argument and no waiver refuse what the policy locks', async () => {
    const policy = restricted({ locked: ['pod-anti-affinity'] });
    const args = {
      ...WEB,
      spread: 'optOut',
      waivers: [{ ...WAIVER, control: 'pod-anti-affinity' }],
    } as const;
    const failure = await failureOf(
      inShop((shop) => new SecureDeployment('web', args, { parent: shop }), { policy }),
    );
    expect(failure).toMatch(
      /pod-anti-affinity at .*locks this control.*the workload opts out: spread: 'optOut'/,
    );
    expect(failure).toMatch(/waiver-invalid at app\/shop\/web: .*is locked by the policy/);
    expect(failure).not.toMatch(/Or waive|…at least/);
  });

  it('refuses an unused waiver on a resource that has no object', async () => {
    const failure = await failureOf(
      inShop((shop) => {
        class Empty extends pulumi.ComponentResource {}
        waive(new Empty('example:index:Empty', 'empty', {}, { parent: shop }), WAIVER);
      }),
    );
    expect(failure).toMatch(/waiver-unused/);
  });

  it('refuses a waiver where nothing of ours stands, also beside every app', async () => {
    const failure = await failureOf(renderPulumi(() => waive(new Group('group'), WAIVER)));
    expect(failure).toMatch(/waiver-unused/);
  });

  it('takes a waiver above the app for one of the app', async () => {
    const program = (image: string) => (): void => {
      const group = new Group('group');
      waive(group, WAIVER);
      const app = new HardenedApp('app', { policy: POLICY, today: '2026-11-21' }, { parent: group });
      new SecureDeployment(
        'web',
        { ...WEB, image },
        { parent: new IsolatedNamespace('shop', {}, { parent: app }) },
      );
    };
    const { manifests } = await renderPulumi(program(TAGGED.image));
    expect(manifests.length).toBeGreaterThan(5);
    expect(await failureOf(renderPulumi(program(IMAGE)))).toMatch(/^one finding.*waiver-unused/s);
  });

  it('judges what an override sets, and takes it with its waiver', async () => {
    const edits = [
      { path: 'spec.template.spec.containers[web].securityContext.readOnlyRootFilesystem', value: false },
    ];
    const broken = (waiver: Waiver): Promise<unknown> =>
      inShop((shop) => override(new SecureDeployment('web', WEB, { parent: shop }), edits, waiver));
    const waiver = { ...WAIVER, control: 'read-only-root-filesystem' as const };
    expect(await failureOf(broken(WAIVER))).toMatch(/read-only-root-filesystem at app\/shop\/web/);
    const rendering = await inShop((shop) =>
      override(new SecureDeployment('web', WEB, { parent: shop }), edits, waiver),
    );
    expect(at(containerOf(rendering, 'web'), 'securityContext.readOnlyRootFilesystem')).toBe(false);
  });

  it('refuses an override that leads nowhere, or has nothing to change', async () => {
    const at =
      (path: string) =>
      (shop: IsolatedNamespace): void =>
        override(new SecureDeployment('web', WEB, { parent: shop }), [{ path, value: 1 }], WAIVER);
    expect(await failureOf(inShop(at('spec.template.spec.containers[other].image')))).toMatch(
      /leads nowhere/,
    );
    expect(await failureOf(inShop(at('immutable')))).toMatch(
      /override at app\/shop\/web: found immutable, which Pulumi knows already/,
    );
    expect(await failureOf(inShop((shop) => override(shop, [], WAIVER)))).toMatch(
      /app\/shop has no object of its own/,
    );
  });

  it.each<[string, string, unknown, Waiver['control'], string]>([
    [
      'a label',
      'metadata.labels["app.kubernetes.io/managed-by"]',
      'me',
      'common-labels',
      'metadata.labels["app.kubernetes.io/managed-by"]',
    ],
    [
      'a label that is removed',
      'metadata.labels["app.kubernetes.io/managed-by"]',
      undefined,
      'common-labels',
      'metadata.labels["app.kubernetes.io/managed-by"]',
    ],
    [
      'a label that is known later',
      'metadata.labels.tier',
      pulumi.output('front'),
      'common-labels',
      'metadata.labels.tier',
    ],
    ['a finalizer', 'metadata.finalizers', ['example.com/keep'], 'common-labels', 'metadata.finalizers[0]'],
    ['the kind', 'kind', 'DaemonSet', 'common-labels', 'kind'],
  ])(
    'refuses an override of %s, which is registered already, and makes nothing',
    async (_, path, value, control, found) => {
      const failure = await failureOf(
        inShop((shop) =>
          override(new SecureDeployment('web', WEB, { parent: shop }), [{ path, value }], {
            ...WAIVER,
            control,
          }),
        ),
      );
      expect(failure).toContain(`override at app/shop/web: found ${found}, which Pulumi knows already`);
      expect(failure).toContain('one problem; nothing was made');
    },
  );

  it('takes an override of annotations', async () => {
    const rendering = await inShop((shop) => {
      const web = new SecureDeployment('web', WEB, { parent: shop });
      const edits = [
        { path: 'metadata.annotations.note', value: 'seen' },
        { path: 'spec.template.spec.containers[web].securityContext.readOnlyRootFilesystem', value: false },
      ];
      override(web, edits, { ...WAIVER, control: 'read-only-root-filesystem' });
    });
    expect(at(objectOf(rendering, 'Deployment'), 'metadata.annotations.note')).toBe('seen');
  });

  it.each<[string, unknown]>([
    ['at once', true],
    ['later', pulumi.output(true)],
  ])('refuses a waived field that the namespace does not admit, known %s', async (_, value) => {
    const edits = [{ path: 'spec.template.spec.hostNetwork', value }];
    const waiver: Waiver = { ...WAIVER, control: 'no-host-network' };
    const failure = await failureOf(
      inShop((shop) => override(new SecureDeployment('web', WEB, { parent: shop }), edits, waiver)),
    );
    expect(failure).toMatch(/waiver-not-admitted at app\/shop\/web/);
  });

  it('refuses a waiver that suppresses nothing, as is known later', async () => {
    const args = { ...WEB, image: pulumi.output(IMAGE), waivers: [WAIVER] };
    const failure = await failureOf(inShop((shop) => new SecureDeployment('web', args, { parent: shop })));
    expect(failure).toMatch(/waiver-unused.*'image-pinned-to-digest'/);
    const image = pulumi.output(TAGGED.image);
    const rendering = await inShop(
      (shop) => new SecureDeployment('web', { ...args, image }, { parent: shop }),
    );
    expect(at(containerOf(rendering, 'web'), 'image')).toBe(TAGGED.image);
  });

  it('keeps two apps apart', async () => {
    const program = (): void => {
      const one = new HardenedApp('one', { policy: POLICY, today: '2026-11-21' });
      const two = new HardenedApp('two', { policy: POLICY, today: '2026-11-21', waivers: [WAIVER] });
      new SecureDeployment('a', WEB, { parent: new IsolatedNamespace('a', {}, { parent: one }) });
      new SecureDeployment('b', TAGGED, { parent: new IsolatedNamespace('b', {}, { parent: two }) });
    };
    const { manifests } = await renderPulumi(program);
    expect(manifests.filter(({ kind }) => kind === 'Deployment')).toHaveLength(2);
  });
});
