import { DeployPlan } from '../../core/deploy/plan';
import { identityKey, refOf } from '../../core/manifest/identity';
import type { PlainObject } from '../../core/manifest/plain';
import type { KindRegistry } from '../../core/manifest/registry';
import type { ClusterModel } from '../../model/cluster-model';
import { tellPlan } from './deploy-plans';

/** The namespace of the team whose deployer applies an object, by the object's identity; the platform applies the others. */
export type Teams = ReadonlyMap<string, string>;

/** Plans who applies what of an app, for the objects that say it. @param manifests all others, rendered */
export function planDeployment(
  model: ClusterModel,
  manifests: readonly PlainObject[],
  registry: KindRegistry,
): Teams {
  if (model.deployers.length === 0) return new Map();
  const plan = new DeployPlan(manifests, model.deployers, registry);
  tellPlan(model, plan);
  return new Map(
    manifests.flatMap((manifest): [string, string][] => {
      const team = plan.teamOf(manifest);
      return team === undefined ? [] : [[identityKey(refOf(manifest)), team]];
    }),
  );
}
