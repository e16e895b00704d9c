import type { ControlId } from '../../core/controls';
import { labelledNameProblems } from '../../core/manifest/names';
import { isOpaque } from '../../core/manifest/plain';
import type { OptOut, Suppression } from '../../core/policy/waiver';
import { resourceNamed } from '../../core/rbac/resources';
import { TEAM_LEVELS, type TeamLevel } from '../../core/rbac/team-levels';
import type { TeamAccess } from '../../model/access';
import type { Text } from '../../model/text';
import type { Problems } from '../problems';
import { checkLabels } from '../workload/parse/labels';
import type { TeamAccessProps } from './props';

/** Room for the longest level behind the name. */
const LONGEST = 63 - '-debug'.length;

/** Reads what people may do in a namespace. */
export function parseTeamAccess(
  props: TeamAccessProps<unknown>,
  place: { readonly id: string; readonly namespace: string | undefined },
  problems: Problems,
): TeamAccess {
  const { name = place.id, view, edit, debug, resources = [], labels = {} } = props;
  problems.addAll('name', name, labelledNameProblems('Role', name), `name: 'developers'`);
  if (name.length > LONGEST)
    problems.add(
      'name',
      name,
      `at most ${LONGEST} characters, and the level behind it`,
      `name: 'developers'`,
    );
  checkLabels('labels', labels, problems);
  if (view === undefined && edit === undefined && debug === undefined)
    problems.add('view', view, 'groups of view, edit or debug', `view: ['shop-developers']`);
  const groups = {
    view: groupsOf('view', view, problems),
    edit: groupsOf('edit', edit, problems),
    debug: groupsOf('debug.groups', debug?.groups, problems),
  };
  for (const [index, resource] of resources.entries())
    checkResource(`resources[${index}]`, resource, problems);
  return {
    name,
    namespace: place.namespace,
    groups: {
      view: once([...groups.view, ...groups.edit, ...groups.debug]),
      ...(edit === undefined ? {} : { edit: groups.edit }),
      ...(debug === undefined ? {} : { debug: groups.debug }),
    },
    resources: [...resources],
    labels,
  };
}

function groupsOf(
  field: string,
  groups: readonly unknown[] | undefined,
  problems: Problems,
): readonly Text[] {
  if (groups === undefined) return [];
  if (groups.length === 0)
    problems.add(field, groups, 'at least one group of the identity provider', `['shop-developers']`);
  return once(
    groups.map((group, index) =>
      problems.leaf(group, (known, later) => {
        checkGroup(`${field}[${index}]`, known, later);
        return known;
      }),
    ),
  );
}

function checkGroup(field: string, group: unknown, problems: Problems): void {
  const fix = `'shop-developers'`;
  if (typeof group !== 'string' || group.trim() === '' || group !== group.trim())
    problems.add(field, group, 'the name of a group, as the identity provider gives it', fix);
  else if (group.startsWith('system:'))
    problems.add(
      field,
      group,
      'a group of people: those of system: are everybody, every workload or the cluster itself',
      fix,
    );
}

/** Each text once; what is known only later stays. */
function once(groups: readonly Text[]): readonly Text[] {
  return groups.filter((group, index) => isOpaque(group) || groups.indexOf(group) === index);
}

/** Refuses what is no custom resource of namespaces. */
export function checkResource(field: string, name: string, problems: Problems): void {
  const found = name.includes('.') && !name.includes('*') ? resourceNamed(name) : undefined;
  const fix = `'certificates.cert-manager.io'`;
  if (found === undefined || /[/\s]/.test(name) || found.group === '')
    problems.add(field, name, 'a custom resource with its group', fix);
  else if (found.cluster)
    problems.add(field, name, 'a resource of namespaces: what people may do holds in one', fix);
}

/** What the Role of `edit` breaks of the controls: whoever says `edit` says so. */
const EDITED: readonly ControlId[] = [
  'no-configmap-write',
  'no-delete-rights',
  'no-network-resource-write',
  'no-pod-creation',
];

/** What the Role of `debug` breaks, with the right that does. */
const DEBUGGED: readonly (readonly [ControlId, string])[] = [
  ['no-ephemeral-containers', 'pods/ephemeralcontainers'],
  ['no-pod-exec', 'pods/ephemeralcontainers'],
  ['no-pod-attach', 'pods/attach'],
];

/** What is suppressed at the Role of a level. */
export function suppressionsOfLevel(level: TeamLevel, { debug }: TeamAccessProps<unknown>): Suppression[] {
  if (level === 'edit')
    return EDITED.map(
      (control): OptOut => ({ control, reason: 'edit lets people change workloads', optOut: true }),
    );
  if (level !== 'debug' || debug === undefined) return [];
  const { groups: _groups, ...waiver } = debug;
  return DEBUGGED.map(([control, finding]) => ({ ...waiver, control, finding }));
}

/** The level of a Role of ours, by its name. */
export function levelOf(role: string): TeamLevel | undefined {
  return TEAM_LEVELS.find((level) => role.endsWith(`-${level}`));
}
