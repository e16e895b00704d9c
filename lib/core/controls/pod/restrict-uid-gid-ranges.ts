import { ensureObject } from '../../manifest/plain';
import type { Container, Pod } from '../../manifest/pod';
import { podControl, type Report, reportPod } from '../control';
import { allocate, describeRanges, type IdRange, inRanges } from './id-ranges';
import { checkInherited, fieldOf, fillField, isWhole } from './security-context';
import { fillIdentity } from './user-identity';

/** The ranges of an organisation. */
export interface Params {
  readonly ranges: {
    /** For `runAsUser`. @default any */
    readonly users?: readonly IdRange[];
    /** For `runAsGroup`, `fsGroup` and `supplementalGroups`. @default any */
    readonly groups?: readonly IdRange[];
  };
}

const DEFAULTS: Params = { ranges: {} };

function checkInRanges(pod: Pod, report: Report, field: string, ranges: readonly IdRange[]): void {
  checkInherited(pod, report, {
    field,
    read: (spec) => fieldOf(spec, field),
    good: (id) => inRanges(id, ranges),
    needs: `an id in ${describeRanges(ranges)}`,
    podCounts: false,
  });
}

function checkPodGroups(pod: Pod, report: Report, ranges: readonly IdRange[]): void {
  for (const field of ['fsGroup', 'supplementalGroups']) {
    const found = fieldOf(pod.spec, field);
    if (found === undefined) continue;
    const ids: readonly unknown[] = Array.isArray(found) ? found : [found];
    const bad = ids.find((id) => !inRanges(id, ranges));
    if (bad !== undefined) {
      const needs = `ids in ${describeRanges(ranges)}`;
      reportPod(report, pod, `securityContext.${field}`, bad, needs, { finding: field });
    }
  }
}

/** Moves an id that the library derived into the ranges; what others wrote stays. */
function moveDerived(pod: Pod, field: string, derived: number, id: number): void {
  const move = ({ spec }: Pod | Container): void => {
    if (fieldOf(spec, field) === derived) ensureObject(spec, 'securityContext')[field] = id;
  };
  if (isWhole(pod)) move(pod);
  pod.containers.forEach(move);
}

function applyRanges(pod: Pod, field: string, derived: number, ranges: readonly IdRange[]): void {
  const id = allocate(derived, ranges);
  if (id === undefined) return;
  if (id !== derived) moveDerived(pod, field, derived, id);
  if (field === 'fsGroup') fillField(pod.spec, field, id);
  else fillIdentity(pod, field, id, (found) => inRanges(found, ranges));
}

/** In force only where the policy gives ranges. A user id that is absent is the image's, so it is asked for. */
export const restrictUidGidRanges = podControl({
  id: 'restrict-uid-gid-ranges',
  title: "User and group ids stay in the organisation's ranges",
  category: 'pod',
  severity: 'medium',
  why: 'Ranges keep tenants, nodes and file servers apart; an id outside them may be the id of somebody else on a shared volume.',
  fix: 'user: an id of the range, or leave it out so that one is allocated',
  breaks:
    'Ranges below 10001 contradict run-as-high-uid and run-as-high-gid: take those out of the policy then.',
  refs: {
    kyverno: ['validate-userid-groupid-fsgroup', 'only-trustworthy-registries-set-root'],
    gatekeeper: ['users', 'fsgroup'],
  },
  params: DEFAULTS,
  active: ({ params }) => params.ranges.users !== undefined || params.ranges.groups !== undefined,
  check(pod, report, { params }) {
    if (pod.windows) return;
    const { users, groups } = params.ranges;
    if (users !== undefined) checkInRanges(pod, report, 'runAsUser', users);
    if (groups === undefined) return;
    checkInRanges(pod, report, 'runAsGroup', groups);
    checkPodGroups(pod, report, groups);
  },
  apply(pod, { params, userId }) {
    if (pod.windows) return;
    const { users, groups } = params.ranges;
    if (users !== undefined) applyRanges(pod, 'runAsUser', userId, users);
    if (groups === undefined) return;
    applyRanges(pod, 'runAsGroup', userId, groups);
    applyRanges(pod, 'fsGroup', userId, groups);
  },
  examples: {
    good: [
      {
        spec: { securityContext: { runAsUser: 20001, runAsGroup: 30001, fsGroup: 30002 } },
        params: { ranges: { users: [{ min: 20000, max: 20999 }], groups: [{ min: 30000, max: 30999 }] } },
      },
      { note: 'without ranges every id is in range', container: { securityContext: { runAsUser: 0 } } },
    ],
    bad: [
      { note: 'the image decides', params: { ranges: { users: [{ min: 20000, max: 20999 }] } } },
      {
        container: { securityContext: { runAsUser: 23117 } },
        params: { ranges: { users: [{ min: 20000, max: 20999 }] } },
      },
      {
        spec: { securityContext: { runAsGroup: 1 } },
        params: { ranges: { groups: [{ min: 30000, max: 30999 }] } },
      },
      {
        spec: { securityContext: { runAsGroup: 30001, fsGroup: 1 } },
        params: { ranges: { groups: [{ min: 30000, max: 30999 }] } },
      },
      {
        spec: { securityContext: { runAsGroup: 30001, supplementalGroups: [30002, 1] } },
        params: { ranges: { groups: [{ min: 30000, max: 30999 }] } },
      },
    ],
  },
});
