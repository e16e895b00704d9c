import { Construct } from 'constructs';
import { parseDeployer, suppressionsOfDeployer } from '../../blueprints/deploy/parse';
import type { DeployerProps as Props } from '../../blueprints/deploy/props';
import { describeProps } from '../../blueprints/description';
import { Problems } from '../../blueprints/problems';
import { objectsOfDeployer } from '../../renderers';
import { modelOf, namespaceAbove, under } from '../app/app-context';
import { BlueprintObject } from '../app/blueprint-object';
import { deployPlanOf, renderLast } from '../app/deploying';
import { checkCall } from '../call';
import { suppress } from '../waive';

/** Settings of who applies what a team has in its namespace. */
export interface DeployerProps extends Props {}

/**
 * Who applies what a team has in its namespace: Argo CD, Flux or a pipeline. Its Role is worked out from the output: it may apply the
 * kinds that the team has there, and holds the rights that the team's Roles give, as it has to pass them on. It has no right outside of
 * the namespace, none on quota and policies, and never `escalate` or `bind`. The output is in two parts: `teams/NAMESPACE` is the
 * team's, the rest is the platform's.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class Deployer extends Construct {
  /** The name of its account, its Role and its RoleBinding. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: DeployerProps) {
    checkCall('Deployer', scope, id);
    const problems = new Problems(under(scope, id));
    const { shapes, required } = describeProps('DeployerProps');
    problems.check(props, shapes, { required });
    problems.throwIfBroken();
    const model = modelOf(scope);
    const place = { id, namespace: namespaceAbove(scope), deployers: model.deployers };
    const deployer = parseDeployer(props, place, problems);
    problems.throwIfAny();
    super(scope, id);
    this.name = deployer.name;
    model.deployers.push(deployer);
    for (const { identity, object, last } of objectsOfDeployer(deployer, () => deployPlanOf(this))) {
      const made = new BlueprintObject(this, identity.kind, identity, object);
      if (last) renderLast(made);
      if (identity.kind === 'Role') suppress(made, suppressionsOfDeployer());
    }
  }
}
