import type { Entry } from '../../manifest/manifest-set';
import { isAbsent, isPlain, type PlainObject, stringAt } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { type SetReport, setControl } from '../control';

/** Yes, no, or undefined where it cannot be seen. */
type Answer = boolean | undefined;

const SUBRESOURCE = 'pods/ephemeralcontainers';
const GROUPS = ['', '*'];
const RESOURCES = [SUBRESOURCE, '*/ephemeralcontainers', '*'];
const VERBS = ['update', 'patch', '*'];

function anyOf(list: unknown, wanted: readonly string[]): Answer {
  if (isAbsent(list)) return false;
  if (!Array.isArray(list)) return undefined;
  let answer: Answer = false;
  for (const item of list) {
    if (typeof item !== 'string') answer = undefined;
    else if (wanted.includes(item)) return true;
  }
  return answer;
}

/** Whether a rule gives the right to add ephemeral containers. */
function grants(rule: PlainObject): Answer {
  let answer: Answer = true;
  const parts = [anyOf(rule.resources, RESOURCES), anyOf(rule.verbs, VERBS), anyOf(rule.apiGroups, GROUPS)];
  for (const part of parts) {
    if (part === false) return false;
    if (part === undefined) answer = undefined;
  }
  return answer;
}

function checkPod(entry: Entry, pod: Pod, report: SetReport): void {
  const list = pod.spec.ephemeralContainers;
  if (isAbsent(list)) return;
  const items: readonly unknown[] = Array.isArray(list) ? list : [list];
  items.forEach((found, index) => {
    const container = isPlain(found) ? stringAt(found, 'name') : undefined;
    const path = `${pod.path}.ephemeralContainers[${index}]`;
    report(entry, { path, found, needs: 'no ephemeral container', container });
  });
}

function checkRole(entry: Entry, report: SetReport): void {
  const { rules } = entry.manifest;
  if (isAbsent(rules)) return;
  const items: readonly unknown[] = Array.isArray(rules) ? rules : [rules];
  items.forEach((rule, index) => {
    if (isAbsent(rule)) return;
    const granted = isPlain(rule) ? grants(rule) : undefined;
    if (granted === false) return;
    report(entry, {
      path: `rules[${index}]`,
      found: rule,
      needs: `no right to change ${SUBRESOURCE}`,
      finding: SUBRESOURCE,
      fix: `remove ${SUBRESOURCE}, name the resources instead of *, or keep to the verbs get, list and watch`,
      unknown: granted === undefined ? true : undefined,
    });
  });
}

/** What a ClusterRole gets by aggregation is judged at the roles that are aggregated. Source: KEP-277. */
export const noEphemeralContainers = setControl({
  id: 'no-ephemeral-containers',
  title: 'No pod has ephemeral containers, and no role may add them',
  category: 'pod',
  severity: 'medium',
  why: 'A container that is added to a running pod shares its network, its identity and, on request, its processes: the right to add one is the right to run code as every workload of the namespace.',
  fix: 'remove ephemeralContainers from the pod spec',
  breaks: 'kubectl debug on running pods: grant that right to a person for the duration of an incident.',
  refs: {
    kyverno: ['block-ephemeral-containers'],
    other: ['rbac-police: pods_ephemeral_ctrs'],
  },
  check(set, report) {
    for (const entry of set.entries) {
      for (const pod of entry.pods) checkPod(entry, pod, report);
    }
    for (const kind of ['Role', 'ClusterRole']) {
      for (const entry of set.ofKind(kind)) {
        if (entry.ref.apiVersion.startsWith('rbac.authorization.k8s.io/')) checkRole(entry, report);
      }
    }
  },
  examples: {
    good: [
      { objects: [pod(undefined)] },
      { objects: [pod([])] },
      { objects: [role({ apiGroups: [''], resources: ['pods'], verbs: ['get', 'patch'] })] },
      {
        note: 'to read is no right to add',
        objects: [role({ apiGroups: [''], resources: ['*'], verbs: ['get'] })],
      },
      { note: 'another group', objects: [role({ apiGroups: ['apps'], resources: ['*'], verbs: ['*'] })] },
    ],
    bad: [
      { objects: [pod([{ name: 'debug', image: 'debug' }])] },
      { note: 'not a list', objects: [pod('debug')] },
      { objects: [role({ apiGroups: [''], resources: [SUBRESOURCE], verbs: ['patch'] })] },
      { objects: [role({ apiGroups: [''], resources: ['*/ephemeralcontainers'], verbs: ['update'] })] },
      { objects: [role({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }, 'ClusterRole')] },
      { note: 'cannot be judged', objects: [role({ apiGroups: [''], resources: 'pods', verbs: ['*'] })] },
      { note: 'not an object', objects: [role('*')] },
    ],
  },
});

function pod(ephemeralContainers: unknown) {
  const spec = { containers: [{ name: 'app', image: 'app' }], ephemeralContainers };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', namespace: 'shop' }, spec };
}

function role(rule: unknown, kind = 'Role') {
  const metadata = kind === 'Role' ? { name: 'helper', namespace: 'shop' } : { name: 'helper' };
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata, rules: [rule] };
}
