import { each, type Generator, grid, REMOVED } from '../cases';
import { names } from './metadata';
import { clusterWide, namespaced } from './namespaced';

const backend = { service: { name: 'web', port: { number: 80 } } };
const HOSTS = [
  'a.example.com',
  '*.example.com',
  '*',
  '*.',
  'a.*.com',
  'A.example.com',
  '10.0.0.1',
  'fd00::1',
  '',
  'a_b.example.com',
  '*.*.example.com',
  'a'.repeat(254),
  `*.${'a'.repeat(253)}`,
];
const PATHS = [
  '/',
  '',
  'x',
  '/a//b',
  '/a/./b',
  '/a/../b',
  '/a/..',
  '/a/.',
  '/%2f',
  '/%2F',
  '/ok',
  '/a?b',
  '//',
];
const NAMED = ['', 'Upper', 'a.b', 'a/b', '1a', 'a%b', '..', 'a'.repeat(64), 'x'];

export const ingress: Generator = {
  bases: {
    ingress: namespaced('networking.k8s.io/v1', 'Ingress', {
      spec: {
        ingressClassName: 'nginx',
        defaultBackend: { resource: { apiGroup: 'example.com', kind: 'Bucket', name: 'static' } },
        tls: [{ hosts: ['a.example.com', '*.example.com'], secretName: 'cert' }],
        rules: [
          {
            host: 'a.example.com',
            http: {
              paths: [
                { path: '/', pathType: 'Prefix', backend },
                {
                  path: '/x',
                  pathType: 'ImplementationSpecific',
                  backend: { service: { name: 'web', port: { name: 'http' } } },
                },
              ],
            },
          },
          { host: '*.example.com' },
        ],
      },
    }),
    'default ingress': namespaced('networking.k8s.io/v1', 'Ingress', { spec: { defaultBackend: backend } }),
    'annotated ingress': namespaced('networking.k8s.io/v1', 'Ingress', {
      metadata: {
        name: 'web',
        namespace: 'default',
        annotations: { 'kubernetes.io/ingress.class': 'nginx' },
      },
      spec: { defaultBackend: backend },
    }),
    'ingress class': clusterWide('networking.k8s.io/v1', 'IngressClass', {
      spec: {
        controller: 'example.com/ingress',
        parameters: {
          apiGroup: 'example.com',
          kind: 'Parameters',
          name: 'x',
          scope: 'Namespace',
          namespace: 'default',
        },
      },
    }),
  },
  changes: {
    ingress: [
      ...names,
      ...each('spec.rules[0].host', HOSTS),
      ...grid(['spec.tls[0].hosts[0]'], HOSTS),
      ...each('spec.tls[0].secretName', ['', 'Upper', 'a.b', 'a_b', 'a'.repeat(254)]),
      ...['Exact', 'Prefix', 'ImplementationSpecific', 'x', ''].flatMap((pathType) =>
        PATHS.map((path) => ({
          'spec.rules[0].http.paths[0].pathType': pathType,
          'spec.rules[0].http.paths[0].path': path,
        })),
      ),
      { 'spec.rules[0].http.paths[0].pathType': REMOVED },
      ...each('spec.rules[0].http.paths', [[], [{}], [{ pathType: 'Prefix', path: '/' }]]),
      ...each('spec.rules', [[], [{}], [{ host: 'x' }], [{ http: {} }]]),
      ...each('spec.rules[0].http.paths[0].backend', [
        {},
        { service: {} },
        { service: { name: 'a' } },
        { service: { name: 'a', port: {} } },
        { service: { name: 'a', port: { name: 'x', number: 1 } } },
        { resource: {} },
        { resource: { kind: 'A', name: 'b' } },
        { ...backend, resource: { kind: 'A', name: 'b' } },
      ]),
      ...each('spec.rules[0].http.paths[0].backend.service.name', NAMED),
      ...each('spec.rules[0].http.paths[0].backend.service.port.number', [0, -1, 65_536, 1]),
      ...each('spec.rules[0].http.paths[1].backend.service.port.name', [
        '',
        'HTTP',
        'a--b',
        'a'.repeat(16),
        '1',
        'a-',
      ]),
      ...grid(
        [
          'spec.defaultBackend.resource.kind',
          'spec.defaultBackend.resource.name',
          'spec.defaultBackend.resource.apiGroup',
        ],
        NAMED,
      ),
      ...each('spec.defaultBackend', [{}, { service: { name: 'x', port: { number: 0 } } }, null]),
      ...each('spec.ingressClassName', ['', 'Upper', 'a.b', 'a_b', 'a'.repeat(254)]),
      { 'spec.defaultBackend': REMOVED, 'spec.rules': [] },
      { 'spec.defaultBackend': REMOVED, 'spec.rules': REMOVED },
    ],
    'annotated ingress': each('spec.ingressClassName', ['nginx', 'other']),
    'ingress class': [
      ...names,
      ...each('spec.controller', [
        '',
        'x',
        '/x',
        'x/',
        'Example.com/x',
        'example.com/a b',
        `example.com/${'a'.repeat(250)}`,
        'example.com/a/b',
        'example.com/a?b',
        'example.com/é',
      ]),
      ...each('spec.parameters.scope', ['Cluster', 'Namespace', 'x', '']),
      ...grid(
        [
          'spec.parameters.kind',
          'spec.parameters.name',
          'spec.parameters.apiGroup',
          'spec.parameters.namespace',
        ],
        NAMED,
      ),
      { 'spec.parameters.scope': 'Cluster', 'spec.parameters.namespace': REMOVED },
      { 'spec.parameters.scope': REMOVED, 'spec.parameters.namespace': REMOVED },
      { 'spec.parameters.namespace': REMOVED },
      ...each('spec.parameters', [{}, null]),
    ],
  },
};
