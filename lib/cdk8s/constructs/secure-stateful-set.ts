import * as kplus from 'cdk8s-plus-27';
import type { StatefulSetProps } from '../../blueprints/workload/kinds/props';
import { statefulSet } from '../../blueprints/workload/kinds/stateful-set';
import { headlessService } from '../plus/headless-service';
import { kplusProps, kplusReplicas } from '../plus/kplus-props';
import { type IdentityProps, secureWorkload } from './secure-workload';

/** What you can set on a StatefulSet. Everything else has a default. */
export interface SecureStatefulSetProps extends StatefulSetProps, IdentityProps {}

const Base = secureWorkload<SecureStatefulSetProps>(kplus.StatefulSet, {
  kind: statefulSet,
  propsFor: (workload, scope, id) => ({
    ...kplusProps(workload),
    replicas: kplusReplicas(workload, 1),
    service: headlessService(workload, scope, id),
  }),
});

/**
 * A StatefulSet that passes Pod Security `restricted`, starts, and reaches exactly what was declared: pods with a name
 * and storage of their own. It brings a headless Service that names its pods, and all that a SecureDeployment brings.
 * All of `kplus.StatefulSet` keeps working on it.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class SecureStatefulSet extends Base {}
