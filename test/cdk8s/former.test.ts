import { clusters, HardenedApp, IsolatedNamespace, restricted, SecureDeployment } from 'bulwark/cdk8s';

const WEB = {
  image: `registry.example.com/shop/web:v1.4.2@sha256:${'0123456789abcdef'.repeat(4)}`,
  port: 8080,
  probe: 'tcp',
} as const;

function objects(
  space: ConstructorParameters<typeof IsolatedNamespace>[2],
  props: Partial<ConstructorParameters<typeof SecureDeployment>[2]>,
): unknown {
  const app = new HardenedApp({
    cluster: clusters.kind(),
    policy: restricted({ without: ['resource-quota', 'object-count-quota', 'priority-class-set'] }),
  });
  const shop = new IsolatedNamespace(app, 'shop', space);
  new SecureDeployment(shop, 'web', { ...WEB, ...props });
  return shop.toJson();
}

test('the former spellings of an opt-out do what that of today does, with a note for each', () => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  try {
    const former = objects(
      { quota: false, cpuLimits: 'refused' },
      {
        seLinux: false,
        spread: false,
        ndots: false,
        priorityClass: false,
        resources: { cpuLimit: 'refused' },
        lifecycle: { preStop: 'none' },
        sidecars: [{ name: 'log', image: WEB.image, resources: { cpuLimit: 'refused' } }],
      },
    );
    expect(warn.mock.calls.map(([text]) => String(text))).toEqual([
      "bulwark: shop: quota: false is read until 1.0: write quota: 'optOut'",
      `bulwark: shop: cpuLimits: "refused" is read until 1.0: write cpuLimits: 'optOut'`,
      ...['seLinux', 'spread', 'ndots', 'priorityClass'].map(
        (prop) => `bulwark: shop/web: ${prop}: false is read until 1.0: write ${prop}: 'optOut'`,
      ),
      `bulwark: shop/web: resources.cpuLimit: "refused" is read until 1.0: write resources.cpuLimit: 'optOut'`,
      `bulwark: shop/web: lifecycle.preStop: "none" is read until 1.0: write lifecycle.preStop: 'optOut'`,
      `bulwark: shop/web: sidecars[0].resources.cpuLimit: "refused" is read until 1.0: write sidecars[0].resources.cpuLimit: 'optOut'`,
    ]);
    warn.mockClear();
    const now = objects(
      { quota: 'optOut', cpuLimits: 'optOut' },
      {
        seLinux: 'optOut',
        spread: 'optOut',
        ndots: 'optOut',
        priorityClass: 'optOut',
        resources: { cpuLimit: 'optOut' },
        lifecycle: { preStop: 'optOut' },
        sidecars: [{ name: 'log', image: WEB.image, resources: { cpuLimit: 'optOut' } }],
      },
    );
    expect(now).toEqual(former);
    expect(warn).not.toHaveBeenCalled();
  } finally {
    warn.mockRestore();
  }
});

test('a PriorityClass may be named none', () => {
  expect(JSON.stringify(objects({}, { priorityClass: 'none' }))).toContain('"priorityClassName":"none"');
});
