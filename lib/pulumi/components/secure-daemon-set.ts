import type * as pulumi from '@pulumi/pulumi';
import { type DaemonSetProps, daemonSet } from '../../blueprints/workload/kinds/daemon-set';
import { type IdentityArgs, SecureWorkload } from './secure-workload';

/** What you can set on a DaemonSet. Everything else has a default. */
export interface SecureDaemonSetArgs extends DaemonSetProps<pulumi.Input<string>>, IdentityArgs {}

/**
 * A DaemonSet that passes Pod Security `restricted`, starts on each node, and reaches exactly what was declared. An
 * agent that reads folders of its nodes (`hostPaths`) is in an IsolatedNamespace with `nodeAgents`, and takes its waivers
 * from there. It brings its own ServiceAccount, a Service when it has a port, and a NetworkPolicy with its routes and DNS.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export class SecureDaemonSet extends SecureWorkload<DaemonSetProps<unknown>> {
  constructor(name: string, args: SecureDaemonSetArgs, opts?: pulumi.ComponentResourceOptions) {
    super(daemonSet, name, args, opts);
  }

  /** The resource of the DaemonSet. */
  get daemonSet(): pulumi.CustomResource {
    return this.main;
  }
}
