import { homeOf } from '../manifest/identity';
import { isPlain, listAt, objectAt, type PlainObject, stringAt } from '../manifest/plain';

/** Who a binding gives its role to. A user whose name is that of a ServiceAccount is that ServiceAccount. */
export interface Subject {
  readonly kind: 'User' | 'Group' | 'ServiceAccount';
  readonly name: string;
  /** Of a ServiceAccount. */
  readonly namespace?: string;
  /** Place in the list of subjects. */
  readonly index: number;
}

/** Groups that every ServiceAccount, and everyone who logs in, belongs to. */
export const ALL_ACCOUNTS = 'system:serviceaccounts';
export const ALL_AUTHENTICATED = 'system:authenticated';

const ACCOUNT_USER = /^system:serviceaccount:([^:]*):([^:]*)$/;

/** The subjects of a binding; those of a wrong form are left out, validation reports them. */
export function subjectsOf(binding: PlainObject): Subject[] {
  const home = stringAt(objectAt(binding, 'metadata'), 'namespace');
  return listAt(binding, 'subjects').flatMap((written, index) =>
    isPlain(written) ? subjectOf(written, index, home) : [],
  );
}

function subjectOf(written: PlainObject, index: number, home: string | undefined): Subject[] {
  const name = stringAt(written, 'name');
  if (name === undefined) return [];
  switch (written.kind) {
    case 'ServiceAccount':
      return [{ kind: 'ServiceAccount', name, namespace: stringAt(written, 'namespace') ?? home, index }];
    case 'Group':
      return [{ kind: 'Group', name, index }];
    case 'User': {
      const [, namespace, account] = ACCOUNT_USER.exec(name) ?? [];
      if (account !== undefined) return [{ kind: 'ServiceAccount', name: account, namespace, index }];
      return [{ kind: 'User', name, index }];
    }
    default:
      return [];
  }
}

/** Two subjects with one key are the same to the authorizer. */
export function subjectKey(subject: Pick<Subject, 'kind' | 'namespace' | 'name'>): string {
  return `${subject.kind}|${homeOf(subject)}|${subject.name}`;
}

/** `ServiceAccount shop/web`, `Group system:authenticated`. For messages. */
export function formatSubject(subject: Pick<Subject, 'kind' | 'namespace' | 'name'>): string {
  return `${subject.kind} ${subject.namespace === undefined ? '' : `${subject.namespace}/`}${subject.name}`;
}
