import { SecureCronJob, type SecureCronJobProps } from 'bulwark/cdk8s';
import { at, errorOf, found, IMAGE, objectsOf, one, shopApp } from './support';

const NIGHTLY: SecureCronJobProps = { image: IMAGE, schedule: '0 3 * * *' };

test('a CronJob brings what is around it, and nothing is found on it', () => {
  const { app, shop } = shopApp();
  new SecureCronJob(shop, 'nightly', NIGHTLY);
  expect(found(app)).toEqual([]);
  const own = objectsOf(app).filter(
    (object) => at(object, 'metadata.labels."app.kubernetes.io/instance"') === 'nightly',
  );
  expect(own.map(({ kind, metadata }) => `${kind} ${at(metadata, 'name')}`).sort()).toEqual([
    'CronJob nightly',
    'NetworkPolicy nightly',
    'ServiceAccount nightly',
  ]);
});

test('its Jobs run one at a time, end, and are kept by their number', () => {
  const { app, shop } = shopApp();
  new SecureCronJob(shop, 'nightly', NIGHTLY);
  const { jobTemplate, ...spec } = { ...Object(at(one(objectsOf(app), 'CronJob', 'nightly'), 'spec')) };
  expect(spec).toEqual({
    concurrencyPolicy: 'Forbid',
    failedJobsHistoryLimit: 3,
    schedule: '0 3 * * *',
    startingDeadlineSeconds: 3600,
    successfulJobsHistoryLimit: 3,
    timeZone: 'Etc/UTC',
  });
  const { template, ...job } = { ...Object(at(jobTemplate, 'spec')) };
  expect(job).toEqual({
    activeDeadlineSeconds: 86_400,
    backoffLimit: 3,
    // Servers before 1.34 give a template no status: the API server would refuse it.
    podFailurePolicy: {
      rules: [{ action: 'Ignore', onPodConditions: [{ status: 'True', type: 'DisruptionTarget' }] }],
    },
  });
  expect(at(template, 'spec.restartPolicy')).toBe('Never');
});

test('what cdk8s-plus tells of a CronJob, and what its methods add, holds', () => {
  const { app, shop } = shopApp();
  const cron = new SecureCronJob(shop, 'nightly', {
    ...NIGHTLY,
    schedule: '@every 90m',
    concurrencyPolicy: 'Replace',
  });
  expect([cron.schedule.expressionString, cron.timeZone, cron.concurrencyPolicy]).toEqual([
    '@every 90m',
    'Etc/UTC',
    'Replace',
  ]);
  expect([cron.startingDeadline.toSeconds(), cron.failedJobsRetained, cron.suspend]).toEqual([
    3600,
    3,
    false,
  ]);
  cron.addInitContainer({ name: 'wait', image: IMAGE });
  cron.podMetadata.addAnnotation('example.com/note', 'a');
  const spec = at(one(objectsOf(app), 'CronJob', 'nightly'), 'spec.jobTemplate.spec.template');
  expect(at(spec, 'spec.initContainers.0.name')).toBe('wait');
  expect(at(spec, 'metadata.annotations')).toEqual({ 'example.com/note': 'a' });
});

test.each([
  '*/15 0-6,22 1,15 jan-mar MON-FRI',
  '0 3 * * 0',
  '5/10 * ? * *',
  '@hourly',
  '@every 1h30m',
  '@every 60s',
  '@every +1m',
  '0 0 29 2 *',
  '0 0 31 1-2 *',
  '0 0 31 2 mon', // the day of the week is enough
  '0 0 */2 2 *',
  '0 0 31/1 */5 *',
  ' 0  3 * * * ',
])('%s is a schedule', (schedule) => {
  const { app, shop } = shopApp();
  new SecureCronJob(shop, 'nightly', { ...NIGHTLY, schedule });
  expect(found(app)).toEqual([]);
});

