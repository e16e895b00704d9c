import { allowedBy, type Danger } from '../../rbac/danger';
import { type Right, rightsOf } from '../../rbac/rights';
import { formatSubject } from '../../rbac/subject';
import { setControl } from '../control';
import { clusterRole, clusterRoleBinding, role, roleBinding } from './shared/roles';

const EVICT: readonly Danger[] = [
  { groups: [''], resources: ['pods'], verbs: ['delete', 'deletecollection'] },
  { groups: [''], resources: ['pods/eviction'], verbs: ['create'] },
];
const CORDON: readonly Danger[] = [
  { groups: [''], resources: ['nodes', 'nodes/status'], verbs: ['update', 'patch'] },
];

function gives(dangers: readonly Danger[]): (right: Right) => boolean {
  return ({ rules }) =>
    rules?.some((rule) => dangers.some((danger) => allowedBy(rule, danger) !== undefined)) ?? false;
}

/** Both rights of one subject, over all of its bindings; those of the groups of accounts count for themselves. Source: rbac-police, steal_pods. */
export const noEvictionAndCordon = setControl({
  id: 'no-eviction-and-cordon',
  title: 'Nobody may evict pods and change nodes',
  category: 'rbac',
  severity: 'high',
  why: 'With both permissions, an attacker can move privileged pods to a node that they control, and steal their tokens there.',
  fix: 'remove one of the two: delete on pods and create on pods/eviction, or update and patch on nodes',
  breaks: 'Node drainers and autoscalers: waive the control for them.',
  refs: { owasp: ['K02'], other: ['rbac-police: steal_pods'] },
  check(set, report) {
    const rights = rightsOf(set);
    for (const subject of rights.subjects()) {
      const held = rights.of(subject);
      const cordons = held.find((right) => right.namespace === undefined && gives(CORDON)(right));
      if (cordons === undefined || !held.some(gives(EVICT))) continue;
      const found = `${formatSubject(subject)}, who may evict pods and change nodes`;
      const needs = 'one of the two rights at most';
      report(cordons.binding, { path: 'subjects', found, needs, finding: formatSubject(subject) });
    }
  },
  examples: {
    good: [
      {
        note: 'pods alone',
        objects: [role({ resources: ['pods'], verbs: ['delete'] }), roleBinding('Role', 'reader')],
      },
    ],
    bad: [
      {
        objects: [
          clusterRole({ resources: ['pods/eviction', 'nodes'], verbs: ['create', 'patch'] }),
          clusterRoleBinding('reader'),
        ],
      },
      {
        note: 'by two bindings',
        objects: [
          clusterRole({ resources: ['nodes'], verbs: ['patch'] }),
          clusterRoleBinding('reader'),
          role({ resources: ['pods'], verbs: ['delete'] }, 'pods'),
          roleBinding('Role', 'pods'),
        ],
      },
    ],
  },
});
