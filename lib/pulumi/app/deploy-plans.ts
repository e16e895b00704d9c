import type { DeployPlan } from '../../core/deploy/plan';
import type { ClusterModel } from '../../model/cluster-model';

/** What objects of a deployer ask of a plan. */
export type DeployRules = Pick<DeployPlan, 'kindsIn' | 'rulesFor'>;

const NOTHING: DeployRules = { kindsIn: () => [], rulesFor: () => [] };

const PLANS = new WeakMap<ClusterModel, DeployRules>();

/** Who applies what of an app, once everything else of it has been rendered; before, nobody anything. */
export function deployPlanOf(model: ClusterModel): DeployRules {
  return PLANS.get(model) ?? NOTHING;
}

/** Says who applies what of an app. */
export function tellPlan(model: ClusterModel, plan: DeployRules): void {
  PLANS.set(model, plan);
}
