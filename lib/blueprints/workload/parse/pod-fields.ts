import { objectNameProblems } from '../../../core/manifest/names';
import type { PoolUse } from '../../../model/node-pool';
import { POD_FIELDS } from '../../../model/pass-through';
import type { PodFields } from '../../../model/pod';
import type { BlueprintContext } from '../../context';
import { inPool } from '../../node-pool/dedicated';
import { optsOut } from '../../opt-out';
import type { Problems } from '../../problems';
import { passThrough } from '../pass-through';
import type { WorkloadProps } from '../props';
import { checkLabels } from './labels';

const POD = { field: 'pod', definition: 'core.v1.PodSpec', allowed: POD_FIELDS };

/** Reads the fields of the pod that the props alone decide. */
export function podFields(
  props: WorkloadProps<unknown>,
  context: BlueprintContext,
  pool: PoolUse | undefined,
  problems: Problems,
): PodFields {
  checkLabels('nodeSelector', props.nodeSelector ?? {}, problems);
  if (props.priorityClass !== undefined && !optsOut(props.priorityClass)) {
    const strings = objectNameProblems('PriorityClass', props.priorityClass);
    problems.addAll('priorityClass', props.priorityClass, strings, `priorityClass: 'standard'`);
  }
  const { cluster } = context;
  const nodeSelector = {
    ...props.nodeSelector,
    ...(props.architecture === undefined ? {} : { 'kubernetes.io/arch': props.architecture }),
  };
  const { priorityClass = pool?.priorityClass ?? cluster.priorityClass?.name } = props;
  const fields = {
    ...passThrough(POD, props.pod, problems),
    ...(Object.keys(nodeSelector).length === 0 ? {} : { nodeSelector }),
    ...(priorityClass === undefined || optsOut(priorityClass) ? {} : { priorityClassName: priorityClass }),
    ...(cluster.userNamespaces && !optsOut(props.userNamespaces) ? { hostUsers: false } : {}),
  };
  return inPool(fields, pool, problems);
}
