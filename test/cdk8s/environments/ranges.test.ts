import {
  addresses,
  clusters,
  environments,
  type HardenedApp,
  IsolatedNamespace,
  internet,
  SecureDeployment,
} from 'bulwark/cdk8s';
import { at, TODAY, WEB } from '../support';

const cluster = clusters.kubeadm();
const CODE = '192.0.2.0/24';

/** A workload that talks to addresses in every way that names some. */
function build(app: HardenedApp): void {
  const zone = { to: { cidrs: [CODE, '203.0.113.0/24'] } };
  const shop = new IsolatedNamespace(app, 'shop', { zone });
  const web = new SecureDeployment(shop, 'web', WEB);
  web.talksTo(addresses({ cidr: CODE, except: ['192.0.2.8/29'], ports: [443] }));
  web.talksTo(addresses({ cidr: '192.0.2.64/26', ports: [5432] }));
  web.talksTo(internet({ cidrs: ['203.0.113.0/24'], ports: [443] }));
}

function blocks(cidrs?: Readonly<Record<string, string>>, more: object = {}): Record<string, unknown> {
  const prod = { cluster, ...(cidrs === undefined ? {} : { cidrs }), ...more };
  const made = environments(build, { staging: { cluster }, prod }, { today: TODAY }).synthesize();
  return Object.fromEntries(
    [...made.environments].map(([name, { files }]) => {
      const egress = files
        .flatMap(({ objects }) => [...objects])
        .filter(({ kind, metadata }) => kind === 'NetworkPolicy' && at(metadata, 'name') === 'web')
        .flatMap(({ spec }) => Object.values(Object(at(spec, 'egress'))))
        .flatMap((rule) => Object.values(Object(at(rule, 'to'))))
        .map((peer) => at(peer, 'ipBlock'))
        .filter((block) => block !== undefined);
      return [name, egress];
    }),
  );
}

const AS_IN_CODE = [
  { cidr: CODE, except: ['192.0.2.8/29'] },
  { cidr: '192.0.2.64/26' },
  { cidr: '203.0.113.0/24' },
];

test('peers and zones have the ranges of the environment', () => {
  const { staging, prod } = blocks({
    [CODE]: '198.51.100.0/24',
    '192.0.2.8/29': '198.51.100.8/29',
    '192.0.2.64/26': '198.51.100.64/26',
    '203.0.113.0/24': '8.8.8.0/24',
  });
  expect(staging).toEqual(expect.arrayContaining(AS_IN_CODE));
  expect(prod).toEqual([
    { cidr: '198.51.100.0/24', except: ['198.51.100.8/29'] },
    { cidr: '198.51.100.64/26' },
    { cidr: '8.8.8.0/24' },
  ]);
});

test('two ranges may change places: each is looked up once', () => {
  const { prod } = blocks({
    [CODE]: '203.0.113.0/24',
    '203.0.113.0/24': CODE,
    '192.0.2.8/29': '203.0.113.8/29',
  });
  expect(prod).toEqual(
    expect.arrayContaining([{ cidr: '203.0.113.0/24', except: ['203.0.113.8/29'] }, { cidr: CODE }]),
  );
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  [
    'one that the code does not have',
    { '192.0.2.0/25': CODE },
    'cidrs["192.0.2.0/25"]: found "192.0.2.0/25"; needs a range of addresses of the code',
  ],
  ['no range', { [CODE]: 'everywhere' }, `cidrs["${CODE}"]: found "everywhere"; needs a range of addresses`],
  ['no range of the code', { office: CODE }, 'cidrs["office"]: found "office"; needs a range of addresses'],
  [
    'what is left out elsewhere',
    { [CODE]: '198.51.100.0/24' },
    'cidrs.except: found 192.0.2.8/29; needs a smaller range inside of 198.51.100.0/24',
  ],
  ['one outside of the zone', { '192.0.2.64/26': '10.9.0.0/24' }, 'zone'],
  [
    'a private range for the internet',
    { '203.0.113.0/24': '10.0.0.0/8' },
    'needs a range with public addresses',
  ],
  ['all addresses', { '192.0.2.64/26': '0.0.0.0/0' }, 'zone'],
])('%s is refused', (_, cidrs, message) => {
  expect(() => blocks(cidrs)).toThrow(message);
});

test('a range that is open to everybody is found, as it is in code', () => {
  const open = (app: HardenedApp): void => {
    const web = new SecureDeployment(new IsolatedNamespace(app, 'shop'), 'web', WEB);
    web.talksTo(addresses({ cidr: CODE, ports: [443] }));
  };
  const made = environments(
    open,
    { staging: { cluster }, prod: { cluster, cidrs: { [CODE]: '0.0.0.0/0' } } },
    { today: TODAY },
  ).synthesize();
  const controls = (name: string): unknown[] => [
    ...new Set((made.environments.get(name)?.judgement.findings ?? []).map(({ control }) => control)),
  ];
  expect(controls('staging')).toEqual([]);
  expect(controls('prod')).toContain('no-open-egress');
});
