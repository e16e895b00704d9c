import type * as pulumi from '@pulumi/pulumi';
import { type PodProps, pod } from '../../blueprints/workload/kinds/pod';
import { type IdentityArgs, SecureWorkload } from './secure-workload';

/** What you can set on a bare Pod. Everything else has a default. */
export interface SecurePodArgs extends PodProps<pulumi.Input<string>>, IdentityArgs {}

/**
 * A bare Pod that passes Pod Security `restricted` and reaches exactly what was declared. Nothing replaces it when its
 * node goes, and what runs cannot be changed: for what has to go on running, take a SecureDeployment. It brings its own
 * ServiceAccount, a Service when it has a port, and a NetworkPolicy with its routes and DNS.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export class SecurePod extends SecureWorkload<PodProps<unknown>> {
  constructor(name: string, args: SecurePodArgs, opts?: pulumi.ComponentResourceOptions) {
    super(pod, name, args, opts);
  }

  /** The resource of the Pod. */
  get pod(): pulumi.CustomResource {
    return this.main;
  }
}
