import type * as pulumi from '@pulumi/pulumi';
import { type JobProps, job } from '../../blueprints/workload/kinds/job';
import { type IdentityArgs, SecureWorkload } from './secure-workload';

/** What you can set on a Job. Everything else has a default. */
export interface SecureJobArgs extends JobProps<pulumi.Input<string>>, IdentityArgs {}

/**
 * A Job that passes Pod Security `restricted`, runs to its end, and reaches exactly what was declared. It brings its own
 * ServiceAccount, a NetworkPolicy with its routes and DNS, and a Service when it has a port. Its pods are immutable: a
 * change replaces the Job, and the new one runs. An update waits until the Job has succeeded.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export class SecureJob extends SecureWorkload<JobProps<unknown>> {
  constructor(name: string, args: SecureJobArgs, opts?: pulumi.ComponentResourceOptions) {
    super(job, name, args, opts);
  }

  /** The resource of the Job. */
  get job(): pulumi.CustomResource {
    return this.main;
  }
}
