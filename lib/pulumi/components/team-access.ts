import type * as pulumi from '@pulumi/pulumi';
import { levelOf, parseTeamAccess, suppressionsOfLevel } from '../../blueprints/access/parse';
import type { TeamAccessProps } from '../../blueprints/access/props';
import { refuseDeferred } from '../../blueprints/deferred';
import { describeProps } from '../../blueprints/description';
import { Problems } from '../../blueprints/problems';
import { objectsOfAccess } from '../../renderers';
import { contextFor } from '../app/app-context';
import { outputs } from '../app/deferred-leaves';
import { checkCall } from '../call';
import { Component, waitingFor } from '../component';
import { quietly } from '../errors';
import { namespaceAbove, under } from '../tree';
import { suppressBelow } from '../waive';
import { kubernetesObject } from './kubernetes-object';

/** Settings of what people may do in one namespace. */
export interface TeamAccessArgs extends TeamAccessProps<pulumi.Input<string>> {}

/**
 * What people may do in the namespace: groups of the identity provider that look (`view`), change workloads (`edit`) or look into pods
 * until a day (`debug`). They hold Roles of this namespace, which read no Secrets, run no commands and change no rights; never the
 * built-in `view`, `edit` or `admin`.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export class TeamAccess extends Component {
  /** What the names of its Roles begin with, as plain text. */
  readonly name: string;

  constructor(name: string, args: TeamAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    const namespace = namespaceAbove(opts?.parent);
    const { model, access } = quietly(() => {
      checkCall('TeamAccess', name, args, opts);
      const context = contextFor(opts?.parent, name);
      const problems = new Problems(under(opts?.parent, name), outputs);
      const { shapes, required, leaves } = describeProps('TeamAccessProps');
      problems.check(args, shapes, { required, deferred: true });
      refuseDeferred(args, leaves, problems);
      problems.throwIfBroken();
      const parsed = parseTeamAccess(args, { id: name, namespace: namespace?.model.name }, problems);
      problems.throwIfAny();
      return { model: context.model, access: parsed };
    });
    super('TeamAccess', name, opts);
    this.name = access.name;
    model.accesses.push(access);
    const dependsOn = waitingFor(this, namespace?.before ?? []);
    for (const { identity, object } of objectsOfAccess(access, model)) {
      const level = levelOf(identity.name);
      const made = kubernetesObject(this, object, { name: `${name}-${level}`, dependsOn });
      if (identity.kind === 'Role' && level !== undefined)
        suppressBelow(made, suppressionsOfLevel(level, args));
    }
    this.registerOutputs({ name: this.name });
  }
}
