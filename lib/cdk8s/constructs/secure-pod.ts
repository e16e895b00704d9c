import * as kplus from 'cdk8s-plus-27';
import { type PodProps, pod } from '../../blueprints/workload/kinds/pod';
import { kplusProps } from '../plus/kplus-props';
import { type IdentityProps, secureWorkload } from './secure-workload';

/** What you can set on a bare Pod. Everything else has a default. */
export interface SecurePodProps extends PodProps, IdentityProps {}

/** The restart policies, as cdk8s-plus calls them. */
const RESTARTS = {
  Always: kplus.RestartPolicy.ALWAYS,
  OnFailure: kplus.RestartPolicy.ON_FAILURE,
  Never: kplus.RestartPolicy.NEVER,
} as const;

const Base = secureWorkload<SecurePodProps>(kplus.Pod, {
  kind: pod,
  propsFor: (workload) => {
    const { minReady: _none, select: _no, ...props } = kplusProps(workload);
    return { ...props, restartPolicy: RESTARTS[workload.pod.restartPolicy] };
  },
});

/**
 * A bare Pod that passes Pod Security `restricted` and reaches exactly what was declared. Nothing replaces it when its
 * node goes, and what runs cannot be changed: for what has to go on running, take a SecureDeployment. It brings its own
 * ServiceAccount, a Service when it has a port, and a NetworkPolicy with its routes and DNS.
 * All of `kplus.Pod` keeps working on it.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class SecurePod extends Base {}
