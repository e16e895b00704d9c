import { clusters, HardenedApp, IsolatedNamespace, SecureDeployment } from 'bulwark/cdk8s';
import { WEB } from './support';

const CLUSTER = clusters.kubeadm({
  gateway: { namespace: 'gateways', labels: { 'app.kubernetes.io/name': 'envoy' } },
  gatewayApi: { class: 'envoy' },
});
const HOST = { host: 'shop.example.com', certificate: { issuer: 'letsencrypt' } } as const;
const TLS = { certificate: HOST.certificate };

const hosts = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `h${index}.example.com`);
const paths = (count: number): string[] => Array.from({ length: count }, (_, index) => `/p${index}`);

/** What is wrong with props; nothing where a workload takes them. */
function refusal(expose: object, props: object = {}): string {
  const shop = new IsolatedNamespace(new HardenedApp({ today: '2026-11-21', cluster: CLUSTER }), 'shop');
  try {
    new SecureDeployment(shop, 'web', { ...WEB, ...props, ...{ expose } });
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

// 253 characters are the most that the DNS has for a name, 63 for a part of it.
const LONG = `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.`;

test.each<[string, object]>([
  ['a name of two parts', { ...HOST, host: 'example.com' }],
  ['the longest name', { ...HOST, host: `${LONG}${'d'.repeat(61)}` }],
  ['digits in front', { ...HOST, host: '1.example.com' }],
  ['Punycode', { ...HOST, host: 'xn--lden-loa.example.com' }],
  ['sixteen hosts', { ...TLS, hosts: hosts(16) }],
  ['one host in a list', { ...TLS, hosts: ['a.example.com'] }],
  ['eight paths', { ...HOST, paths: paths(8) }],
  ['the longest path', { ...HOST, paths: [`/${'a'.repeat(1023)}`] }],
  ['dots that lead nowhere', { ...HOST, paths: ['/a..b', '/.well-known', '/a.', '/%20'] }],
  ['a time-out of several units', { ...HOST, timeout: '1h30m10s500ms' }],
  [
    'a shared Gateway',
    { host: 'a.b', gateway: { name: 'public', namespace: 'gateways', listener: 'https' } },
  ],
  ['an annotation', { ...HOST, annotations: { 'Example.com/a': 'b' } }],
])('%s is taken', (_, expose) => {
  expect(refusal(expose)).toBe('');
});

test.each<[string, object, RegExp, object?]>([
  ['a name that is too long', { ...HOST, host: `${LONG}${'d'.repeat(62)}` }, /needs at most 253 characters/],
  ['seventeen hosts', { ...TLS, hosts: hosts(17) }, /expose\.hosts: found 17; needs at most 16 hosts/],
  ['no hosts', { ...TLS, hosts: [] }, /needs host, or hosts with at least one/],
  ['nine paths', { ...HOST, paths: paths(9) }, /expose\.paths: found 9; needs at most 8 paths/],
  ['a path that is too long', { ...HOST, paths: [`/${'a'.repeat(1024)}`] }, /expose\.paths\[0\]: found/],
  [
    'paths with what is no part of one',
    { ...HOST, paths: ['/a b', '/a?b', '/ä', '/%zz', '/a/.'] },
    /paths\[0\].*\n.*paths\[1\].*\n.*paths\[2\].*\n.*paths\[3\].*\n.*paths\[4\]/,
  ],
  ['a time-out of five units', { ...HOST, timeout: '1h1m1s1ms1s' }, /expose\.timeout: found/],
  ['a time-out of a day', { ...HOST, timeout: '1d' }, /expose\.timeout: found "1d"/],
  [
    'a Gateway that there cannot be',
    { host: 'a.b', gateway: { name: 'A', namespace: 'B', listener: 'C' } },
    /gateway\.name: found "A".*\n.*gateway\.namespace: found "B".*\n.*gateway\.listener: found "C"/,
  ],
  ['a key of an annotation', { ...HOST, annotations: { 'a b': 'c' } }, /annotations\["a b"\]: found "a b"/],
  [
    'a Secret that there cannot be',
    { host: 'a.b', certificate: { secret: 'A' } },
    /certificate\.secret: found "A"/,
  ],
  [
    'an issuer that there cannot be',
    { host: 'a.b', certificate: { issuer: 'A' } },
    /certificate\.issuer: found "A"/,
  ],
  [
    'a port that speaks UDP',
    { ...HOST, port: 'dns' },
    /expose\.port: found "UDP"; needs a port that speaks TCP/,
    {
      port: undefined,
      ports: [
        { container: 8080, name: 'http' },
        { container: 5353, name: 'dns', protocol: 'UDP' },
      ],
    },
  ],
  [
    'gRPC and HTTP, which want other things',
    [
      { ...HOST, protocol: 'grpc', timeout: '1s' },
      { ...HOST, host: 'b.example.com', timeout: '1' },
    ],
    /expose\[0\]\.timeout: .*no time-out.*\n.*expose\[1\]\.timeout: found "1"/,
  ],
])('%s is refused', (_, expose, message, ...[props]) => {
  expect(refusal(expose, props)).toMatch(message);
});
