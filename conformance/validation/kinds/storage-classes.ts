import { each, type Generator, grid, REMOVED } from '../cases';
import { names } from './metadata';
import { clusterWide } from './namespaced';

const topology = { matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: ['a', 'b'] }] };

export const storageClasses: Generator = {
  bases: {
    'storage class': clusterWide('storage.k8s.io/v1', 'StorageClass', {
      provisioner: 'csi.example.com',
      parameters: { type: 'ssd' },
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
      mountOptions: ['ro'],
      allowedTopologies: [topology, { matchLabelExpressions: [{ key: 'x', values: ['y'] }] }],
    }),
  },
  changes: {
    'storage class': [
      ...names,
      ...each('provisioner', [
        '',
        'A.b/c',
        'a b',
        'a/b/c',
        'kubernetes.io/no-provisioner',
        'a'.repeat(64),
        REMOVED,
      ]),
      ...each('reclaimPolicy', ['Delete', 'Retain', 'Recycle', '', 'x', REMOVED]),
      ...each('volumeBindingMode', ['Immediate', 'WaitForFirstConsumer', '', 'x', REMOVED]),
      ...each('parameters', [{}, { '': 'x' }, { a: 'x'.repeat(262_144) }, { a: 'x'.repeat(262_143) }]),
      ...Array.from({ length: 24 }, (_, more) => ({
        parameters: Object.fromEntries(Array.from({ length: 511 + more }, (_, index) => [`k${index}`, ''])),
      })),
      ...Array.from({ length: 24 }, (_, more) => ({ parameters: { a: 'x'.repeat(262_144 + more) } })),
      ...grid(['allowedTopologies[0].matchLabelExpressions[0].key'], ['', 'a b', 'x', 'a/b/c']),
      ...grid(['allowedTopologies[0].matchLabelExpressions[0].values'], [[], ['a', 'a'], ['b', 'a'], null]),
      { 'allowedTopologies[0].matchLabelExpressions[1]': topology.matchLabelExpressions[0] },
      { 'allowedTopologies[1]': topology },
      {
        'allowedTopologies[1]': {
          matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: ['b', 'a'] }],
        },
      },
      ...Array.from({ length: 24 }, (_, index) => ({
        allowedTopologies: [1, 2].map(() => ({
          matchLabelExpressions: [{ key: `k${index}`, values: ['a'] }],
        })),
      })),
      ...each('allowedTopologies', [
        [],
        [{}],
        [{}, {}],
        [topology, topology],
        [topology, topology, topology],
        [topology],
      ]),
    ],
  },
};
