import { CRON_JOB_LIMIT, LABEL_LIMIT } from '../../../core/manifest/names';
import { scheduleProblem } from '../../../core/validation/batch/schedule';
import { isTooOften, neverRuns } from '../../../core/validation/batch/schedule-dates';
import { timeZoneProblem } from '../../../core/validation/batch/time-zone';
import type { Text } from '../../../model/text';
import type { Problems } from '../../problems';
import { wholeNumber } from '../parse/whole-number';
import type { WorkloadProps } from '../props';
import { JOB_SUFFIX, jobOf } from './job-fields';
import type { WorkloadKind } from './kind';
import { refuseParallel } from './one-pod';
import type { EndingProps } from './props';

/** Seconds after its time in which a Job still starts: one run at most, even where one a minute was missed. */
const STARTING_DEADLINE = 3_600;
/** The controller looks every ten seconds: what has to start sooner never does. */
const LEAST_DEADLINE = 10;
/** Jobs of each outcome that are kept. */
const HISTORY = 3;
/** A zone without daylight saving time: every hour is there once a day. */
const ZONE = 'Etc/UTC';

/** What you can set on a CronJob. Everything else has a default. */
export interface CronJobProps<Text = string> extends WorkloadProps<Text>, EndingProps {
  /**
   * The schedule in cron format (minute, hour, day of the month, month, day of the week), or a name such as `@hourly`.
   * Set the time zone with `timeZone`. @example '0 3 * * *'
   */
  readonly schedule: Text;
  /**
   * The time zone of the schedule, by its IANA name. In a zone with daylight saving time, one hour a year is skipped
   * and one is repeated. @default 'Etc/UTC' @example 'Europe/Berlin'
   */
  readonly timeZone?: Text;
  /**
   * What happens when a run is due while the previous one is still running: `'Forbid'` skips it, `'Replace'` stops the
   * previous one, `'Allow'` runs both. @default 'Forbid'
   */
  readonly concurrencyPolicy?: 'Allow' | 'Forbid' | 'Replace';
  /** How many seconds late a missed run may still start, 10 or more. @default 3600; an hour @example 300 */
  readonly startingDeadlineSeconds?: number;
  /** How many successful Jobs to keep, with their pods and logs. @default 3 @example 1 */
  readonly successfulJobsHistoryLimit?: number;
  /** How many failed Jobs to keep, with their pods and logs. @default 3 @example 5 */
  readonly failedJobsHistoryLimit?: number;
  /** Whether to start no further Jobs. Jobs that are running continue. @default false */
  readonly suspend?: boolean;
}

/** A CronJob: Jobs by the clock. */
export const cronJob: WorkloadKind<CronJobProps<unknown>> = {
  kind: 'CronJob',
  construct: 'SecureCronJob',
  props: 'CronJobProps',
  read: (props, place, problems) => {
    const { concurrencyPolicy = 'Forbid', suspend, restartPolicy = 'Never' } = props;
    const { startingDeadlineSeconds = STARTING_DEADLINE } = props;
    checkName(place.name, problems);
    refuseParallel(props, place.storage.exclusive, problems);
    if (!(Number.isSafeInteger(startingDeadlineSeconds) && startingDeadlineSeconds >= LEAST_DEADLINE)) {
      const needs = `a whole number from ${LEAST_DEADLINE}: the controller looks every ${LEAST_DEADLINE} seconds, so that with less no Job ever starts`;
      problems.add('startingDeadlineSeconds', startingDeadlineSeconds, needs, 'startingDeadlineSeconds: 300');
    }
    const history = (name: 'successfulJobsHistoryLimit' | 'failedJobsHistoryLimit'): number =>
      wholeNumber(name, props[name] ?? HISTORY, 0, problems);
    return {
      controller: {
        kind: 'CronJob',
        schedule: scheduleOf(props.schedule, problems),
        timeZone: zoneOf(props.timeZone ?? ZONE, problems),
        concurrencyPolicy,
        startingDeadlineSeconds,
        successfulJobsHistoryLimit: history('successfulJobsHistoryLimit'),
        failedJobsHistoryLimit: history('failedJobsHistoryLimit'),
        ...(suspend === undefined ? {} : { suspend }),
        job: jobOf(props, {}, { ...place, jobName: `${place.name}${JOB_SUFFIX}` }, problems),
      },
      suppressions: [],
      restartPolicy,
    };
  },
};

/** Names of Services, which every workload has to have, are longer. */
function checkName(name: string, problems: Problems): void {
  if (name.length <= CRON_JOB_LIMIT || name.length > LABEL_LIMIT) return;
  const needs = `at most ${CRON_JOB_LIMIT} characters, as the names of its Jobs have 11 more`;
  problems.add('name', name, needs, `name: '${name.slice(0, CRON_JOB_LIMIT).replace(/-+$/, '')}'`);
}

function scheduleOf(schedule: unknown, problems: Problems): Text {
  const fix = "schedule: '0 3 * * *'";
  return problems.leaf(schedule, (known, later) => {
    if (typeof known !== 'string') {
      later.add('schedule', known, 'a schedule', fix);
      return '';
    }
    const wrong = scheduleProblem(known);
    if (wrong !== undefined) later.add('schedule', known, wrong, fixOf(known, fix));
    else if (isTooOften(known))
      later.add('schedule', known, 'a minute or more between two runs: Jobs are named by their minute', fix);
    else if (neverRuns(known))
      later.add(
        'schedule',
        known,
        'a date that there is: the API server takes it, and no Job ever starts',
        fix,
      );
    return known;
  });
}

/** Where the zone is in the schedule, both of them apart. */
function fixOf(schedule: string, otherwise: string): string {
  const [, zone, rest] = /^(?:CRON_)?TZ=(\S+)\s+(.*)$/.exec(schedule) ?? [];
  return zone === undefined || rest === undefined ? otherwise : `schedule: '${rest}', timeZone: '${zone}'`;
}

function zoneOf(zone: unknown, problems: Problems): Text {
  const fix = "timeZone: 'Europe/Berlin'";
  return problems.leaf(zone, (known, later) => {
    const wrong = typeof known === 'string' ? timeZoneProblem(known) : 'a string';
    if (wrong !== undefined) later.add('timeZone', known, wrong, fix);
    return known;
  });
}
