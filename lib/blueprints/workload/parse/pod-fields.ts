import { objectNameProblems } from '../../../core/manifest/names';
import type { Suppression } from '../../../core/policy/waiver';
import { POD_FIELDS } from '../../../model/pass-through';
import type { PodFields } from '../../../model/pod';
import type { BlueprintContext } from '../../context';
import type { Problems } from '../../problems';
import { passThrough } from '../pass-through';
import type { WorkloadProps } from '../props';
import { checkLabels } from './labels';

/** Reads the fields of the pod that the props alone decide. */
export function podFields(
  props: WorkloadProps<unknown>,
  context: BlueprintContext,
  problems: Problems,
): PodFields {
  checkLabels('nodeSelector', props.nodeSelector ?? {}, problems);
  if (typeof props.priorityClass === 'string') {
    const texts = objectNameProblems('PriorityClass', props.priorityClass);
    problems.addAll('priorityClass', props.priorityClass, texts, `priorityClass: 'standard'`);
  }
  const { cluster } = context;
  const nodeSelector = {
    ...props.nodeSelector,
    ...(props.architecture === undefined ? {} : { 'kubernetes.io/arch': props.architecture }),
  };
  const priority = props.priorityClass ?? cluster.priorityClass?.name ?? false;
  return {
    ...passThrough('pod', props.pod, POD_FIELDS, problems),
    ...(Object.keys(nodeSelector).length === 0 ? {} : { nodeSelector }),
    ...(priority === false ? {} : { priorityClassName: priority }),
    ...(cluster.userNamespaces && props.userNamespaces !== false ? { hostUsers: false } : {}),
  };
}

/** What a workload refused of the defaults that the cluster could give it. */
export function refusals(props: WorkloadProps<unknown>): Suppression[] {
  const refused: Suppression[] = [];
  const refuse = (control: Suppression['control'], prop: string): void => {
    refused.push({ control, reason: `refused by the workload: ${prop}: false`, optOut: true });
  };
  if (props.seLinux === false) refuse('set-selinux-options', 'seLinux');
  if (props.priorityClass === false) refuse('priority-class-set', 'priorityClass');
  if (props.userNamespaces === false) refuse('user-namespaces', 'userNamespaces');
  if (props.ndots === false) refuse('dns-config-ndots', 'ndots');
  if (props.spread === false) {
    refuse('pod-anti-affinity', 'spread');
    refuse('topology-spread', 'spread');
  }
  return refused;
}
