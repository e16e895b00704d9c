import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { type JobProps, job } from '../../blueprints/workload/kinds/job';
import type { JobController } from '../../model/workload';
import { kplusProps } from '../plus/kplus-props';
import { type IdentityProps, secureWorkload } from './secure-workload';

/** What you can set on a Job. Everything else has a default. */
export interface SecureJobProps extends JobProps, IdentityProps {}

const Base = secureWorkload<SecureJobProps>(kplus.Job, {
  kind: job,
  propsFor: (workload) => {
    const { minReady: _none, ...props } = kplusProps(workload);
    const { controller } = workload;
    return controller.kind === 'Job' ? { ...props, ...kplusJob(controller) } : props;
  },
});

/**
 * A Job that passes Pod Security `restricted`, runs to its end, and reaches exactly what was declared. It brings its own
 * ServiceAccount, a NetworkPolicy with its routes and DNS, and a Service when it has a port. Its pods are immutable: a
 * change needs another name, else `kubectl apply` says `field is immutable`. All of `kplus.Job` keeps working on it.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class SecureJob extends Base {}

/** What cdk8s-plus tells of a Job. */
export function kplusJob(controller: JobController): kplus.JobProps {
  const { backoffLimit, activeDeadlineSeconds: deadline, ttlSecondsAfterFinished: kept } = controller;
  return {
    ...(backoffLimit === undefined ? {} : { backoffLimit }),
    ...(deadline === undefined ? {} : { activeDeadline: Duration.seconds(deadline) }),
    ...(kept === undefined ? {} : { ttlAfterFinished: Duration.seconds(kept) }),
  };
}
