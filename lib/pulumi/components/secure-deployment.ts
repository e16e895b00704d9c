import type * as pulumi from '@pulumi/pulumi';
import { deployment } from '../../blueprints/workload/kinds/deployment';
import type { DeploymentProps } from '../../blueprints/workload/kinds/props';
import { type IdentityArgs, SecureWorkload } from './secure-workload';

/** What you can set on a Deployment. Everything else has a default. */
export interface SecureDeploymentArgs extends DeploymentProps<pulumi.Input<string>>, IdentityArgs {}

/**
 * A Deployment that passes Pod Security `restricted`, starts, and reaches exactly what was declared. It brings its own
 * ServiceAccount, a Service when it has a port, a NetworkPolicy with its routes and DNS, and a disruption budget when
 * it has two or more replicas.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export class SecureDeployment extends SecureWorkload<DeploymentProps<unknown>> {
  constructor(name: string, args: SecureDeploymentArgs, opts?: pulumi.ComponentResourceOptions) {
    super(deployment, name, args, opts);
  }

  /** The resource of the Deployment. */
  get deployment(): pulumi.CustomResource {
    return this.main;
  }
}
