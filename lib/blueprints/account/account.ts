import type { ControlId } from '../../core/controls';
import { InvalidInputError } from '../../core/errors';
import { homeOf } from '../../core/manifest/identity';
import type { Suppression } from '../../core/policy/waiver';
import type { Grant } from '../../core/rbac/grant';
import type { ModelDraft } from '../../model/cluster-model';
import type { CloudIdentity, Identity } from '../../model/identity';
import { Problems } from '../problems';
import { checkApiServer, checkGrants } from './parse';

/** An identity in the model, and what becomes known after its construction: further grants, and who runs as it. */
export class Account {
  private readonly held: Grant[];
  private readonly takers: (() => void)[] = [];
  /** As the model has it; its grants are those of the moment. */
  readonly identity: Identity;

  /**
   * Puts an identity into the model.
   * @param where path of the construct, for messages
   */
  constructor(
    identity: Identity,
    readonly model: ModelDraft,
    private readonly where: string,
  ) {
    this.held = [...identity.grants];
    this.identity = { ...identity, grants: this.held };
    model.identities.push(this.identity);
  }

  /** What it may do. */
  get grants(): readonly Grant[] {
    return this.held;
  }

  /**
   * Gives it further rights; all of them, or none.
   * @throws InvalidInputError with everything that is wrong with them
   */
  grant(grants: readonly Grant[]): void {
    const problems = new Problems(this.where);
    checkGrants(grants, problems);
    if (this.takers.length > 0) checkApiServer(grants, this.model.cluster, problems);
    problems.throwIfAny();
    this.held.push(...grants);
    if (this.held.length > 0) for (const open of this.takers.splice(0)) open();
  }

  /** Someone runs as it: once it has a grant, also a later one, the route to the API server opens. */
  takenBy(open: () => void): void {
    if (this.held.length > 0) open();
    else this.takers.push(open);
  }

  /** What answers for its rights in a namespace; undefined: those of the cluster. */
  waivedIn(namespace: string | undefined, kind: string): readonly Suppression[] {
    const cluster = kind === 'ClusterRole';
    const here = this.held.filter(
      (grant) =>
        (grant.scope === 'Cluster') === cluster &&
        (cluster ||
          homeOf({ namespace: grant.namespace ?? this.identity.namespace }) === homeOf({ namespace })),
    );
    return here.flatMap(waiversOf);
  }
}

/** What the rights break that someone has to answer for. */
const BROKEN: Readonly<Record<string, readonly ControlId[]>> = {
  'pods/attach': ['no-pod-attach'],
  'pods/ephemeralcontainers': ['no-ephemeral-containers', 'no-pod-exec'],
  'pods/exec': ['no-pod-exec'],
  'pods/portforward': ['no-pod-port-forward'],
};

/** The waivers of a grant: of each control that it breaks, for this one finding. */
function waiversOf({ resource, waiver }: Grant): Suppression[] {
  if (waiver === undefined) return [];
  return (BROKEN[resource] ?? []).map((control) => ({ ...waiver, control, finding: resource }));
}

// Keyed by name, so that two copies of this package in one program understand each other.
const ACCOUNT = Symbol.for('bulwark.account');

/** Makes a node of the tree that a front end builds an identity. */
export function tellAccount(node: object, account: Account): void {
  Object.defineProperty(node, ACCOUNT, { value: account });
}

/** Who an account, as a workload is told it, is to a cloud. */
export function cloudOf(account: object | undefined): CloudIdentity | undefined {
  const found: Account | undefined = account === undefined ? undefined : Reflect.get(account, ACCOUNT);
  return found?.identity.cloud;
}

/** The account that a node is or runs as; undefined where it is none and runs as none. */
export function accountNamed(node: unknown): Pick<Identity, 'name' | 'namespace'> | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const found: Account | undefined = Reflect.get(node, ACCOUNT);
  return found?.identity;
}

/**
 * The identity that a node is.
 * @throws InvalidInputError where it is none
 */
export function accountOf(node: object): Account {
  const found: Account | undefined = Reflect.get(node, ACCOUNT);
  if (found !== undefined) return found;
  const needs = 'a LeastPrivilegeServiceAccount';
  throw new InvalidInputError('account', [
    { field: 'account', found: 'another object', needs, fix: 'account: reader' },
  ]);
}
