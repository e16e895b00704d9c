import { type Change, each, type Generator } from '../cases';
import { names } from './metadata';
import { namespaced } from './namespaced';

const RESOURCES = [
  'cpu',
  'memory',
  'storage',
  'pods',
  'requests.cpu',
  'limits.memory',
  'requests.storage',
  'persistentvolumeclaims',
  'services.nodeports',
  'hugepages-2Mi',
  'requests.hugepages-2Mi',
  'example.com/gpu',
  'requests.example.com/gpu',
  'count/pods',
  'count/deployments.apps',
  'x',
  'a b',
  '',
  'A/b/c',
  'kubernetes.io/x',
  'gold.storageclass.storage.k8s.io/requests.storage',
  'ephemeral-storage',
  'limits.x',
];
const AMOUNTS = ['1', '0', '-1', '500m', '1n', '1500m', '1e3', '10Gi'];
const SCOPES = [
  'Terminating',
  'NotTerminating',
  'BestEffort',
  'NotBestEffort',
  'PriorityClass',
  'CrossNamespacePodAffinity',
  'VolumeAttributesClass',
  'x',
  '',
];
const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'x', ''];

const hard = (path: string): Change[] =>
  RESOURCES.flatMap((name) => AMOUNTS.slice(0, 4).map((amount) => ({ [path]: { [name]: amount } })));

const expressions: Change[] = SCOPES.flatMap((scopeName) =>
  OPERATORS.flatMap((operator) => [
    {
      'spec.hard': { pods: '1' },
      'spec.scopeSelector': { matchExpressions: [{ scopeName, operator, values: ['x'] }] },
    },
    { 'spec.hard': { pods: '1' }, 'spec.scopeSelector': { matchExpressions: [{ scopeName, operator }] } },
  ]),
);

const LIMIT_TYPES = ['Container', 'Pod', 'PersistentVolumeClaim', 'x', '', 'example.com/x', 'a b', 'A/b/c'];
const LISTS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;

const pairs: Change[] = LISTS.flatMap((first) =>
  LISTS.filter((second) => second !== first).flatMap((second) =>
    LIMIT_TYPES.slice(0, 3).flatMap((type) => [
      { 'spec.limits': [{ type, [first]: { cpu: '2' }, [second]: { cpu: '1' } }] },
      {
        'spec.limits': [{ type, [first]: { 'example.com/gpu': '2' }, [second]: { 'example.com/gpu': '1' } }],
      },
      {
        'spec.limits': [
          { type, max: { storage: '3' }, [first]: { storage: '2' }, [second]: { storage: '1' } },
        ],
      },
    ]),
  ),
);
/** A device that cannot be shared, and a name that is none of a device. */
const devices: Change[] = Array.from({ length: 24 }, (_, index) => [
  {
    'spec.limits': [
      {
        type: 'Container',
        default: { [`example.com/d${index}`]: '2' },
        defaultRequest: { [`example.com/d${index}`]: '1' },
      },
    ],
  },
  { 'spec.limits': [{ type: 'Pod', max: { [`requests.example.com/d${index}`]: '2' } }] },
  {
    'spec.limits': [
      { type: 'Pod', max: { cpu: '4' }, min: { cpu: '2' }, maxLimitRequestRatio: { cpu: `${index + 3}` } },
    ],
  },
]).flat();

const ratios: Change[] = ['0', '1', '500m', '2', '2500m', '3', '4', '5', '10', '50', '100', '-1'].flatMap(
  (ratio) => [
    {
      'spec.limits': [
        { type: 'Container', max: { cpu: '5' }, min: { cpu: '2' }, maxLimitRequestRatio: { cpu: ratio } },
      ],
    },
    {
      'spec.limits': [
        {
          type: 'Pod',
          max: { memory: '4Gi' },
          min: { memory: '2Gi' },
          maxLimitRequestRatio: { memory: ratio },
        },
      ],
    },
    {
      'spec.limits': [
        {
          type: 'Pod',
          max: { memory: '4E' },
          min: { memory: '2E' },
          maxLimitRequestRatio: { memory: ratio },
        },
      ],
    },
    {
      'spec.limits': [
        { type: 'Pod', max: { cpu: '4' }, min: { cpu: '0' }, maxLimitRequestRatio: { cpu: ratio } },
      ],
    },
    { 'spec.limits': [{ type: 'Container', maxLimitRequestRatio: { cpu: ratio } }] },
  ],
);

export const quotas: Generator = {
  bases: {
    quota: namespaced('v1', 'ResourceQuota', {
      spec: {
        hard: { 'requests.cpu': '10', 'limits.memory': '20Gi', pods: '10' },
        scopes: ['NotTerminating'],
        scopeSelector: {
          matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }],
        },
      },
    }),
    'quota of counts': namespaced('v1', 'ResourceQuota', {
      spec: {
        hard: { 'count/deployments.apps': '5', 'services.loadbalancers': '0', 'example.com/gpu': '1' },
      },
    }),
    'limit range': namespaced('v1', 'LimitRange', {
      spec: {
        limits: [
          {
            type: 'Container',
            max: { cpu: '4', memory: '8Gi' },
            min: { cpu: '10m' },
            default: { cpu: '1' },
            defaultRequest: { cpu: '100m' },
            maxLimitRequestRatio: { cpu: '100' },
          },
          { type: 'Pod', max: { cpu: '8' } },
          { type: 'PersistentVolumeClaim', max: { storage: '10Gi' } },
        ],
      },
    }),
    'limits of claims': namespaced('v1', 'LimitRange', {
      spec: { limits: [{ type: 'PersistentVolumeClaim', min: { storage: '1Gi' } }] },
    }),
  },
  changes: {
    quota: [
      ...names,
      ...hard('spec.hard').map((change) => ({ ...change, 'spec.scopes': [], 'spec.scopeSelector': null })),
      ...AMOUNTS.map((amount) => ({ 'spec.hard.pods': amount })),
      ...SCOPES.map((scope) => ({ 'spec.scopes': [scope] })),
      ...SCOPES.map((scope) => ({
        'spec.scopes': [scope],
        'spec.hard': { 'requests.storage': '1' },
        'spec.scopeSelector': null,
      })),
      ...SCOPES.map((scope) => ({
        'spec.scopes': ['BestEffort', scope],
        'spec.hard': { pods: '1' },
        'spec.scopeSelector': null,
      })),
      { 'spec.scopes': ['Terminating', 'NotTerminating'], 'spec.scopeSelector': null },
      ...expressions,
      {
        'spec.scopeSelector.matchExpressions': [
          { scopeName: 'BestEffort', operator: 'Exists' },
          { scopeName: 'NotBestEffort', operator: 'Exists' },
        ],
      },
    ],
    'quota of counts': hard('spec.hard'),
    'limit range': [
      ...names,
      ...LIMIT_TYPES.flatMap((type) =>
        LISTS.flatMap((list) =>
          RESOURCES.slice(0, 20).map((name) => ({
            'spec.limits': [{ type, max: { storage: '5' }, [list]: { [name]: '1' } }],
          })),
        ),
      ),
      ...pairs,
      ...ratios,
      ...devices,
      ...each('spec.limits', [
        [],
        [{}],
        [{ type: 'Pod' }, { type: 'Pod' }],
        [{ type: 'PersistentVolumeClaim' }],
        [{ type: 'PersistentVolumeClaim', default: { storage: '1' } }],
      ]),
    ],
  },
};
