import { ensureObject, type PlainObject } from '../../manifest/plain';
import type { Container, Pod } from '../../manifest/pod';
import { type HardenContext, podControl, type Report, reportPod } from '../control';
import { changesUser, groupReason, OTHER_USER, type UserField, userReason } from '../facts/users';
import { FRESH_VOLUMES, volumeGroupReason } from '../facts/volume-group';
import { allocate, describeRanges, type IdRange, inRanges } from './shared/id-ranges';
import { checkInherited, effective, fieldOf, fillField, isWhole } from './shared/security-context';
import { fillIdentity } from './shared/user-identity';

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

/** Moves ids that the library derived into the ranges; what others wrote stays. */
function moveDerived(pod: Pod, field: string, ranges: readonly IdRange[], context: HardenContext): void {
  const { userId } = context;
  const isDerived = (id: unknown, container?: Container): boolean =>
    id === userId || (container !== undefined && context.said(container, field) === undefined);
  const move = (spec: PlainObject, container?: Container): void => {
    const found = fieldOf(spec, field);
    if (typeof found !== 'number' || inRanges(found, ranges) || !isDerived(found, container)) return;
    const id = allocate(found, ranges);
    if (id !== undefined) ensureObject(spec, 'securityContext')[field] = id;
  };
  if (isWhole(pod)) move(pod.spec);
  for (const container of pod.containers) move(container.spec, container);
}

function hardenRanges(
  pod: Pod,
  field: UserField,
  ranges: readonly IdRange[],
  context: HardenContext<Params>,
): void {
  moveDerived(pod, field, ranges, context);
  const id = context.userId === undefined ? undefined : allocate(context.userId, ranges);
  const { users = [] } = context.params.ranges;
  const keeps = (container: Container): string | undefined => {
    if (field === 'runAsUser') return userReason(container, context);
    // A user of the organisation is none of the image, so that its group may be given, too.
    return inRanges(effective(container, 'runAsUser'), users) ? undefined : groupReason(container, context);
  };
  const good = (found: unknown): boolean => inRanges(found, ranges);
  fillIdentity(pod, { field, valueFor: () => id, good, keeps }, context);
}

/** Third-party volumes keep their group, as in `set-fs-group`. */
function hardenVolumeGroup(pod: Pod, ranges: readonly IdRange[], context: HardenContext): void {
  moveDerived(pod, 'fsGroup', ranges, context);
  const id = context.userId === undefined ? undefined : allocate(context.userId, ranges);
  if (id !== undefined && volumeGroupReason(pod, context) === undefined) fillField(pod.spec, 'fsGroup', id);
}

/** In force only where the policy gives ranges. A user id that is absent is the image's, so it is asked for. */
export const restrictUidGidRanges = podControl({
  id: 'restrict-uid-gid-ranges',
  title: 'User and group IDs are in the ranges of your organisation',
  category: 'pod',
  severity: 'medium',
  why: 'Ranges separate tenants, nodes and file servers. An ID outside of them may belong to someone else on a shared volume.',
  fix: 'give the field an id of the range',
  code: 'leave out user, so that an id of the range is allocated; or give it one',
  breaks: 'Ranges below 10001 contradict run-as-high-uid and run-as-high-gid: disable those controls then.',
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
  harden(pod, context) {
    if (pod.windows) return;
    const { users, groups } = context.params.ranges;
    if (users !== undefined) hardenRanges(pod, 'runAsUser', users, context);
    if (groups === undefined) return;
    hardenRanges(pod, 'runAsGroup', groups, context);
    hardenVolumeGroup(pod, groups, context);
  },
  writes: [
    { field: 'securityContext.runAsUser', mayStop: OTHER_USER, when: changesUser('runAsUser') },
    { field: 'securityContext.runAsGroup', mayStop: OTHER_USER, when: changesUser('runAsGroup') },
    { field: 'securityContext.fsGroup', harmless: FRESH_VOLUMES },
  ],
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
