import type * as pulumi from '@pulumi/pulumi';
import { parseBreakGlass, suppressionsOfBreakGlass } from '../../blueprints/break-glass/parse';
import type { BreakGlassProps } from '../../blueprints/break-glass/props';
import { refuseDeferred } from '../../blueprints/deferred';
import { describeProps } from '../../blueprints/description';
import { Problems } from '../../blueprints/problems';
import { objectsOfBreakGlass } from '../../renderers';
import { contextFor } from '../app/app-context';
import { outputs } from '../app/deferred-leaves';
import { checkCall } from '../call';
import { Component, waitingFor } from '../component';
import { quietly } from '../errors';
import { namespaceAbove, under } from '../tree';
import { suppressBelow } from '../waive';
import { kubernetesObject } from './kubernetes-object';

/** Settings of what people may do in one namespace in an emergency. */
export interface BreakGlassArgs extends BreakGlassProps {}

/**
 * What people may do in the namespace in an emergency: a Role that nobody is bound to, and an admission policy that refuses a binding to
 * it without an end, after its end, or for longer than a maximum. `bulwark break-glass` writes a binding into a file of its own.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export class BreakGlass extends Component {
  /** The name of its Role, as plain text. */
  readonly name: string;

  constructor(name: string, args: BreakGlassArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const namespace = namespaceAbove(opts?.parent);
    const { model, glass } = quietly(() => {
      checkCall('BreakGlass', name, args, opts);
      const { model: above } = contextFor(opts?.parent, name);
      const problems = new Problems(under(opts?.parent, name), outputs);
      const { shapes, leaves } = describeProps('BreakGlassProps');
      problems.check(args, shapes, { deferred: true });
      refuseDeferred(args, leaves, problems);
      problems.throwIfBroken();
      const place = { id: name, namespace: namespace?.model, others: above.breakGlasses };
      const parsed = parseBreakGlass(args, place, problems);
      problems.throwIfAny();
      return { model: above, glass: parsed };
    });
    super('BreakGlass', name, opts);
    this.name = glass.name;
    model.breakGlasses.push(glass);
    const dependsOn = waitingFor(this, namespace?.before ?? []);
    for (const { identity, object } of objectsOfBreakGlass(glass)) {
      const made = kubernetesObject(this, object, { name, dependsOn });
      if (identity.kind === 'Role') suppressBelow(made, suppressionsOfBreakGlass(args));
    }
    this.registerOutputs({ name: this.name });
  }
}
