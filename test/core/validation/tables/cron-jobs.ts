import type { PlainObject } from '../../../../lib/core/manifest/plain';
import { type Table, template } from '../rows';

const cronJob = (): PlainObject => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: template({ restartPolicy: 'Never' }) } } },
});

const MONTHS = ['jan', 'FEB', 'Mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEK = ['sun', 'MON', 'Tue', 'wed', 'thu', 'fri', 'sat'];
const J = 'spec.jobTemplate.spec';

/** What is refused and taken, by the rows of each table. */
export const cronJobs: readonly Table[] = [
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
          `*/${2n ** 63n} * * * *`,
          '*/x * * * *',
          '60/5 * * * *',
          '* * 31-32 * *',
          '@Daily',
        ],
        good: [
          '* * * * *',
          '? * * * ?',
          '0 3 * * *',
          '*/5 0-6/2 1,15 JAN-mar Mon-FRI',
          '1,,2 * * * *',
          '5/10 * * * *',
          ...['yearly', 'annually', 'monthly', 'weekly', 'daily', 'midnight', 'hourly'].map(
            (name) => `@${name}`,
          ),
          ...MONTHS.map((name) => `* * * ${name} *`),
          ...WEEK.map((name) => `* * * * ${name}`),
          '59 23 31 12 6',
          '0 0 1 1 0',
          `*/${2n ** 63n - 1n} * * * *`,
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
