import { userIdOf } from '../../../core/manifest/user-id';
import type { Problems } from '../../problems';
import type { Storage } from '../volumes/parse';

/**
 * What is on a claim belongs to the user that wrote it: that user stays the same when the workload gets another name.
 * @returns the group of its pods, where that is the one of a shared claim
 */
export function checkOwner(
  user: number | undefined,
  name: string,
  { namespace }: { readonly namespace: string | undefined },
  { lasting, shared }: Storage,
  problems: Problems,
): number | undefined {
  if (lasting !== undefined && user === undefined) {
    const needs = `an explicit UID, as files of ${lasting} belong to it for as long as they are there`;
    problems.add('user', user, needs, `user: ${userIdOf(namespace, name)}`);
  }
  const [first] = shared;
  for (const { field, claim } of shared) {
    if (first === undefined || claim.claimGroup === first.claim.claimGroup) continue;
    const needs = `the group of ${first.field}, ${first.claim.claimGroup}: all volumes of a pod have one`;
    problems.add(
      field,
      `group ${claim.claimGroup}`,
      needs,
      `group: ${first.claim.claimGroup}, on both claims`,
    );
  }
  return first?.claim.claimGroup;
}
