import * as pulumi from '@pulumi/pulumi';
import { Account, tellAccount } from '../../blueprints/account/account';
import type { Grantee } from '../../blueprints/account/grantable';
import { checkAccount } from '../../blueprints/account/parse';
import type { AccountProps } from '../../blueprints/account/props';
import { GRANTS } from '../../blueprints/account/shapes';
import { configsGranted } from '../../blueprints/configuration/config';
import { refuseDeferred } from '../../blueprints/deferred';
import { describeProps } from '../../blueprints/description';
import { Problems } from '../../blueprints/problems';
import { checkArgument } from '../../core/check-input';
import type { Grant } from '../../core/rbac/grant';
import type { CloudIdentity } from '../../model/identity';
import { objectsOfIdentity } from '../../renderers';
import { type AppContext, contextFor } from '../app/app-context';
import { outputs } from '../app/deferred-leaves';
import { checkCall } from '../call';
import { Component, textFrom, waitingFor } from '../component';
import { quietly, tooLate } from '../errors';
import { pathOf } from '../marks';
import { namespaceAbove, namespaceNamed, under } from '../tree';
import { suppressBelow } from '../waive';
import { kubernetesObject } from './kubernetes-object';
import { configResources } from './shared-configs';

/** Settings of an identity. */
export interface LeastPrivilegeServiceAccountArgs extends AccountProps<pulumi.Input<string>> {}

/**
 * An identity with the rights that are named and no others. Its token is mounted, and the route to the API server
 * opens, exactly in the workloads that take it as `account`, and only while it has a grant.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export class LeastPrivilegeServiceAccount extends Component implements Grantee {
  /** The name of the ServiceAccount, as plain text. */
  readonly name: string;
  /** The name of the ServiceAccount; resources that use it wait for the account and its rights. */
  readonly serviceAccount: pulumi.Output<string>;
  private readonly account: Account;
  private readonly context: AppContext;
  private readonly called: string;
  private readonly made = new Map<string, pulumi.CustomResource>();
  private readonly waived = new Set<string>();

  constructor(
    name: string,
    args: LeastPrivilegeServiceAccountArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const { context, cloud } = quietly(() => {
      checkCall('LeastPrivilegeServiceAccount', name, args, opts);
      const above = contextFor(opts?.parent, name);
      return { context: above, cloud: checkArgs(args.name ?? name, args, under(opts?.parent, name)) };
    });
    super('LeastPrivilegeServiceAccount', name, opts);
    this.name = args.name ?? name;
    this.called = name;
    this.context = context;
    const identity = {
      name: this.name,
      namespace: namespaceAbove(opts?.parent)?.model.name,
      instance: args.instance ?? this.name,
      grants: args.grants ?? [],
      ...(cloud === undefined ? {} : { cloud }),
      labels: args.labels ?? {},
    };
    this.account = new Account(identity, context.model, pathOf(this));
    tellAccount(this, this.account);
    this.emit();
    this.serviceAccount = pulumi
      .all([...this.made.values()].map((object) => textFrom(object, this.name)))
      .apply(() => this.name);
    this.registerOutputs({ serviceAccount: this.name });
  }

  /** Whether it may do anything, so that it needs its token. */
  get hasGrants(): boolean {
    return this.account.grants.length > 0;
  }

  /** What it may do. A copy. */
  get grants(): readonly Grant[] {
    return [...this.account.grants];
  }

  /**
   * Gives it further rights; all of them, or none.
   * @throws InvalidInputError with everything that is wrong with them, and where the app has been rendered already
   */
  grant(...grants: readonly Grant[]): this {
    quietly(() => {
      checkArgument(`${pathOf(this)}.grant`, 'grants', grants, GRANTS);
      if (this.context.rendering.isRendered) throw tooLate(pathOf(this), 'a grant was given');
      this.account.grant(grants);
      this.emit();
    });
    return this;
  }

  /** Registers the objects that are not there yet: each waits for the namespace that it is for. */
  private emit(): void {
    const { identity, model } = this.account;
    configResources(this, this, configsGranted(identity.grants), this.context);
    for (const { identity: called, object } of objectsOfIdentity(identity, model)) {
      const { kind, namespace } = called;
      const away = namespace !== undefined && namespace !== identity.namespace;
      const key = away ? `${kind}-${namespace}` : kind;
      const home = away ? namespaceNamed(model, namespace) : namespaceAbove(this);
      const made =
        this.made.get(key) ??
        kubernetesObject(this, object, {
          name: away ? `${this.called}-${namespace}` : this.called,
          dependsOn: waitingFor(this, home?.before ?? []),
        });
      this.made.set(key, made);
      if (kind === 'Role' || kind === 'ClusterRole') this.waive(made, key, kind, namespace);
    }
  }

  private waive(object: pulumi.Resource, key: string, kind: string, namespace: string | undefined): void {
    for (const suppression of this.account.waivedIn(namespace, kind)) {
      const waived = `${key} ${JSON.stringify(suppression)}`;
      if (this.waived.has(waived)) continue;
      this.waived.add(waived);
      suppressBelow(object, [suppression]);
    }
  }
}

function checkArgs(
  name: string,
  args: LeastPrivilegeServiceAccountArgs,
  where: string,
): CloudIdentity | undefined {
  const problems = new Problems(where, outputs);
  const { shapes, leaves } = describeProps('AccountProps');
  problems.check(args, shapes, { deferred: true });
  refuseDeferred(args, leaves, problems);
  problems.throwIfBroken();
  const cloud = checkAccount(name, args, problems);
  problems.throwIfAny();
  return cloud;
}
