import { Construct } from 'constructs';
import { levelOf, parseTeamAccess, suppressionsOfLevel } from '../../blueprints/access/parse';
import type { TeamAccessProps as Props } from '../../blueprints/access/props';
import { describeProps } from '../../blueprints/description';
import { Problems } from '../../blueprints/problems';
import { objectsOfAccess } from '../../renderers';
import { modelOf, namespaceNameOf, under } from '../app/app-context';
import { BlueprintObject } from '../app/blueprint-object';
import { checkCall } from '../call';
import { suppress } from '../waive';

/** Settings of what people may do in one namespace. */
export interface TeamAccessProps extends Props {}

/**
 * What people may do in the namespace: groups of the identity provider that look (`view`), change workloads (`edit`) or look into pods
 * until a day (`debug`). They hold Roles of this namespace, which read no Secrets, run no commands and change no rights; never the
 * built-in `view`, `edit` or `admin`.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class TeamAccess extends Construct {
  /** What the names of its Roles begin with. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: TeamAccessProps) {
    checkCall('TeamAccess', scope, id);
    const problems = new Problems(under(scope, id));
    const { shapes, required } = describeProps('TeamAccessProps');
    problems.check(props, shapes, { required });
    problems.throwIfBroken();
    const access = parseTeamAccess(props, { id, namespace: namespaceNameOf(scope) }, problems);
    problems.throwIfAny();
    super(scope, id);
    this.name = access.name;
    const model = modelOf(this);
    model.accesses.push(access);
    for (const { identity, object } of objectsOfAccess(access, model)) {
      const { kind, name } = identity;
      const made = new BlueprintObject(this, `${kind}-${name}`, identity, object);
      const level = kind === 'Role' ? levelOf(name) : undefined;
      if (level !== undefined) suppress(made, suppressionsOfLevel(level, props));
    }
  }
}
