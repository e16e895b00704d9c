import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { type Row, type Table, template } from '../rows';

const metadata = { name: 'web', namespace: 'shop' };
const ending = (): PlainObject => template({ restartPolicy: 'Never' });
const job = (): PlainObject => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { ...metadata },
  spec: { template: ending() },
});
const cronJob = (): PlainObject => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { ...metadata },
  spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: ending() } } },
});

const INDEXED = { 'spec.completionMode': 'Indexed' };
const R = 'spec.template.spec.restartPolicy';
const F = 'spec.podFailurePolicy.rules';
const codes = (change: object): object[] => [
  { action: 'FailJob', onExitCodes: { operator: 'In', values: [1], ...change } },
];

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
  { path: R, bad: [undefined, '', 'Always', 'x'], good: ['Never', 'OnFailure'] },
  { path: R, with: { [F]: codes({}) }, bad: ['OnFailure', undefined], good: ['Never'] },
  {
    path: 'spec.managedBy',
    bad: ['', 'x', 'a/', 'A/b', 'a.b/c d', `a/${'b'.repeat(63)}`],
    good: ['example.com/controller'],
  },
  { path: 'spec.completionMode', bad: ['', 'x'], good: ['Indexed', 'NonIndexed'] },
  { path: 'spec.parallelism', at: 'spec', with: INDEXED, bad: [2], good: [undefined] },
  { path: 'spec.parallelism', with: { ...INDEXED, 'spec.completions': 3 }, bad: [100001], good: [100000] },
  { path: 'spec.backoffLimitPerIndex', bad: [1], good: [undefined] },
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
    good: [3],
  },
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
    good: [[], [{ action: 'Count', onPodConditions: [{ type: 'DisruptionTarget', status: 'False' }] }]],
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
    good: [codes({}), codes({ operator: 'NotIn', values: [0, 1] }), codes({ containerName: 'app' })],
  },
];

const P = 'spec.successPolicy';
const ofIndexes = { ...INDEXED, 'spec.completions': 5 };
const rule = (change: object): object => ({ rules: [change] });
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
      rule({ succeededIndexes: '1,1' }),
      rule({ succeededIndexes: 'x' }),
      rule({ succeededIndexes: '1-2-3' }),
      rule({ succeededIndexes: `${'0,'.repeat(33_000)}1` }),
      { rules: new Array(21).fill({ succeededCount: 1 }) },
    ],
    good: [
      rule({ succeededCount: 5 }),
      rule({ succeededIndexes: '0,2-4', succeededCount: 4 }),
      rule({ succeededIndexes: '' }),
    ],
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

const J = 'spec.jobTemplate.spec';

/** What is refused and taken, by the rows of each table. */
export const jobs: readonly Table[] = [
  { name: 'Job', base: job, rows: [...specs, ...failure, ...success] },
  { name: 'the selector of a Job', base: job, rows: selectors },
  {
    name: 'CronJob',
    base: cronJob,
    rows: [
      {
        path: 'spec.schedule',
        bad: [
          undefined,
          '',
          '* * * *',
          '* * * * * *',
          '60 * * * *',
          '* 24 * * *',
          '* * 0 * *',
          '* * 32 * *',
          '* * * 13 *',
          '* * * 0 *',
          '* * * * 7',
          '*/0 * * * *',
          '5-1 * * * *',
          '1/2/3 * * * *',
          '1-2-3 * * * *',
          'a * * * *',
          '* * * foo *',
          '-1 * * * *',
          '@reboot',
          '@every',
          '@every 1x',
          '@every 1',
          'TZ=UTC * * * * *',
          'CRON_TZ=UTC @daily',
          '61 25 * * *',
          '1.5 * * * *',
        ],
        good: [
          '* * * * *',
          '? * * * ?',
          '0 3 * * *',
          '*/5 0-6/2 1,15 JAN-mar Mon-FRI',
          '1,,2 * * * *',
          '5/10 * * * *',
          '@daily',
          '@hourly',
          '@every 1h30m',
          '@every 1.5h',
          '  0 3 * * *  ',
          '+5 * * * *',
          '*-5 * * * *',
          '\t0\t3 * * *',
        ],
      },
      { path: 'metadata.name', bad: ['a'.repeat(53)], good: ['a'.repeat(52)] },
      { path: 'metadata.generateName', bad: ['A'], good: ['a'.repeat(64)] },
      {
        path: 'spec.timeZone',
        bad: ['', 'Local', 'local', 'europe/berlin', 'Mars/Olympus', '../a', '-a', 'UTC+1', 'Europe//Berlin'],
        good: ['Etc/UTC', 'Europe/Berlin', 'UTC', 'Etc/GMT+5', undefined],
      },
      { path: 'spec.concurrencyPolicy', bad: ['x'], good: ['', 'Allow', 'Forbid', 'Replace'] },
      ...['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'].map((name) => ({
        path: `spec.${name}`,
        bad: [-1],
        good: [0, undefined],
      })),
      { path: 'metadata.name', bad: ['a'.repeat(53)], good: ['a'.repeat(52)] },
      { path: `${J}.selector`, bad: [{}], good: [undefined] },
      { path: `${J}.manualSelector`, bad: [true], good: [false] },
      { path: `${J}.template.spec.restartPolicy`, bad: ['Always', undefined], good: ['OnFailure'] },
      // A template of a Job gets no defaults.
      { path: `${J}.completionMode`, at: J, bad: ['Indexed'], good: [undefined] },
      {
        path: `${J}.podFailurePolicy`,
        minor: 33,
        bad: [{ rules: [{ action: 'Ignore', onPodConditions: [{ type: 'a' }] }] }],
        good: [{ rules: [{ action: 'Ignore', onPodConditions: [{ type: 'a', status: 'True' }] }] }],
      },
      {
        path: `${J}.podFailurePolicy`,
        minor: 34,
        bad: [],
        good: [{ rules: [{ action: 'Ignore', onPodConditions: [{ type: 'a' }] }] }],
      },
    ],
  },
];
