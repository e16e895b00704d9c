import { Construct } from 'constructs';
import { Account, tellAccount } from '../../blueprints/account/account';
import type { Grantee } from '../../blueprints/account/grantable';
import { checkAccount } from '../../blueprints/account/parse';
import type { AccountProps } from '../../blueprints/account/props';
import { GRANTS } from '../../blueprints/account/shapes';
import { configsGranted } from '../../blueprints/configuration/config';
import { describeProps } from '../../blueprints/description';
import { Problems } from '../../blueprints/problems';
import { checkArgument } from '../../core/check-input';
import type { Grant } from '../../core/rbac/grant';
import { objectsOfIdentity } from '../../renderers';
import { chartOf, modelOf, namespaceNameOf, under } from '../app/app-context';
import { BlueprintObject } from '../app/blueprint-object';
import { checkCall } from '../call';
import { suppress } from '../waive';
import { emitConfigs } from './shared-configs';

/** Settings of an identity. */
export interface LeastPrivilegeServiceAccountProps extends AccountProps {}

/**
 * An identity with the rights that are named and no others. Its token is mounted, and the route to the API server
 * opens, exactly in the workloads that take it as `account`, and only while it has a grant.
 * @throws InvalidInputError where the name is not one
 */
export class LeastPrivilegeServiceAccount extends Construct implements Grantee {
  /** The name of the ServiceAccount. */
  readonly name: string;
  private readonly account: Account;
  private readonly made = new Map<string, BlueprintObject>();
  private readonly waived = new Set<string>();

  constructor(scope: Construct, id: string, props: LeastPrivilegeServiceAccountProps = {}) {
    checkCall('LeastPrivilegeServiceAccount', scope, id);
    const problems = new Problems(under(scope, id));
    problems.check(props, describeProps('AccountProps').shapes);
    problems.throwIfBroken();
    super(scope, id);
    this.name = props.name ?? id;
    const cloud = checkAccount(this.name, props, problems);
    problems.throwIfAny();
    const identity = {
      name: this.name,
      namespace: namespaceNameOf(this),
      instance: props.instance ?? this.name,
      grants: props.grants ?? [],
      ...(cloud === undefined ? {} : { cloud }),
      labels: props.labels ?? {},
    };
    this.account = new Account(identity, modelOf(this), this.node.path);
    tellAccount(this, this.account);
    this.emit();
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
   * @throws InvalidInputError with everything that is wrong with them
   */
  grant(...grants: readonly Grant[]): this {
    checkArgument(`${this.node.path}.grant`, 'grants', grants, GRANTS);
    this.account.grant(grants);
    this.emit();
    return this;
  }

  /** Puts the objects that are not there yet into the tree, each beside the namespace that it is for. */
  private emit(): void {
    const { identity, model } = this.account;
    emitConfigs(this, configsGranted(identity.grants), identity.namespace);
    for (const { identity: called, object } of objectsOfIdentity(identity, model)) {
      const { kind, namespace } = called;
      const away = namespace !== undefined && namespace !== identity.namespace;
      const key = away ? `${kind}-${namespace}` : kind;
      const home = away ? chartOf(model, namespace) : undefined;
      const made =
        this.made.get(key) ??
        new BlueprintObject(
          home ?? this,
          home === undefined ? key : `${kind}-${called.name}`,
          called,
          object,
        );
      this.made.set(key, made);
      if (kind === 'Role' || kind === 'ClusterRole') this.waive(made, kind, namespace);
    }
  }

  private waive(object: BlueprintObject, kind: string, namespace: string | undefined): void {
    for (const suppression of this.account.waivedIn(namespace, kind)) {
      const key = `${object.node.path} ${JSON.stringify(suppression)}`;
      if (this.waived.has(key)) continue;
      this.waived.add(key);
      suppress(object, [suppression]);
    }
  }
}
