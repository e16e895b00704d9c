import type { ObjectRef } from '../manifest/identity';
import { isOpaque, objectAt, objectsAt, type PlainObject, stringAt } from '../manifest/plain';

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
  private readonly byAccount = new Map<string, Grant[]>();
  private readonly byName = new Map<string, Grant[]>();
  private readonly byNamespace = new Map<string, Grant[]>();
  private readonly toAll: Grant[] = [];

  /** Takes a RoleBinding or a ClusterRoleBinding. */
  add(binding: PlainObject, ref: ObjectRef): void {
    if (BY_DEFAULT.has(stringAt(objectAt(binding, 'roleRef'), 'name') ?? '')) return;
    if (isOpaque(binding.subjects)) this.toAll.push({ binding: ref, to: 'subjects that are not known yet' });
    for (const subject of objectsAt(binding, 'subjects')) this.addSubject(subject, ref);
  }

  /** What gives rights to an account. Where a namespace is not written, the name alone counts. */
  of(namespace: string | undefined, account: string): readonly Grant[] {
    if (namespace === undefined) {
      return [...(this.byName.get(account) ?? []), ...[...this.byNamespace.values()].flat(), ...this.toAll];
    }
    return [
      ...(this.byAccount.get(`${namespace}/${account}`) ?? []),
      ...(this.byAccount.get(`${ANY}/${account}`) ?? []),
      ...(this.byNamespace.get(namespace) ?? []),
      ...this.toAll,
    ];
  }

  private addSubject(subject: PlainObject, binding: ObjectRef): void {
    const { kind, name } = subject;
    if (isOpaque(kind) || isOpaque(name) || isOpaque(subject.namespace)) {
      this.toAll.push({ binding, to: 'a subject that is not known yet' });
    } else if (typeof name === 'string') {
      if (kind === 'ServiceAccount') {
        this.addAccount(stringAt(subject, 'namespace') ?? binding.namespace, name, binding);
      } else if (kind === 'User') this.addUser(name, binding);
      else if (kind === 'Group') this.addGroup(name, binding);
    }
  }

  private addAccount(namespace: string | undefined, name: string, binding: ObjectRef): void {
    const to = `ServiceAccount ${namespace === undefined ? '' : `${namespace}/`}${name}`;
    push(this.byAccount, `${namespace ?? ANY}/${name}`, { binding, to });
    push(this.byName, name, { binding, to });
  }

  private addUser(user: string, binding: ObjectRef): void {
    if (!user.startsWith(ACCOUNT_AS_USER)) return;
    const [namespace = '', name = ''] = user.slice(ACCOUNT_AS_USER.length).split(':');
    this.addAccount(namespace, name, binding);
  }

  private addGroup(group: string, binding: ObjectRef): void {
    const grant = { binding, to: `group ${group}` };
    if (ALL_ACCOUNTS.has(group)) this.toAll.push(grant);
    else if (group.startsWith(ACCOUNTS_OF)) push(this.byNamespace, group.slice(ACCOUNTS_OF.length), grant);
  }
}

function push(map: Map<string, Grant[]>, key: string, grant: Grant): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [grant]);
  else list.push(grant);
}
