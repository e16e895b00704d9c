import * as kplus from 'cdk8s-plus-27';
import { type DaemonSetProps, daemonSet } from '../../blueprints/workload/kinds/daemon-set';
import { kplusProps } from '../plus/kplus-props';
import { type IdentityProps, secureWorkload } from './secure-workload';

/** What you can set on a DaemonSet. Everything else has a default. */
export interface SecureDaemonSetProps extends DaemonSetProps, IdentityProps {}

const Base = secureWorkload<SecureDaemonSetProps>(kplus.DaemonSet, {
  kind: daemonSet,
  propsFor: (workload) => {
    const { minReady: _counted, ...props } = kplusProps(workload);
    return props;
  },
});

/**
 * A DaemonSet that passes Pod Security `restricted`, starts on each node, and reaches exactly what was declared. An
 * agent that reads folders of its nodes (`hostPaths`) is in an IsolatedNamespace with `nodeAgents`, and takes its waivers
 * from there. It brings its own ServiceAccount, a Service when it has a port, and a NetworkPolicy with its routes and DNS.
 * All of `kplus.DaemonSet` keeps working on it.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class SecureDaemonSet extends Base {}
