import { Construct } from 'constructs';
import { parseBreakGlass, suppressionsOfBreakGlass } from '../../blueprints/break-glass/parse';
import type { BreakGlassProps as Props } from '../../blueprints/break-glass/props';
import { describeProps } from '../../blueprints/description';
import { Problems } from '../../blueprints/problems';
import { objectsOfBreakGlass } from '../../renderers';
import { modelOf, namespaceAbove, under } from '../app/app-context';
import { BlueprintObject } from '../app/blueprint-object';
import { checkCall } from '../call';
import { suppress } from '../waive';

/** Settings of what people may do in one namespace in an emergency. */
export interface BreakGlassProps extends Props {}

/**
 * What people may do in the namespace in an emergency: a Role that nobody is bound to, and an admission policy that refuses a binding to
 * it without an end, after its end, or for longer than a maximum. `bulwark break-glass` writes a binding into a file of its own.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class BreakGlass extends Construct {
  /** The name of its Role. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: BreakGlassProps = {}) {
    checkCall('BreakGlass', scope, id);
    const problems = new Problems(under(scope, id));
    problems.check(props, describeProps('BreakGlassProps').shapes);
    problems.throwIfBroken();
    const { breakGlasses: others } = modelOf(scope);
    const glass = parseBreakGlass(props, { id, namespace: namespaceAbove(scope), others }, problems);
    problems.throwIfAny();
    super(scope, id);
    this.name = glass.name;
    others.push(glass);
    for (const { identity, object } of objectsOfBreakGlass(glass)) {
      const made = new BlueprintObject(this, identity.kind, identity, object);
      if (identity.kind === 'Role') suppress(made, suppressionsOfBreakGlass(props));
    }
  }
}
