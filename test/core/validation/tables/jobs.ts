import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { type Row, type Table, template, UNKNOWN } from '../rows';

const metadata = { name: 'web', namespace: 'shop' };
const ending = (): PlainObject => template({ restartPolicy: 'Never' });
const job = (): PlainObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { ...metadata },
  spec: { template: ending() },
});

const INDEXED = { 'spec.completionMode': 'Indexed' };
const R = 'spec.template.spec.restartPolicy';
const F = 'spec.podFailurePolicy.rules';
const codes = (change: object): object[] => [
  { action: 'FailJob', onExitCodes: { operator: 'In', values: [1], ...change } },
];

const P = 'spec.successPolicy';
const rule = (change: object): object => ({ rules: [change] });
/** Indexes of which each is refused for its length alone, or not: `0,`, and zeros before a 1. */
const long = (length: number): string => `0,${'1'.padStart(length - 2, '0')}`;

const MANUAL = { 'spec.manualSelector': true, 'spec.selector': { matchLabels: { app: 'web' } } };

const specs: Row[] = [
  { path: 'metadata.name', bad: ['a'.repeat(64), 'A'], good: ['a'.repeat(63), 'a.b'] },
  { path: 'metadata.name', with: MANUAL, bad: ['a'.repeat(254)], good: ['a'.repeat(64)] },
  { path: 'metadata.generateName', bad: ['A'], good: ['a'.repeat(64), 'a-'] },
  { path: 'metadata.generation', bad: [], good: [-1] },
  {
    path: 'metadata.name',
    with: { ...INDEXED, ...MANUAL },
    bad: ['a.b', 'a'.repeat(62)],
    good: ['a'.repeat(61)],
  },
  ...['parallelism', 'completions', 'backoffLimit', 'ttlSecondsAfterFinished', 'activeDeadlineSeconds'].map(
    (name) => ({ path: `spec.${name}`, bad: [-1], good: [0, 1, undefined] }),
  ),
  { path: R, bad: [undefined, '', 'Always', 'x'], good: ['Never', 'OnFailure', UNKNOWN] },
  { path: R, with: { [F]: codes({}) }, bad: ['OnFailure', undefined], good: ['Never'] },
  {
    path: 'spec.managedBy',
    bad: ['', 'x', 'a/', 'A/b', 'a.b/c d', `a/${'b'.repeat(62)}`],
    good: ['example.com/controller', `a/${'b'.repeat(61)}`, UNKNOWN],
  },
  { path: 'spec.completionMode', bad: ['', 'x'], good: ['Indexed', 'NonIndexed', UNKNOWN] },
  { path: 'spec.parallelism', at: 'spec', with: INDEXED, bad: [2], good: [undefined] },
  { path: 'spec.parallelism', with: { ...INDEXED, 'spec.completions': 3 }, bad: [100001], good: [100000] },
  { path: 'spec.backoffLimitPerIndex', bad: [1], good: [undefined] },
  {
    path: 'spec.backoffLimitPerIndex',
    with: { 'spec.completionMode': 'NonIndexed' },
    bad: [1],
    good: [undefined],
  },
  { path: 'spec.backoffLimitPerIndex', with: { 'spec.completionMode': UNKNOWN }, bad: [], good: [1] },
  { path: 'spec.backoffLimitPerIndex', with: INDEXED, bad: [-1], good: [1] },
  {
    path: 'spec.maxFailedIndexes',
    at: 'spec',
    with: { ...INDEXED, 'spec.completions': 3 },
    bad: [1],
    good: [undefined],
  },
  {
    path: 'spec.maxFailedIndexes',
    with: { ...INDEXED, 'spec.completions': 3, 'spec.backoffLimitPerIndex': 1 },
    bad: [4, -1, 100001],
    good: [3, undefined],
  },
  {
    path: 'spec.maxFailedIndexes',
    with: { ...INDEXED, 'spec.completions': UNKNOWN, 'spec.backoffLimitPerIndex': 1 },
    bad: [100001],
    good: [100000],
  },
  {
    path: 'spec.maxFailedIndexes',
    with: { ...INDEXED, 'spec.completions': 100000, 'spec.backoffLimitPerIndex': 1 },
    bad: [],
    good: [undefined, 10001],
  },
  { path: P, with: INDEXED, bad: [rule({ succeededCount: 2 })], good: [rule({ succeededCount: 1 })] },
  {
    path: 'spec.maxFailedIndexes',
    with: { ...INDEXED, 'spec.completions': 100001, 'spec.parallelism': 1, 'spec.backoffLimitPerIndex': 1 },
    bad: [undefined, 10001],
    good: [10000],
  },
  {
    path: 'spec.parallelism',
    with: {
      ...INDEXED,
      'spec.completions': 100001,
      'spec.maxFailedIndexes': 1,
      'spec.backoffLimitPerIndex': 1,
    },
    bad: [10001],
    good: [10000],
  },
  { path: 'spec.podReplacementPolicy', bad: ['', 'x'], good: ['Failed', 'TerminatingOrFailed'] },
  {
    path: 'spec.podReplacementPolicy',
    with: { [F]: codes({}) },
    bad: ['TerminatingOrFailed'],
    good: ['Failed'],
  },
];

