import * as kplus from 'cdk8s-plus-27';
import { deployment } from '../../blueprints/workload/kinds/deployment';
import type { DeploymentProps } from '../../blueprints/workload/kinds/props';
import { followIngresses } from '../plus/ingress-of-service';
import { kplusProps, kplusReplicas } from '../plus/kplus-props';
import { type IdentityProps, secureWorkload } from './secure-workload';

/** What you can set on a Deployment. Everything else has a default. */
export interface SecureDeploymentProps extends DeploymentProps, IdentityProps {}

const Base = secureWorkload<SecureDeploymentProps>(kplus.Deployment, {
  kind: deployment,
  propsFor: (workload) => ({ ...kplusProps(workload), replicas: kplusReplicas(workload, 2) }),
});

/**
 * A Deployment that passes Pod Security `restricted`, starts, and reaches exactly what was declared. It brings its own
 * ServiceAccount, a Service when it has a port, a NetworkPolicy with its routes and DNS, and a disruption budget when
 * it has two or more replicas. All of `kplus.Deployment` keeps working on it.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class SecureDeployment extends Base {
  /**
   * A further Service of cdk8s-plus in front of the pods. Its `exposeViaIngress` opens the port to the Ingress
   * controller, as `ingress` or `gateway` of the cluster profile says. For hosts with HTTPS say `expose` in the props.
   */
  override exposeViaService(options?: kplus.DeploymentExposeViaServiceOptions): kplus.Service {
    return followIngresses(super.exposeViaService(options), this);
  }
}
