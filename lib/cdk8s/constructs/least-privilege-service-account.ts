import { Construct } from 'constructs';
import { checkAccount } from '../../blueprints/account/parse';
import type { AccountProps } from '../../blueprints/account/props';
import { describeProps } from '../../blueprints/description';
import { Problems } from '../../blueprints/problems';
import type { Grant } from '../../core/rbac/grant';
import type { Identity } from '../../model/identity';
import { objectsOfIdentity } from '../../renderers';
import { modelOf, namespaceNameOf, under } from '../app/app-context';
import { BlueprintObject } from '../app/blueprint-object';
import { checkCall } from '../call';

/** What a caller says about an identity. */
export interface LeastPrivilegeServiceAccountProps extends AccountProps {}

/**
 * An identity with the rights that are named and no others. Its token is mounted, and the route to the API server
 * opens, exactly in the workloads that take it as `account`, and only while it has a grant.
 * @throws InvalidInputError where the name is not one
 */
export class LeastPrivilegeServiceAccount extends Construct {
  /** The name of the ServiceAccount. */
  readonly name: string;
  private readonly held: Grant[];

  constructor(scope: Construct, id: string, props: LeastPrivilegeServiceAccountProps = {}) {
    checkCall('LeastPrivilegeServiceAccount', scope, id);
    const problems = new Problems(under(scope, id));
    problems.check(props, describeProps('AccountProps').shapes);
    problems.throwIfBroken();
    super(scope, id);
    this.name = props.name ?? id;
    checkAccount(this.name, props, problems);
    problems.throwIfAny();
    this.held = [...(props.grants ?? [])];
    const namespace = namespaceNameOf(this);
    const identity: Identity = {
      name: this.name,
      namespace,
      instance: props.instance ?? this.name,
      grants: this.held,
      labels: props.labels ?? {},
    };
    const model = modelOf(this);
    model.identities.push(identity);
    for (const { identity: called, object } of objectsOfIdentity(identity, model))
      new BlueprintObject(this, called.kind, called, object);
  }

  /** Whether it may do anything, so that it needs its token. */
  get hasGrants(): boolean {
    return this.held.length > 0;
  }

  /** What it may do. A copy. */
  get grants(): readonly Grant[] {
    return [...this.held];
  }
}
