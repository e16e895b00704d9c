import { objectAt, type PlainObject } from '../../manifest/plain';
import { groupOf } from '../../manifest/registry';
import { allowedBy, type Danger } from '../../rbac/danger';
import { isRbac, rulesIn } from '../../rbac/rule';
import { objectControl, type Report } from '../control';
import { clusterRole, role } from './shared/roles';

const USE: Danger = {
  groups: ['security.openshift.io'],
  resources: ['securitycontextconstraints'],
  verbs: ['use'],
  narrowedByNames: true,
  evenNamed: [
    'privileged',
    'anyuid',
    'hostaccess',
    'hostnetwork',
    'hostnetwork-v2',
    'hostmount-anyuid',
    'node-exporter',
  ],
};

/** Fields of a SecurityContextConstraints that admit a pod to the node. */
const OPEN = [
  'allowPrivilegedContainer',
  'allowHostPID',
  'allowHostIPC',
  'allowHostNetwork',
  'allowHostPorts',
  'allowHostDirVolumePlugin',
] as const;

/** Source: OpenShift documentation, Managing security context constraints; kube-linter scc-deny-privileged-container. */
export const restrictPrivilegedScc = objectControl({
  id: 'restrict-privileged-scc',
  title: 'No SecurityContextConstraints admit privileged pods, and nobody may use those that do',
  category: 'rbac',
  severity: 'high',
  why: 'On OpenShift, SecurityContextConstraints decide which pods are admitted: privileged and anyuid allow a pod to run as root.',
  fix: 'use restricted-v2 or nonroot-v2; allowPrivilegedContainer: false and no access to the host in constraints of your own',
  breaks: 'Node agents: give them their own SecurityContextConstraints, and waive the control.',
  refs: { kubeLinter: ['scc-deny-privileged-container'] },
  kinds: ['Role', 'ClusterRole', 'SecurityContextConstraints'],
  check(manifest, report) {
    if (isRbac(manifest)) {
      for (const rule of rulesIn(manifest)) {
        if (allowedBy(rule, USE) === undefined) continue;
        report({
          path: `rules[${rule.index}]`,
          found: rule.written,
          needs: 'no use of constraints that admit privileged pods',
        });
      }
    } else if (groupOf(String(manifest.apiVersion)) === 'security.openshift.io')
      checkConstraints(manifest, report);
  },
  examples: {
    good: [
      {
        objects: [
          role({
            apiGroups: ['security.openshift.io'],
            resources: ['securitycontextconstraints'],
            resourceNames: ['nonroot-v2'],
            verbs: ['use'],
          }),
        ],
      },
      {
        objects: [constraints({ allowPrivilegedContainer: false, runAsUser: { type: 'MustRunAsNonRoot' } })],
      },
    ],
    bad: [
      {
        objects: [
          role({
            apiGroups: ['security.openshift.io'],
            resources: ['securitycontextconstraints'],
            resourceNames: ['privileged'],
            verbs: ['use'],
          }),
        ],
      },
      {
        note: 'every constraint',
        objects: [
          clusterRole({
            apiGroups: ['security.openshift.io'],
            resources: ['securitycontextconstraints'],
            verbs: ['use'],
          }),
        ],
      },
      { objects: [constraints({ allowPrivilegedContainer: true })] },
      { objects: [constraints({ allowPrivilegedContainer: false, runAsUser: { type: 'RunAsAny' } })] },
    ],
  },
});

function checkConstraints(manifest: PlainObject, report: Report): void {
  for (const field of OPEN) {
    const found = manifest[field];
    if (found === undefined || found === null || found === false) continue;
    report({ path: field, found, needs: 'false', finding: field });
  }
  const found = objectAt(manifest, 'runAsUser')?.type;
  if (found !== 'RunAsAny') return;
  report({
    path: 'runAsUser.type',
    found,
    needs: 'MustRunAsNonRoot or MustRunAsRange',
    finding: 'runAsUser',
  });
}

function constraints(fields: PlainObject): PlainObject {
  return {
    apiVersion: 'security.openshift.io/v1',
    kind: 'SecurityContextConstraints',
    metadata: { name: 'web' },
    ...fields,
  };
}
