import type * as pulumi from '@pulumi/pulumi';
import { refuseDeferred } from '../../blueprints/deferred';
import { parseDeployer, suppressionsOfDeployer } from '../../blueprints/deploy/parse';
import type { DeployerProps } from '../../blueprints/deploy/props';
import { describeProps } from '../../blueprints/description';
import { Problems } from '../../blueprints/problems';
import { objectsOfDeployer } from '../../renderers';
import { contextFor } from '../app/app-context';
import { outputs } from '../app/deferred-leaves';
import { deployPlanOf } from '../app/deploy-plans';
import { checkCall } from '../call';
import { Component, waitingFor } from '../component';
import { quietly } from '../errors';
import { namespaceAbove, under } from '../tree';
import { suppressBelow } from '../waive';
import { kubernetesObject } from './kubernetes-object';

/** Settings of who applies what a team has in its namespace. */
export interface DeployerArgs extends DeployerProps<pulumi.Input<string>> {}

/**
 * Who applies what a team has in its namespace: Argo CD, Flux or a pipeline. Its Role is worked out from the components of the app: it
 * may apply the kinds that the team has there, and holds the rights that the team's Roles give, as it has to pass them on. It has no
 * right outside of the namespace, none on quota and policies, and never `escalate` or `bind`. What `bulwark synth --pulumi` writes is in
 * two parts: `teams/NAMESPACE` is the team's, the rest is the platform's.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export class Deployer extends Component {
  /** The name of its account, its Role and its RoleBinding, as plain text. */
  readonly name: string;

  constructor(name: string, args: DeployerArgs, opts?: pulumi.ComponentResourceOptions) {
    const namespace = namespaceAbove(opts?.parent);
    const { context, deployer } = quietly(() => {
      checkCall('Deployer', name, args, opts);
      const above = contextFor(opts?.parent, name);
      const problems = new Problems(under(opts?.parent, name), outputs);
      const { shapes, required, leaves } = describeProps('DeployerProps');
      problems.check(args, shapes, { required, deferred: true });
      refuseDeferred(args, leaves, problems);
      problems.throwIfBroken();
      const place = { id: name, namespace: namespace?.model, deployers: above.model.deployers };
      const parsed = parseDeployer(args, place, problems);
      problems.throwIfAny();
      return { context: above, deployer: parsed };
    });
    super('Deployer', name, opts);
    this.name = deployer.name;
    const { model } = context;
    model.deployers.push(deployer);
    const dependsOn = waitingFor(this, namespace?.before ?? []);
    for (const { identity, object, last } of objectsOfDeployer(deployer, () => deployPlanOf(model))) {
      const made = kubernetesObject(this, object, { name, dependsOn, last });
      if (identity.kind === 'Role') suppressBelow(made, suppressionsOfDeployer());
    }
    this.registerOutputs({ name: this.name });
  }
}
