import type { Suppression } from '../../../core/policy/waiver';
import type { DaemonSetUpdateStrategy } from '../../../model/api';
import type { Problems } from '../../problems';
import { MOST } from '../parse/whole-number';
import type { WorkloadProps } from '../props';
import type { WorkloadKind } from './kind';
import { type NodeAccessProps, nodeAccessOf } from './node-access';
import { refuseOnEachNode } from './one-pod';
import type { RevisionProps } from './props';
import { revisionsOf } from './revised';

const PERCENT = /^(?:[1-9]\d?|100)%$/;

/** What you can set on a DaemonSet. Everything else has a default. */
export interface DaemonSetProps<Text = string> extends WorkloadProps<Text>, RevisionProps, NodeAccessProps {
  /**
   * How many pods an update replaces at a time. With `'OnDelete'`, a pod is replaced only after you delete it.
   * @default one pod
   * @needs 'OnDelete', or { maxUnavailable }
   */
  readonly update?:
    | 'OnDelete'
    | {
        /** @example 1 @example '10%' */
        readonly maxUnavailable?: number | string;
      };
}

/** A DaemonSet: one pod on each node. */
export const daemonSet: WorkloadKind<DaemonSetProps<unknown>> = {
  kind: 'DaemonSet',
  construct: 'SecureDaemonSet',
  props: 'DaemonSetProps',
  read: (props, place, problems) => {
    const { exclusive } = place.storage;
    if (exclusive !== undefined) refuseOnEachNode(exclusive, problems);
    const access = nodeAccessOf(props, place, problems);
    return {
      controller: {
        kind: 'DaemonSet',
        ...revisionsOf(props, problems),
        updateStrategy: updateOf(props.update, problems),
      },
      ...access,
      suppressions: [...(props.update === 'OnDelete' ? [ON_DELETE] : []), ...access.suppressions],
    };
  },
};

const ON_DELETE: Suppression = {
  control: 'rolling-update-strategy',
  reason: 'the workload asks for OnDelete: anyone who deletes a pod decides when it is replaced',
  optOut: true,
};

/** The API's form. A pod is stopped before its successor starts: two on one node would be what a DaemonSet is not. */
function updateOf(update: DaemonSetProps['update'], problems: Problems): DaemonSetUpdateStrategy {
  if (update === 'OnDelete') return { type: 'OnDelete' };
  const { maxUnavailable = 1 } = update ?? {};
  const valid =
    typeof maxUnavailable === 'number'
      ? Number.isInteger(maxUnavailable) && maxUnavailable >= 1 && maxUnavailable <= MOST
      : PERCENT.test(maxUnavailable);
  if (!valid) {
    const needs = 'a whole number from 1, or a percentage from 1%';
    problems.add('update.maxUnavailable', maxUnavailable, needs, "update: { maxUnavailable: '10%' }");
  }
  return { rollingUpdate: { maxUnavailable }, type: 'RollingUpdate' };
}
