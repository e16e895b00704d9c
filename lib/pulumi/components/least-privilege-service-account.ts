import * as pulumi from '@pulumi/pulumi';
import { checkAccount } from '../../blueprints/account/parse';
import type { AccountProps } from '../../blueprints/account/props';
import { refuseDeferred } from '../../blueprints/deferred';
import { describeProps } from '../../blueprints/description';
import { Problems } from '../../blueprints/problems';
import type { Grant } from '../../core/rbac/grant';
import type { Identity } from '../../model/identity';
import { objectsOfIdentity } from '../../renderers';
import { contextFor } from '../app/app-context';
import { outputs } from '../app/deferred-leaves';
import { checkCall } from '../call';
import { Component, textFrom, waitingFor } from '../component';
import { quietly } from '../errors';
import { namespaceAbove, under } from '../tree';
import { kubernetesObject } from './kubernetes-object';

/** What a caller says about an identity. */
export interface LeastPrivilegeServiceAccountArgs extends AccountProps {}

/**
 * An identity with the rights that are named and no others. Its token is mounted, and the route to the API server
 * opens, exactly in the workloads that take it as `account`, and only while it has a grant.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export class LeastPrivilegeServiceAccount extends Component {
  /** The name of the ServiceAccount, as plain text. */
  readonly name: string;
  /** The name of the ServiceAccount; whoever takes it waits for the account and its rights. */
  readonly serviceAccount: pulumi.Output<string>;
  private readonly held: readonly Grant[];

  constructor(
    name: string,
    args: LeastPrivilegeServiceAccountArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const { model } = quietly(() => {
      checkCall('LeastPrivilegeServiceAccount', name, args, opts);
      const context = contextFor(opts?.parent, name);
      checkArgs(args.name ?? name, args, under(opts?.parent, name));
      return context;
    });
    super('LeastPrivilegeServiceAccount', name, opts);
    this.name = args.name ?? name;
    this.held = [...(args.grants ?? [])];
    const namespace = namespaceAbove(opts?.parent);
    const identity: Identity = {
      name: this.name,
      namespace: namespace?.model.name,
      instance: args.instance ?? this.name,
      grants: this.held,
      labels: args.labels ?? {},
    };
    const dependsOn = waitingFor(this, namespace?.before ?? []);
    model.identities.push(identity);
    const made = objectsOfIdentity(identity, model).map(({ object }) =>
      kubernetesObject(this, object, { name, dependsOn }),
    );
    this.serviceAccount = pulumi
      .all(made.map((object) => textFrom(object, this.name)))
      .apply(() => this.name);
    this.registerOutputs({ serviceAccount: this.name });
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

function checkArgs(name: string, args: LeastPrivilegeServiceAccountArgs, where: string): void {
  const problems = new Problems(where, outputs);
  const { shapes, leaves } = describeProps('AccountProps');
  problems.check(args, shapes, { deferred: true });
  refuseDeferred(args, leaves, problems);
  problems.throwIfBroken();
  checkAccount(name, args, problems);
  problems.throwIfAny();
}
