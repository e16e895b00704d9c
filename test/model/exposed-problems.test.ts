import { clusters } from '../../lib/core/cluster/presets';
import { restricted } from '../../lib/core/policy/policy';
import { ModelDraft } from '../../lib/model/cluster-model';
import type { Exposed } from '../../lib/model/exposed';
import { exposedProblems } from '../../lib/model/exposed-problems';
import { textFrom } from '../../lib/model/text';
import { placed } from '../renderers/graph';

const ROUTE: Exposed = {
  name: 'web',
  hosts: ['shop.example.com'],
  protocol: 'http',
  port: 8080,
  paths: [{ type: 'PathPrefix', value: '/' }],
  certificate: { secret: 'tls' },
  redirect: true,
  annotations: {},
};
const SHARED = { shared: { name: 'public', namespace: 'gateways' }, certificate: undefined };
const api = { paths: [{ type: 'PathPrefix', value: '/api' }] } as const;

/** A workload by its namespace and name, with its routes. */
type Routed = readonly [place: string, ...routes: Partial<Exposed>[]];

/** What is wrong with workloads of which each has some routes. */
function problemsOf(workloads: readonly Routed[]): string[] {
  const model = new ModelDraft(clusters.kubeadm(), restricted());
  for (const [place, ...routes] of workloads) {
    const [namespace = '', name = ''] = place.split('/');
    const { workload, ...rest } = placed(namespace, name, 8080);
    const exposed = routes.map((route): Exposed => ({ ...ROUTE, ...route }));
    model.workloads.push({ ...rest, workload: { ...workload, exposed } });
  }
  return exposedProblems(model).map(({ field, found }) => `${field}: ${String(found)}`);
}

const grpc = { protocol: 'grpc', paths: [] } as const;
const hosts = (count: number, letter = 'a'): string[] =>
  Array.from({ length: count }, (_, index) => `${letter}${index}.example.com`);

test.each<[string, Routed[], string[]]>([
  ['nothing exposed', [['shop/web'], ['shop/api']], []],
  ['one workload', [['shop/web', {}]], []],
  [
    'two hosts',
    [
      ['shop/web', {}],
      ['shop/api', { hosts: ['api.example.com'] }],
    ],
    [],
  ],
  [
    'two paths',
    [
      ['shop/web', {}],
      ['shop/api', api],
    ],
    [],
  ],
  [
    'one path as a prefix and exactly',
    [
      ['shop/web', {}],
      ['shop/api', { paths: [{ type: 'Exact', value: '/' }] }],
    ],
    [],
  ],
  [
    'one path',
    [
      ['shop/web', {}],
      ['shop/other', api],
      ['shop/api', {}],
    ],
    ['host shop.example.com, PathPrefix /: led to shop/web and to shop/api'],
  ],
  [
    'one path of three workloads',
    [
      ['shop/a', {}],
      ['shop/b', {}],
      ['shop/c', {}],
    ],
    [
      'host shop.example.com, PathPrefix /: led to shop/a and to shop/b',
      'host shop.example.com, PathPrefix /: led to shop/a and to shop/c',
    ],
  ],
  [
    'a path twice in one route',
    [
      ['shop/web', { paths: [...ROUTE.paths, ...ROUTE.paths] }],
      ['shop/api', api],
    ],
    [],
  ],
  [
    'gRPC of two workloads',
    [
      ['shop/web', grpc],
      ['shop/api', grpc],
    ],
    ['host shop.example.com, all calls: led to shop/web and to shop/api'],
  ],
  [
    'gRPC of two hosts',
    [
      ['shop/web', grpc],
      ['shop/api', { ...grpc, hosts: ['api.example.com'] }],
    ],
    [],
  ],
  [
    'gRPC and HTTP, of which a Gateway takes one',
    [
      ['shop/web', {}],
      ['shop/api', grpc],
    ],
    ['host shop.example.com: http of shop/web and grpc of shop/api'],
  ],
  [
    'gRPC and HTTP of one workload',
    [['shop/web', grpc, api]],
    ['host shop.example.com: grpc of shop/web and http of shop/web'],
  ],
  [
    'two namespaces, which says enough',
    [
      ['shop/web', {}],
      ['other/web', { certificate: { secret: 'other' } }],
    ],
    ['host shop.example.com: claimed by shop/web and by other/web'],
  ],
  [
    'two certificates',
    [
      ['shop/web', {}],
      ['shop/api', { ...api, certificate: { secret: 'api' } }],
    ],
    ['host shop.example.com: the certificates tls of shop/web and api of shop/api'],
  ],
  [
    'a certificate that is known later',
    [
      ['shop/web', {}],
      ['shop/api', { ...api, certificate: { secret: textFrom(new Map()) } }],
    ],
    [],
  ],
  [
    'a shared Gateway, which has the certificate',
    [
      ['shop/web', SHARED],
      ['shop/api', { ...SHARED, ...api }],
    ],
    [],
  ],
  ['as many hosts as a Gateway has listeners', [['shop/web', { hosts: hosts(63) }]], []],
  [
    'one host more',
    [
      ['shop/web', { hosts: hosts(32) }],
      ['shop/api', { hosts: hosts(32, 'b') }],
    ],
    ['Gateway of shop: 65 listeners: one for each host, and those for plain HTTP requests'],
  ],
  ['one host more, and no plain HTTP', [['shop/web', { hosts: hosts(64), redirect: false }]], []],
  ['the same hosts, counted once', [['shop/web', { hosts: hosts(40) }, { ...api, hosts: hosts(40) }]], []],
  ['many hosts of others', [['shop/web', { ...SHARED, hosts: hosts(70) }]], []],
  [
    'many hosts of several namespaces',
    [
      ['shop/web', { hosts: hosts(40) }],
      ['other/web', { hosts: hosts(40, 'b') }],
    ],
    [],
  ],
])('%s', (_, workloads, expected) => {
  expect(problemsOf(workloads)).toEqual(expected);
});
