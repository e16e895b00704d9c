import type * as pulumi from '@pulumi/pulumi';
import { type CronJobProps, cronJob } from '../../blueprints/workload/kinds/cron-job';
import { type IdentityArgs, SecureWorkload } from './secure-workload';

/** What you can set on a CronJob. Everything else has a default. */
export interface SecureCronJobArgs extends CronJobProps<pulumi.Input<string>>, IdentityArgs {}

/**
 * A CronJob whose Jobs pass Pod Security `restricted`, run to their end one at a time, and reach exactly what was
 * declared. It brings its own ServiceAccount, a NetworkPolicy with its routes and DNS, and a Service when it has a port.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export class SecureCronJob extends SecureWorkload<CronJobProps<unknown>> {
  constructor(name: string, args: SecureCronJobArgs, opts?: pulumi.ComponentResourceOptions) {
    super(cronJob, name, args, opts);
  }

  /** The resource of the CronJob. */
  get cronJob(): pulumi.CustomResource {
    return this.main;
  }
}
