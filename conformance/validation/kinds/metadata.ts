import { type Change, each, type Generator, grid, REMOVED } from '../cases';
import { clusterWide, namespaced } from './namespaced';

const owner = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  name: 'web',
  uid: 'b5e0d5a7-0000-4000-8000-000000000000',
};
const metadata = {
  name: 'web',
  namespace: 'default',
  labels: { app: 'web', 'example.com/tier': 'front' },
  annotations: { 'example.com/note': 'text', Note: 'text' },
  ownerReferences: [{ ...owner, controller: true }],
  finalizers: ['example.com/cleanup', 'orphan'],
};

/** Names that are tried for every kind; each kind has its own rule. */
const NAMES = [
  'Upper',
  'a.b',
  'a..b',
  '1a',
  '-a',
  'a-',
  'a:b',
  'a/b',
  '.',
  '..',
  'a%b',
  'a_b',
  'a'.repeat(53),
  'a'.repeat(64),
  'a'.repeat(254),
  'é',
  'web',
];
const PREFIXES = ['web-', 'Web-', 'web.', 'a'.repeat(70), 'a'.repeat(60), '-', 'w', '1-', 'a_', 'web-.-'];

const LABELS = ['', 'ok', 'a b', '-a', 'a-', 'a'.repeat(63), 'a'.repeat(64), 'A_b.c-d', 'é', 'a/b'];
const KEYS = [
  'a',
  'A',
  'a/b',
  'A/b',
  'a/b/c',
  '/a',
  'a/',
  '',
  'a b',
  'example.com/a_b',
  'a'.repeat(64),
  `${'a'.repeat(254)}/x`,
  '-a',
  'é',
  'kubernetes.io/x',
];

const keyed = (field: string, value: string): Change[] =>
  KEYS.map((key) => ({ [`metadata.${field}[${JSON.stringify(key)}]`]: value }));

/** Metadata, in a kind that has nothing else, and names in every kind that names its objects by another rule. */
export const metadataOfAll: Generator = {
  bases: {
    metadata: namespaced('v1', 'ServiceAccount', { metadata }),
    'service account': namespaced('v1', 'ServiceAccount', {
      secrets: [{ name: 'token' }],
      imagePullSecrets: [{ name: 'registry' }],
      automountServiceAccountToken: false,
    }),
    namespace: clusterWide('v1', 'Namespace', { spec: { finalizers: ['kubernetes', 'example.com/x'] } }),
  },
  changes: {
    metadata: [
      ...each('metadata.name', NAMES),
      ...PREFIXES.map((prefix) => ({ 'metadata.name': REMOVED, 'metadata.generateName': prefix })),
      ...each('metadata.generateName', PREFIXES),
      ...each('metadata.namespace', ['Upper', 'a.b', 'a'.repeat(64), 'a_b', '-a']),
      ...each('metadata.labels.app', LABELS),
      ...keyed('labels', 'x'),
      ...keyed('annotations', 'x'),
      ...each('metadata.annotations.Note', [
        'x'.repeat(262_000),
        'x'.repeat(262_144),
        'é'.repeat(131_060),
        'é'.repeat(131_072),
      ]),
      ...grid(
        [
          'metadata.ownerReferences[0].apiVersion',
          'metadata.ownerReferences[0].kind',
          'metadata.ownerReferences[0].name',
          'metadata.ownerReferences[0].uid',
        ],
        ['', 'x', 'a/', '/', '/v1', 'a/b/c'],
      ),
      { 'metadata.ownerReferences[1]': { ...owner, name: 'other', controller: true } },
      { 'metadata.ownerReferences[1]': { ...owner, name: 'other', controller: false } },
      { 'metadata.ownerReferences[1]': { ...owner, name: 'other' } },
      { 'metadata.ownerReferences[0].apiVersion': 'v1', 'metadata.ownerReferences[0].kind': 'Event' },
      ...each('metadata.finalizers[1]', [
        'orphan',
        'foregroundDeletion',
        'kubernetes',
        'x',
        'a/b',
        'A/b',
        'a/b/c',
        '',
        'a b/x',
      ]),
      { 'metadata.finalizers': ['orphan', 'foregroundDeletion'] },
      ...each('metadata.labels', [{}, null]),
    ],
    'service account': each('metadata.name', NAMES),
    namespace: [
      ...each('metadata.name', NAMES),
      ...each('spec.finalizers[0]', ['x', 'kubernetes', 'orphan', 'a/b', 'A/b', 'a b/c', '']),
    ],
  },
};

/** Changes of the name for a kind that has a rule of its own. */
export const names: readonly Change[] = each('metadata.name', NAMES);
