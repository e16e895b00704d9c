import type * as pulumi from '@pulumi/pulumi';
import type { StatefulSetProps } from '../../blueprints/workload/kinds/props';
import { statefulSet } from '../../blueprints/workload/kinds/stateful-set';
import { type IdentityArgs, SecureWorkload } from './secure-workload';

/** What you can set on a StatefulSet. Everything else has a default. */
export interface SecureStatefulSetArgs extends StatefulSetProps<pulumi.Input<string>>, IdentityArgs {}

/**
 * A StatefulSet that passes Pod Security `restricted`, starts, and reaches exactly what was declared: pods with a name
 * and storage of their own. It brings a headless Service that names its pods, and all that a SecureDeployment brings.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export class SecureStatefulSet extends SecureWorkload<StatefulSetProps<unknown>> {
  constructor(name: string, args: SecureStatefulSetArgs, opts?: pulumi.ComponentResourceOptions) {
    super(statefulSet, name, args, opts);
  }

  /** The resource of the StatefulSet. */
  get statefulSet(): pulumi.CustomResource {
    return this.main;
  }
}
