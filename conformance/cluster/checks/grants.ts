import type { Api } from '../api';
import type { Example } from '../examples';
import { named, said } from './api-server';
import type { Checks } from './checks';
import GRANTS from './grants.json';
import { groupsOf, isAllowed } from './rights';

/** The kinds that give rights, and what they are in. */
const KINDS: readonly unknown[] = [
  'Namespace',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
];

/** Applies identities with a grant of each form, and holds who may do what against what the grants say. */
export async function checkGrants(api: Api, { objects }: Example, checks: Checks): Promise<void> {
  const giving = objects.filter(({ kind }) => KINDS.includes(kind));
  for (const object of giving)
    checks.equal(`${named(object)} is applied`, said(await api.apply(object)), {
      accepted: true,
      warnings: [],
    });
  const names = Object.keys(GRANTS.probes);
  for (const { user, groups, may } of GRANTS.subjects) {
    const who = { user, groups: groups ?? groupsOf(user) };
    const allowed: string[] = [];
    for (const [name, right] of Object.entries(GRANTS.probes))
      if (await isAllowed(api, who, right)) allowed.push(name);
    checks.equal(`${user} ${who.groups.join()} may`, allowed.sort(), [...may].sort());
    checks.count('rights of grants and teams, each allowed, over three versions', may.length);
    checks.count('rights that they do not give, each denied, over three versions', names.length - may.length);
  }
}
