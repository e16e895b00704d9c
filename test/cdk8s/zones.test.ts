import {
  addresses,
  BulwarkError,
  clusters,
  external,
  HardenedApp,
  IsolatedNamespace,
  type IsolatedNamespaceProps,
  internet,
  restricted,
  SecureDeployment,
} from 'bulwark/cdk8s';

type Zone = NonNullable<IsolatedNamespaceProps['zone']>;
type Side = NonNullable<Zone['to']>;

const WEB = { image: 'registry.example.com/shop/web:v1.4.2', port: 8080, probe: 'tcp' } as const;

function newApp(): HardenedApp {
  return new HardenedApp({
    cluster: clusters.kind(),
    policy: restricted({ without: ['image-pinned-to-digest'] }),
  });
}

/** What zones say against routes. */
function problemsOf(app: HardenedApp): readonly string[] {
  try {
    app.synthesize();
    return [];
  } catch (error) {
    if (error instanceof BulwarkError)
      return error.message.split('\n').filter((line) => line.includes('zone.'));
    throw error;
  }
}

/** What is said of one route that leaves the namespace `shop`. */
function leaving(to: Side, open: (web: SecureDeployment, app: HardenedApp) => unknown): string {
  const app = newApp();
  const shop = new IsolatedNamespace(app, 'shop', { zone: { to } });
  open(new SecureDeployment(shop, 'web', WEB), app);
  return problemsOf(app).join('\n');
}

const toApi = (web: SecureDeployment, app: HardenedApp): unknown =>
  web.talksTo(new SecureDeployment(new IsolatedNamespace(app, 'api'), 'api', WEB));
const toInternet = (web: SecureDeployment): unknown => web.talksTo(internet({ ports: [443] }));
const toAddresses = (web: SecureDeployment): unknown =>
  web.talksTo(addresses({ cidr: '192.0.2.64/26', ports: [443] }));
const toPods = (web: SecureDeployment): unknown =>
  web.talksTo(external({ namespace: 'cache', labels: { app: 'redis' }, ports: [6379] }));

describe('a route out of a zone', () => {
  test.each<[string, Side, typeof toApi]>([
    ['another namespace', { namespaces: ['api'] }, toApi],
    ['the internet', { entities: ['internet'] }, toInternet],
    ['a range in a larger one', { cidrs: ['192.0.2.0/24'] }, toAddresses],
    ['pods of others', { namespaces: ['cache'] }, toPods],
  ])('to %s is an error unless the zone holds it', (_what, side, open) => {
    expect(leaving(side, open)).toBe('');
    expect(leaving({}, open)).toMatch(/route from shop\/web to .*, to: .*zone\.to of shop/);
  });

  test.each<[string, Side, typeof toApi]>([
    ['a namespace whose name begins so', { namespaces: ['ap', 'api2'] }, toApi],
    ['a range that holds a part of it', { cidrs: ['192.0.2.64/27'] }, toAddresses],
    ['the internet, which is no range', { entities: ['internet'] }, toAddresses],
  ])('is not held by %s', (_what, side, open) => {
    expect(leaving(side, open)).toMatch(/zone\.to of shop/);
  });

  test('is found from the other end, and once', () => {
    const app = newApp();
    const [shop, vault] = [
      new IsolatedNamespace(app, 'shop'),
      new IsolatedNamespace(app, 'vault', { zone: { from: {} } }),
    ];
    new SecureDeployment(shop, 'web', WEB).talksTo(new SecureDeployment(vault, 'keys', WEB));
    expect(problemsOf(app).filter((problem) => problem.includes('zone.from of vault'))).toHaveLength(1);
  });

  test('inside of a namespace there are none', () => {
    const app = newApp();
    const shop = new IsolatedNamespace(app, 'shop', { zone: { from: {}, to: {} } });
    new SecureDeployment(shop, 'web', WEB).talksTo(new SecureDeployment(shop, 'api', WEB));
    expect(problemsOf(app)).toEqual([]);
  });
});

/** The expressions that hold NetworkPolicies of the namespace `shop`. */
function expressions(zone: Zone): string[] {
  const app = newApp();
  new IsolatedNamespace(app, 'shop', { zone });
  const objects = app.synthesize().files.flatMap((file) => file.objects);
  const found = objects.find(
    ({ kind, metadata }) =>
      kind === 'ValidatingAdmissionPolicy' && Object(metadata).name === 'networkpolicies.shop.bulwark.dev',
  );
  const validations: { expression: string }[] = Object(found?.spec).validations ?? [];
  return validations.map(({ expression }) => expression);
}

const OWN = '!has(peer.ipBlock) && !has(peer.namespaceSelector)';
const NAME = 'peer.?namespaceSelector.?matchLabels[?"kubernetes.io/metadata.name"].orValue("")';

test('NetworkPolicies are held to the zone: rules without peers, and namespaces by other labels, are outside', () => {
  expect(expressions({ from: { namespaces: ['web'], cidrs: ['192.0.2.0/24'] } })).toEqual([
    'object.spec.?ingress.orValue([]).all(rule, rule.?from.orValue([]).size() > 0 && rule.?from.orValue([]).all(peer, ' +
      `(${OWN} || ${NAME} in ["shop", "web"] || has(peer.ipBlock) && cidr("192.0.2.0/24").containsCIDR(peer.ipBlock.cidr))))`,
  ]);
  const [egress] = expressions({ to: {} });
  expect(egress).toContain(`${NAME} == "kube-system"`);
  expect(expressions({})).toEqual([]);
});
