import { POOL_NODE_LABEL, POOL_TAINT } from '../../core/well-known';
import type { Namespace } from '../../model/namespace';
import type { PoolUse } from '../../model/node-pool';
import type { Pod, PodFields } from '../../model/pod';
import type { Problems } from '../problems';
import type { Dedicated } from './props';

/** What a pool means for the pods in it. */
export function poolUse(pool: Dedicated): PoolUse {
  const { poolName: name, poolRuntimeClass: runtimeClass, poolPriorityClass: priorityClass } = pool;
  return {
    name,
    ...(runtimeClass === undefined ? {} : { runtimeClass }),
    ...(priorityClass === undefined ? {} : { priorityClass }),
  };
}

/** The pool of a workload: its own, else that of its namespace. */
export function poolFor(own: Dedicated | undefined, isolated: Namespace | undefined): PoolUse | undefined {
  return own === undefined ? isolated?.pool : poolUse(own);
}

/** What a pod says of its pool. */
export function namedPool(pool: PoolUse | undefined): Pick<Pod, 'pool'> {
  return pool === undefined ? {} : { pool: pool.name };
}

/** The fields of a pod with those that keep it in a pool; adds what contradicts the pool to the problems. */
export function inPool(fields: PodFields, pool: PoolUse | undefined, problems: Problems): PodFields {
  if (pool === undefined) return fields;
  const { name, runtimeClass } = pool;
  const { nodeSelector, tolerations = [], runtimeClassName } = fields;
  const label = nodeSelector?.[POOL_NODE_LABEL];
  if (label !== undefined && label !== name)
    problems.add(
      `nodeSelector["${POOL_NODE_LABEL}"]`,
      label,
      `the pool ${name}, or no such label`,
      'remove it',
    );
  if (runtimeClass !== undefined && runtimeClassName !== undefined && runtimeClassName !== runtimeClass)
    problems.add(
      'pod.runtimeClassName',
      runtimeClassName,
      `${runtimeClass}, as the pool ${name} has it`,
      'remove it',
    );
  if (!Array.isArray(tolerations))
    problems.add(
      'pod.tolerations',
      tolerations,
      'a list that is known while the program runs',
      'tolerations: []',
    );
  const given: readonly unknown[] = Array.isArray(tolerations) ? tolerations : [];
  return {
    ...fields,
    tolerations: [...given, { effect: 'NoExecute', key: POOL_TAINT, operator: 'Equal', value: name }],
    ...(runtimeClass === undefined ? {} : { runtimeClassName: runtimeClass }),
  };
}
