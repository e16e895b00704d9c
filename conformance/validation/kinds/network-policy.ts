import { each, type Generator, grid } from '../cases';
import { names } from './metadata';
import { namespaced } from './namespaced';

const peers = [
  { podSelector: { matchLabels: { app: 'web' } }, namespaceSelector: {} },
  { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '10.2.0.0/24'] } },
];
const spec = {
  podSelector: {
    matchLabels: { app: 'web' },
    matchExpressions: [
      { key: 'tier', operator: 'In', values: ['a', 'b'] },
      { key: 'x', operator: 'Exists' },
    ],
  },
  policyTypes: ['Ingress', 'Egress'],
  ingress: [{ from: peers, ports: [{ port: 80, protocol: 'TCP' }, { port: 'http' }] }],
  egress: [
    {
      to: [{ ipBlock: { cidr: 'fd00::/8', except: ['fd00:1::/32'] } }],
      ports: [{ port: 1000, endPort: 2000, protocol: 'UDP' }],
    },
  ],
};

export const BLOCKS = [
  '10.0.0.0/8',
  '10.0.0.1/8',
  '010.0.0.0/8',
  '10.0.0.0/08',
  '10.0.0.0/33',
  '10.0.0.0',
  '10.0.0/8',
  '::ffff:10.0.0.0/104',
  '::/0',
  'fd00::/8',
  'fd00::1/8',
  'FD00::/8',
  '0.0.0.0/0',
  'x',
  '',
  '1.2.3.4/-1',
  '1.2.3.4/32',
  '00000fd0::/16',
  '10.0.0.0/8 ',
  '1.2.3.4.5/8',
  ':::/1',
  'fd00::1::2/64',
  '256.0.0.0/8',
  '::ffff:1.2.3.4/32',
  '1:2:3:4:5:6:7:8/128',
  '1:2:3:4:5:6:7::/112',
  '10.1.0.0/16',
  '10.1.0.0/15',
];
const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'in', '', 'Gt'];

/** Label selectors, wherever they are. */
export const selectorsAt = (path: string) => [
  ...OPERATORS.map((operator) => ({ [`${path}.matchExpressions`]: [{ key: 'a', operator, values: ['x'] }] })),
  ...OPERATORS.map((operator) => ({ [`${path}.matchExpressions`]: [{ key: 'a', operator }] })),
  ...['', 'a b', 'a/b', 'A/b/c', 'a'.repeat(64)].map((key) => ({
    [`${path}.matchExpressions`]: [{ key, operator: 'Exists' }],
  })),
  ...['', 'a b', 'ok', 'a'.repeat(64), '-'].map((value) => ({
    [`${path}.matchExpressions`]: [{ key: 'a', operator: 'In', values: ['x', value] }],
  })),
  ...['', 'a b', 'ok', 'a'.repeat(64), '-'].map((value) => ({ [`${path}.matchLabels`]: { a: value } })),
  ...['', 'a b', 'ok/a', 'a'.repeat(64), 'A B/x'].map((key) => ({ [`${path}.matchLabels`]: { [key]: 'x' } })),
];

export const networkPolicy: Generator = {
  bases: {
    'network policy': namespaced('networking.k8s.io/v1', 'NetworkPolicy', { spec }),
    'deny all': namespaced('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {} } }),
  },
  changes: {
    'network policy': [
      ...names,
      ...selectorsAt('spec.podSelector'),
      ...selectorsAt('spec.ingress[0].from[0].podSelector'),
      ...selectorsAt('spec.ingress[0].from[0].namespaceSelector'),
      ...grid(
        [
          'spec.ingress[0].from[1].ipBlock.cidr',
          'spec.ingress[0].from[1].ipBlock.except[0]',
          'spec.egress[0].to[0].ipBlock.except[0]',
        ],
        BLOCKS,
      ),
      ...each('spec.ingress[0].from[1].podSelector', [{}, { matchLabels: { a: 'b' } }]),
      ...each('spec.ingress[0].from[1].namespaceSelector', [{}]),
      ...grid(
        ['spec.ingress[0].from[0]', 'spec.egress[0].to[0]', 'spec.egress[0].to[1]'],
        [{}, { ipBlock: {} }, { podSelector: {} }, { ipBlock: null }, null],
      ),
      ...grid(
        ['spec.ingress[0].ports[0]', 'spec.egress[0].ports[0]'],
        [
          {},
          { port: 0 },
          { port: 65_536 },
          { port: -1 },
          { port: 'http' },
          { port: 'HTTP' },
          { port: '80' },
          { port: 'a'.repeat(16) },
          { port: 'a--b' },
          { port: '-a' },
          { endPort: 80 },
          { port: 'http', endPort: 80 },
          { port: 80, endPort: 79 },
          { port: 80, endPort: 80 },
          { port: 80, endPort: 65_536 },
          { port: 80, endPort: 0 },
          { port: 80, endPort: -1 },
          { protocol: 'TCP' },
          { protocol: 'SCTP' },
          { protocol: 'tcp' },
          { protocol: '' },
          { protocol: 'ICMP' },
        ],
      ),
      ...each('spec.policyTypes', [
        [],
        ['Ingress'],
        ['Egress'],
        ['ingress'],
        [''],
        ['Ingress', 'Ingress'],
        ['Ingress', 'Egress', 'Ingress'],
        ['a', 'b', 'c'],
      ]),
      ...each('spec.ingress', [[{}], [], [{ from: [] }], [{ ports: [] }]]),
    ],
  },
};
