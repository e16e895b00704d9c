import { userIdOf } from '../../../core/manifest/user-id';
import type { Problems } from '../../problems';
import type { Storage } from '../volumes/parse';

/**
 * What is on a claim belongs to whoever wrote it: its user stays the same when the workload gets another name, and is that of
 * all who write to a shared claim.
 */
export function checkOwner(
  user: number | undefined,
  name: string,
  { namespace }: { readonly namespace: string | undefined },
  { lasting, shared }: Storage,
  problems: Problems,
): void {
  if (lasting !== undefined && user === undefined) {
    const needs = `an explicit UID, as files of ${lasting} belong to it for as long as they are there`;
    problems.add('user', user, needs, `user: ${userIdOf(namespace, name)}`);
  }
  for (const { field, claim, readOnly } of shared) {
    const other = claim.mountedBy(name, user, readOnly);
    if (other === undefined) continue;
    const needs = `the user of those who write to the claim already: ${other}`;
    problems.add('user', `${String(user)}, with ${field}`, needs, 'the same user; or readOnly: true');
  }
}
