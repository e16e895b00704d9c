import { oneOf } from '../../core/shape';
import type { Problems } from '../problems';
import type { DeliveredSecretData, SecretType } from './props';

/** The keys that a type asks for: all of a list, in one of the lists. Source: Kubernetes, validation of Secrets. */
const KEYS: Readonly<Record<string, readonly (readonly [string, ...string[]])[]>> = {
  Opaque: [],
  'kubernetes.io/basic-auth': [['username'], ['password']],
  'kubernetes.io/dockerconfigjson': [['.dockerconfigjson']],
  'kubernetes.io/ssh-auth': [['ssh-privatekey']],
  'kubernetes.io/tls': [['tls.crt', 'tls.key']],
};

/** The types. */
export const SECRET_TYPES: readonly SecretType[] = [
  'Opaque',
  'kubernetes.io/basic-auth',
  'kubernetes.io/dockerconfigjson',
  'kubernetes.io/ssh-auth',
  'kubernetes.io/tls',
];

/** One of the types. */
export const SECRET_TYPE = oneOf(...SECRET_TYPES);

/** Says which keys the type of a Secret asks for that it does not have: the API server would refuse it. */
export function checkType(
  at: (name: string) => string,
  { type = 'Opaque' }: DeliveredSecretData<unknown>,
  keys: readonly string[],
  problems: Problems,
): void {
  const wanted = (Object.hasOwn(KEYS, type) ? KEYS[type] : undefined) ?? [];
  if (!Object.hasOwn(KEYS, type))
    problems.add(at('type'), type, `one of ${SECRET_TYPES.join(', ')}`, `type: 'Opaque'`);
  const [first] = wanted;
  if (first === undefined || wanted.some((list) => list.every((key) => keys.includes(key)))) return;
  const needs = wanted.map((list) => list.join(' and ')).join(', or ');
  problems.add(at('keys'), keys, `${needs}: ${type} asks for it`, `{ '${first[0]}': 'prod/registry' }`);
}
