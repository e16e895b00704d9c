import { rbacControls } from '../controls/rbac';
import { homeGroup } from '../manifest/identity';
import { breakDown } from '../rbac/covers';
import { allowedBy, type Danger, mayGive } from '../rbac/danger';
import type { PolicyRule } from '../rbac/rule';
import PLATFORM from './platform-kinds.json';

/** Controls over rights that whoever deploys has anyway: who changes workloads may delete them and write their settings. */
const HELD: ReadonlySet<string> = new Set(['no-configmap-write', 'no-delete-rights', 'no-pod-creation']);

const DANGERS: readonly Danger[] = rbacControls.flatMap((control) =>
  'dangers' in control && !HELD.has(control.id) ? [...control.dangers] : [],
);

type Kinds = Readonly<Record<string, Readonly<Record<string, string>>>>;
const KINDS: Kinds = PLATFORM.kinds;
const READING: readonly string[] = ['get', 'list', 'watch'];

/** Whether objects of a kind stay with the platform, whatever namespace they are in. */
export function isKeptKind(group: string, kind: string): boolean {
  const home = homeGroup(group, kind);
  return Object.hasOwn(KINDS, home) && Object.hasOwn(KINDS[home] ?? {}, kind);
}

/**
 * Whether a deployer may pass rules on, so that it has to hold them: nothing that gives more than it seems (reading all Secrets,
 * running commands, tokens, writing rights), no wildcard, no path outside of the API, and no change of what stays with the platform.
 */
export function isPassable(rules: readonly PolicyRule[], namespace: string): boolean {
  const dangers = DANGERS.filter((danger) => mayGive(danger, namespace, false));
  return rules.every(
    (rule) =>
      rule.urls.length === 0 &&
      ![...rule.groups, ...rule.resources, ...rule.verbs].some((word) => word.includes('*')) &&
      !dangers.some((danger) => allowedBy(rule, danger) !== undefined) &&
      !breakDown([rule]).some(
        (right) =>
          'group' in right &&
          !READING.includes(right.verb) &&
          Object.values(KINDS[right.group] ?? {}).includes(right.resource.split('/')[0] ?? ''),
      ),
  );
}
