import { each, type Generator, grid, REMOVED } from '../cases';
import { names } from './metadata';
import { namespaced } from './namespaced';
import { selectorsAt } from './network-policy';

/** Modes of access that are tried on claims and volumes. */
export const MODES = [
  [],
  ['ReadWriteOnce'],
  ['ReadWriteOncePod'],
  ['ReadWriteOncePod', 'ReadWriteOnce'],
  ['ReadWriteOncePod', 'ReadWriteOncePod'],
  ['x'],
  [''],
  ['ReadWriteMany', 'ReadOnlyMany'],
  null,
];
const NAMED = ['', 'Upper', 'a.b', 'a_b', 'a'.repeat(254)];
const snapshot = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'x' };

export const claims: Generator = {
  bases: {
    claim: namespaced('v1', 'PersistentVolumeClaim', {
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Gi' }, limits: { storage: '2Gi' } },
        storageClassName: 'fast',
        volumeMode: 'Filesystem',
        volumeName: 'x',
        selector: { matchLabels: { a: 'b' } },
        dataSource: snapshot,
        dataSourceRef: snapshot,
        volumeAttributesClassName: 'gold',
      },
    }),
    'small claim': namespaced('v1', 'PersistentVolumeClaim', {
      spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Gi' } } },
    }),
  },
  changes: {
    claim: [
      ...names,
      ...selectorsAt('spec.selector'),
      ...each('spec.accessModes', MODES),
      ...each('spec.resources.requests.storage', ['0', '-1', '1', '1500m', REMOVED]),
      ...each('spec.resources', [{}, null, { limits: { storage: '1' } }]),
      ...grid(['spec.storageClassName', 'spec.volumeAttributesClassName'], NAMED),
      ...each('spec.volumeMode', ['Block', 'x', '', null]),
      ...grid(
        [
          'spec.dataSource.name',
          'spec.dataSource.kind',
          'spec.dataSource.apiGroup',
          'spec.dataSourceRef.name',
          'spec.dataSourceRef.kind',
          'spec.dataSourceRef.apiGroup',
        ],
        ['', 'PersistentVolumeClaim', 'A b', REMOVED],
      ),
      ...each('spec.dataSource', [null, {}, { kind: 'PersistentVolumeClaim', name: 'x' }]),
      ...each('spec.dataSourceRef', [null, {}, { kind: 'PersistentVolumeClaim', name: 'x' }]),
    ],
    'small claim': [
      ...each('spec.dataSource', [
        { kind: 'PersistentVolumeClaim', name: 'x' },
        { kind: 'x', name: 'y' },
      ]),
      ...each('spec.accessModes', MODES),
    ],
  },
};
