import { checkJobSpec } from '../batch/job-spec';
import { scheduleProblem } from '../batch/schedule';
import { timeZoneProblem } from '../batch/time-zone';
import type { Field } from '../field';
import { checkOneOf } from '../primitives/lists';
import { checkNonNegative } from '../primitives/numbers';
import { checkRequired } from '../primitives/text';

const POLICIES = ['Allow', 'Forbid', 'Replace'];
const COUNTS = ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'];

/** A CronJob. Source: `validateCronJobSpec`. */
export function checkCronJob(object: Field): void {
  const spec = object.at('spec');
  if (spec.isUnknown) return;
  checkSchedule(spec.at('schedule'));
  const zone = spec.at('timeZone');
  const wrong = zone.text === undefined ? undefined : timeZoneProblem(zone.text);
  if (wrong !== undefined) zone.invalid(wrong, 'write a zone such as Europe/Berlin, or Etc/UTC');
  checkOneOf(spec.at('concurrencyPolicy'), POLICIES);
  for (const name of COUNTS) checkNonNegative(spec.at(name));
  const job = spec.in('jobTemplate', 'spec');
  if (job.isUnknown) return;
  checkJobSpec(job, true);
  if (job.at('selector').isSet) job.at('selector').forbidden('none: the API server makes it for each Job');
  if (job.at('manualSelector').isTrue)
    job.at('manualSelector').forbidden('none in the template of a CronJob');
}

function checkSchedule(schedule: Field): void {
  if (!checkRequired(schedule, 'a schedule, such as 0 3 * * *') || schedule.text === undefined) return;
  const wrong = scheduleProblem(schedule.text);
  if (wrong !== undefined) schedule.invalid(wrong, 'write a schedule such as 0 3 * * *');
}