const failure: Row[] = [
  {
    path: F,
    bad: [
      [{}],
      [{ action: 'x', onPodConditions: [{ type: 'a' }] }],
      [{ action: 'FailIndex', onPodConditions: [{ type: 'a' }] }],
      [{ action: 'Ignore' }],
      [{ action: 'Ignore', onPodConditions: [{ type: 'a b' }] }],
      [{ action: 'Ignore', onPodConditions: [{ type: 'a', status: 'x' }] }],
      [{ action: 'Ignore', onPodConditions: [{ type: 'a' }], onExitCodes: { operator: 'In', values: [1] } }],
      new Array(21).fill({ action: 'Ignore', onPodConditions: [{ type: 'a' }] }),
      [{ action: 'Ignore', onPodConditions: new Array(21).fill({ type: 'a' }) }],
    ],
    good: [
      [],
      [{ action: 'Count', onPodConditions: [{ type: 'DisruptionTarget', status: 'False' }] }],
      ...['FailJob', 'Ignore', 'Count'].map((action) => [{ action, onPodConditions: [{ type: 'a' }] }]),
      ...['True', 'False', 'Unknown', undefined].map((status) => [
        { action: 'Ignore', onPodConditions: [{ type: 'a', status }] },
      ]),
      [{ action: 'Ignore', onPodConditions: [UNKNOWN] }],
      [{ action: 'Ignore', onPodConditions: [{ type: UNKNOWN }] }],
      [UNKNOWN],
      new Array(20).fill({ action: 'Ignore', onPodConditions: [{ type: 'a' }] }),
      [{ action: 'Ignore', onPodConditions: new Array(20).fill({ type: 'a' }) }],
    ],
  },
  {
    path: F,
    at: `${F}[0].action`,
    bad: [[{ onPodConditions: [{ type: 'a' }] }], [{ action: '', onPodConditions: [{ type: 'a' }] }]],
    good: [],
  },
  {
    path: F,
    at: `${F}[0].onPodConditions[0].type`,
    bad: [[{ action: 'Ignore', onPodConditions: [{}] }]],
    good: [],
  },
  {
    path: F,
    with: { ...INDEXED, 'spec.completions': 1, 'spec.backoffLimitPerIndex': 1 },
    bad: [],
    good: [[{ action: 'FailIndex', onPodConditions: [{ type: 'a' }] }]],
  },
  {
    path: F,
    with: { 'spec.template.spec.initContainers': [{ name: 'init', image: 'a' }] },
    bad: [codes({ containerName: 'none' })],
    good: [codes({ containerName: 'init' }), codes({ containerName: 'app' })],
  },
  ...['containers', 'initContainers'].map((list) => ({
    path: F,
    with: { [`spec.template.spec.${list}`]: UNKNOWN },
    bad: [],
    good: [codes({ containerName: 'any' })],
  })),
  {
    path: F,
    with: { 'spec.template.spec.initContainers': [{ name: UNKNOWN, image: 'a' }] },
    bad: [],
    good: [codes({ containerName: 'any' })],
  },
  {
    path: F,
    bad: [
      codes({ operator: '' }),
      codes({ operator: 'x' }),
      codes({ values: [] }),
      codes({ values: [0] }),
      codes({ values: [2, 1] }),
      codes({ values: [1, 1] }),
      codes({ values: Array.from({ length: 256 }, (_, index) => index + 1) }),
      codes({ containerName: 'none' }),
    ],
    good: [
      codes({}),
      codes({ operator: 'NotIn', values: [0, 1] }),
      codes({ containerName: 'app' }),
      codes({ values: Array.from({ length: 255 }, (_, index) => index + 1) }),
    ],
  },
  // The same code twice is a duplicate, and in order all the same.
  { path: F, at: `${F}[0].onExitCodes.values[1]`, bad: [codes({ values: [1, 1] })], good: [] },
  {
    path: F,
    at: `${F}[0].onExitCodes.values`,
    bad: [codes({ values: [2, 1] }), codes({ values: [2, 3, 1] })],
    good: [],
  },
];

