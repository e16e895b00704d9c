import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { type CronJobProps, cronJob } from '../../blueprints/workload/kinds/cron-job';
import { BulwarkError } from '../../core/errors';
import { textOf } from '../../core/manifest/plain';
import type { CronJobController } from '../../model/workload';
import { kplusProps } from '../plus/kplus-props';
import { kplusJob } from './secure-job';
import { type IdentityProps, secureWorkload } from './secure-workload';

/** What you can set on a CronJob. Everything else has a default. */
export interface SecureCronJobProps extends CronJobProps, IdentityProps {}

const CONCURRENCY = {
  Allow: kplus.ConcurrencyPolicy.ALLOW,
  Forbid: kplus.ConcurrencyPolicy.FORBID,
  Replace: kplus.ConcurrencyPolicy.REPLACE,
} as const;

const Base = secureWorkload<SecureCronJobProps>(kplus.CronJob, {
  kind: cronJob,
  propsFor: (workload) => {
    const { minReady: _none, ...props } = kplusProps(workload);
    const { controller } = workload;
    if (controller.kind !== 'CronJob') throw new BulwarkError('no CronJob', []);
    return { ...props, ...kplusJob(controller.job), ...kplusCronJob(controller) };
  },
});

/**
 * A CronJob whose Jobs pass Pod Security `restricted`, run to their end one at a time, and reach exactly what was
 * declared. It brings its own ServiceAccount, a NetworkPolicy with its routes and DNS, and a Service when it has a port. All of `kplus.CronJob` keeps working on it.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class SecureCronJob extends Base {}

/** What cdk8s-plus tells of a CronJob. */
function kplusCronJob(controller: CronJobController): Omit<kplus.CronJobProps, keyof kplus.JobProps> {
  const { schedule, timeZone, concurrencyPolicy, startingDeadlineSeconds: deadline, suspend } = controller;
  const { successfulJobsHistoryLimit: succeeded, failedJobsHistoryLimit: failed } = controller;
  return {
    // Names such as `@hourly` are no options of the class.
    schedule: { expressionString: textOf(schedule) },
    concurrencyPolicy: CONCURRENCY[concurrencyPolicy],
    ...(timeZone === undefined ? {} : { timeZone: textOf(timeZone) }),
    ...(deadline === undefined ? {} : { startingDeadline: Duration.seconds(deadline) }),
    ...(succeeded === undefined ? {} : { successfulJobsRetained: succeeded }),
    ...(failed === undefined ? {} : { failedJobsRetained: failed }),
    ...(suspend === undefined ? {} : { suspend }),
  };
}