test.each<[schedule: unknown, message: RegExp]>([
  ['', /schedule: found ""; needs five fields/],
  ['* * * *', /five fields: minute, hour/],
  ['0 0 3 * * *', /five fields/],
  ['60 * * * *', /schedule: .*minute from 0 to 59/],
  ['0 24 * * *', /hour from 0 to 23/],
  ['0 0 0 * *', /day of the month from 1 to 31/],
  ['0 0 * 13 *', /month from 1 to 12/],
  ['0 0 * * 7', /day of the week from 0 to 6/],
  ['0 0 * * mondays', /day of the week from 0 to 6/],
  ['5-1 * * * *', /range begins below its end/],
  ['*/0 * * * *', /step above 0/],
  ['*/-5 * * * *', /step above 0/],
  ['@noon', /one of @yearly/],
  ['@every soon', /@every with a duration/],
  ['TZ=Europe/Berlin 0 3 * * *', /without TZ.*Fix: schedule: '0 3 \* \* \*', timeZone: 'Europe\/Berlin'/],
  ['CRON_TZ=UTC 0 3 * * *', /without TZ/],
  ['0 0 31 2 *', /schedule: found "0 0 31 2 \*"; needs a date that there is/],
  ['0 0 30,31 feb *', /a date that there is/],
  ['0 0 31 4,6,9,11 ?', /a date that there is/],
  ['0 0 31/5 2 */1', /a date that there is/],
  ['@every 10s', /a minute or more between two runs/],
  ['@every 59.9s', /a minute or more/],
  ['@every 0', /a minute or more/],
  ['@every -5m', /a minute or more/],
  ['@every 500ms', /a minute or more/],
  ['1/99999999999999999999 * * * *', /step above 0/],
  ['0 3 * * *\u0000', /day of the week from 0 to 6/],
  [3, /schedule: /],
  [undefined, /schedule: /],
])('%j is no schedule', (schedule, message) => {
  const { shop } = shopApp();
  const make = (): unknown => Reflect.construct(SecureCronJob, [shop, 'nightly', { image: IMAGE, schedule }]);
  expect(errorOf(make).message).toMatch(message);
});

test.each<[props: object, message: RegExp]>([
  [{ timeZone: 'Berlin' }, /timeZone: found "Berlin"; needs a time zone of the IANA database/],
  [{ timeZone: 'europe/berlin' }, /timeZone/],
  [{ timeZone: 'Local' }, /timeZone/],
  [{ timeZone: '../etc/passwd' }, /timeZone/],
  [{ timeZone: '' }, /timeZone/],
  [
    { startingDeadlineSeconds: 9 },
    /startingDeadlineSeconds: found 9; .*every 10 seconds, so that with less no Job ever/,
  ],
  [{ startingDeadlineSeconds: 10.5 }, /startingDeadlineSeconds: found 10\.5/],
  [{ successfulJobsHistoryLimit: -1 }, /successfulJobsHistoryLimit: found -1; needs a whole number from 0/],
  [{ failedJobsHistoryLimit: 0.5 }, /failedJobsHistoryLimit/],
  [{ failedJobsHistoryLimit: 2 ** 31 }, /failedJobsHistoryLimit: .*a whole number from 0 to 2147483647/],
  [{ startingDeadlineSeconds: 1e300 }, /startingDeadlineSeconds/],
  [{ concurrencyPolicy: 'forbid' }, /concurrencyPolicy/],
  [{ ttlSecondsAfterFinished: 60 }, /ttlSecondsAfterFinished: found "ttlSecondsAfterFinished"; needs one of/],
  [
    { name: 'n'.repeat(53) },
    /name: .*needs at most 52 characters, as the names of its Jobs have 11 more\. Fix: name: 'n{52}'/,
  ],
  [{ name: `${'n'.repeat(51)}-x` }, /name: 'n{51}'/],
  [{ name: 'n'.repeat(50), completionMode: 'Indexed', completions: 100 }, /name: .*host name with an index/],
  [{ restartPolicy: 'OnFailure', podFailurePolicy: { rules: [] } }, /needs restartPolicy 'Never'/],
])('%j is refused', (props, message) => {
  const { shop } = shopApp();
  expect(errorOf(() => new SecureCronJob(shop, 'nightly', { ...NIGHTLY, ...props })).message).toMatch(
    message,
  );
});
