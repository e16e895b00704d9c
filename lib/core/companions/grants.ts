import type { ObjectRef } from '../manifest/identity';
import { addTo, isOpaque, objectAt, objectsAt, type PlainObject, stringAt } from '../manifest/plain';

/** A binding that gives rights to a ServiceAccount beside those that every account has. */
export interface Grant {
  readonly binding: ObjectRef;
  /** Whom the binding names, as a phrase: `ServiceAccount ops/ctl`, `group system:serviceaccounts:ops`. */
  readonly to: string;
}

/** Roles that Kubernetes itself binds to all accounts: nobody needs a token for them. */
const BY_DEFAULT: ReadonlySet<string> = new Set([
  'system:basic-user',
  'system:discovery',
  'system:public-info-viewer',
  'system:service-account-issuer-discovery',
]);

const ALL_ACCOUNTS: ReadonlySet<string> = new Set(['system:serviceaccounts', 'system:authenticated']);
const ACCOUNTS_OF = 'system:serviceaccounts:';
const ACCOUNT_AS_USER = 'system:serviceaccount:';
const ANY = '*';

/**
 * Who is given rights by the bindings of a set: by the account itself, by its user name, or by a group that it is in.
 * A subject that is not known yet may be anyone.
 */
export class GrantIndex {
  /** By `namespace/name`; either may be {@link ANY}. */
  private readonly toAccounts = new Map<string, Grant[]>();
  /** All that name one account, by its name. */
  private readonly toNames = new Map<string, Grant[]>();
  /** All that name an account of a namespace, or all of its accounts. */
  private readonly toNamespaces = new Map<string, Grant[]>();
  /** All that name every account of some namespace. */
  private readonly toWhole: Grant[] = [];
  private readonly toAll: Grant[] = [];

  /** Takes a RoleBinding or a ClusterRoleBinding. */
  add(binding: PlainObject, ref: ObjectRef): void {
    if (BY_DEFAULT.has(stringAt(objectAt(binding, 'roleRef'), 'name') ?? '')) return;
    if (isOpaque(binding.subjects)) this.toAll.push({ binding: ref, to: 'subjects that are not known yet' });
    for (const subject of objectsAt(binding, 'subjects')) this.addSubject(subject, ref);
  }

  /** What gives rights to an account, or to any of a namespace. Where a namespace is not written, the name alone counts. */
  of(namespace: string | undefined, account: string | undefined): readonly Grant[] {
    const home = namespace ?? ANY;
    const named = account === undefined ? this.toNamespaces.get(home) : this.accountGrants(home, account);
    return [...(named ?? []), ...this.toAll];
  }

  private accountGrants(namespace: string, account: string): readonly Grant[] {
    const { toAccounts, toNames, toWhole } = this;
    if (namespace === ANY) return [...(toNames.get(account) ?? []), ...toWhole];
    const keys = [`${namespace}/${account}`, `${ANY}/${account}`, `${namespace}/${ANY}`, `${ANY}/${ANY}`];
    return keys.flatMap((key) => toAccounts.get(key) ?? []);
  }

  private addSubject(subject: PlainObject, binding: ObjectRef): void {
    const { kind, name, namespace } = subject;
    if (isOpaque(kind) || (kind !== 'ServiceAccount' && isOpaque(name))) {
      this.toAll.push({ binding, to: 'a subject that is not known yet' });
    } else if (kind === 'ServiceAccount') {
      const home = isOpaque(namespace) ? undefined : (stringAt(subject, 'namespace') ?? binding.namespace);
      if (isOpaque(name))
        this.take(home ?? ANY, ANY, { binding, to: 'a ServiceAccount that is not known yet' });
      else if (typeof name === 'string') this.addAccount(home, name, binding);
    } else if (typeof name === 'string') {
      if (kind === 'User') this.addUser(name, binding);
      else if (kind === 'Group') this.addGroup(name, binding);
    }
  }

  private addAccount(namespace: string | undefined, name: string, binding: ObjectRef): void {
    const to = `ServiceAccount ${namespace === undefined ? '' : `${namespace}/`}${name}`;
    this.take(namespace ?? ANY, name, { binding, to });
  }

  private take(namespace: string, name: string, grant: Grant): void {
    addTo(this.toAccounts, `${namespace}/${name}`, grant);
    if (name === ANY) this.toWhole.push(grant);
    else addTo(this.toNames, name, grant);
    addTo(this.toNamespaces, namespace, grant);
    if (namespace !== ANY) addTo(this.toNamespaces, ANY, grant);
  }

  private addUser(user: string, binding: ObjectRef): void {
    if (!user.startsWith(ACCOUNT_AS_USER)) return;
    const [namespace = '', name = ''] = user.slice(ACCOUNT_AS_USER.length).split(':');
    this.addAccount(namespace, name, binding);
  }

  private addGroup(group: string, binding: ObjectRef): void {
    const grant = { binding, to: `group ${group}` };
    if (ALL_ACCOUNTS.has(group)) this.toAll.push(grant);
    else if (group.startsWith(ACCOUNTS_OF)) this.take(group.slice(ACCOUNTS_OF.length), ANY, grant);
  }
}