const ofIndexes = { ...INDEXED, 'spec.completions': 5 };
const success: Row[] = [
  { path: P, bad: [rule({ succeededCount: 1 })], good: [undefined] },
  {
    path: P,
    with: ofIndexes,
    bad: [
      { rules: [] },
      rule({}),
      rule({ succeededCount: -1 }),
      rule({ succeededCount: 6 }),
      rule({ succeededIndexes: '0-1', succeededCount: 3 }),
      rule({ succeededIndexes: '5' }),
      rule({ succeededIndexes: '3-1' }),
      rule({ succeededIndexes: '1-1' }),
      rule({ succeededIndexes: '1-5' }),
      rule({ succeededIndexes: '1,1' }),
      rule({ succeededIndexes: '1-3,3' }),
      rule({ succeededIndexes: 'x' }),
      rule({ succeededIndexes: '1-x' }),
      rule({ succeededIndexes: '1-' }),
      rule({ succeededIndexes: '1-2-3' }),
      rule({ succeededIndexes: '', succeededCount: 1 }),
      rule({ succeededIndexes: '1-3', succeededCount: 4 }),
      rule({ succeededIndexes: long(64 * 1024 + 1) }),
      rule({ succeededIndexes: `${'0,'.repeat(33_000)}1` }),
      { rules: new Array(21).fill({ succeededCount: 1 }) },
    ],
    good: [
      rule({ succeededCount: 5 }),
      rule({ succeededIndexes: '0,2-4', succeededCount: 4 }),
      rule({ succeededIndexes: '' }),
      rule({ succeededIndexes: '', succeededCount: 0 }),
      rule({ succeededIndexes: '1-3', succeededCount: 3 }),
      rule({ succeededIndexes: '0-4' }),
      rule({ succeededIndexes: long(64 * 1024) }),
      { rules: new Array(20).fill({ succeededCount: 1 }) },
      { rules: [UNKNOWN] },
    ],
  },
  {
    path: P,
    with: { ...INDEXED, 'spec.completions': UNKNOWN },
    bad: [],
    good: [rule({ succeededCount: 9 })],
  },
  {
    path: `${P}.rules[0].succeededCount`,
    with: { ...ofIndexes, [P]: rule({ succeededIndexes: '' }) },
    bad: [1],
    good: [0],
  },
];

const L = 'spec.template.metadata.labels';
const selectors: Row[] = [
  { path: 'spec.manualSelector', at: 'spec.selector', bad: [true], good: [false] },
  {
    path: 'spec.selector',
    with: { 'spec.manualSelector': true },
    bad: [{ matchLabels: { 'a b': '' } }],
    good: [{ matchLabels: { app: 'web' } }, {}],
  },
  {
    path: 'spec.selector',
    with: { 'spec.manualSelector': true },
    at: L,
    bad: [{ matchLabels: { app: 'other' } }],
    good: [],
  },
  {
    path: 'spec.selector',
    bad: [{ matchLabels: { app: 'web' } }, { matchLabels: { 'controller-uid': 'x' } }],
    good: [{}, { matchLabels: { 'job-name': 'web' } }],
  },
  { path: `${L}.job-name`, bad: ['other'], good: ['web'] },
  { path: `${L}["batch.kubernetes.io/controller-uid"]`, bad: ['x'], good: [undefined] },
  {
    path: 'metadata.name',
    with: { 'spec.completions': 1001, 'spec.completionMode': 'Indexed' },
    bad: ['a'.repeat(60), 'a.b'],
    good: ['a'.repeat(58)],
  },
];

/** What is refused and taken, by the rows of each table. */
export const jobs: readonly Table[] = [
  { name: 'Job', base: job, rows: [...specs, ...failure, ...success] },
  { name: 'the selector of a Job', base: job, rows: selectors },
];
