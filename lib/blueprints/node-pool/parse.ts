import { objectNameProblems } from '../../core/manifest/names';
import { canonicalQuantity } from '../../core/manifest/quantity';
import type { NodePool, PoolPriority, PoolRuntime } from '../../model/node-pool';
import type { Problems } from '../problems';
import { checkLabels } from '../workload/parse/labels';
import type { NodePoolProps, PoolRuntimeProps } from './props';

/** The part of a label that is a name, with room for what stands before it in names of objects. */
const NAME = /^[a-z0-9](?:[-a-z0-9]{0,48}[a-z0-9])?$/;

/** Where agents of the nodes are: the network plugin, the proxy, storage. */
const SYSTEM = 'kube-system';

/** The highest value that a PriorityClass of users may have. Source: Kubernetes, HighestUserDefinablePriority. */
const HIGHEST_PRIORITY = 1_000_000_000;

/** Reads the arguments of a pool; adds all that is wrong with them to the problems. */
export function parseNodePool(props: NodePoolProps, id: string, problems: Problems): NodePool {
  const { name = id, exemptNamespaces = [], labels = {} } = props;
  if (!NAME.test(name)) {
    const needs = 'at most 50 lower case letters, digits and -, with a letter or digit at both ends';
    problems.add('name', name, needs, `name: 'sensitive'`);
  }
  for (const [index, namespace] of exemptNamespaces.entries()) {
    const field = `exemptNamespaces[${index}]`;
    problems.addAll(field, namespace, objectNameProblems('Namespace', namespace), `'calico-system'`);
  }
  checkLabels('labels', labels, problems);
  const runtime = runtimeOf(props.runtimeClass, name, problems);
  const priority = priorityOf(props.priorityClass, name, problems);
  return {
    name,
    exempt: [...new Set([SYSTEM, ...exemptNamespaces])].sort(),
    ...(runtime === undefined ? {} : { runtime }),
    ...(priority === undefined ? {} : { priority }),
    labels,
  };
}

function runtimeOf(
  given: NodePoolProps['runtimeClass'],
  pool: string,
  problems: Problems,
): PoolRuntime | undefined {
  if (given === undefined) return undefined;
  if (typeof given === 'string') {
    problems.addAll('runtimeClass', given, objectNameProblems('RuntimeClass', given), `'gvisor'`);
    return { name: given };
  }
  const { handler } = given;
  if (!/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(handler)) {
    const needs = 'what the container runtime calls it: lower case letters, digits and -';
    problems.add('runtimeClass.handler', handler, needs, `handler: 'runsc'`);
  }
  return { name: pool, handler, ...overheadOf(given, problems) };
}

function overheadOf(given: PoolRuntimeProps, problems: Problems): Pick<PoolRuntime, 'overhead'> {
  const amounts = (['cpu', 'memory'] as const).flatMap((resource) => {
    const amount = given[resource];
    if (amount === undefined) return [];
    const canonical = canonicalQuantity(amount);
    if (canonical === undefined || canonical.startsWith('-')) {
      const sample = resource === 'cpu' ? '250m' : '160Mi';
      problems.add(
        `runtimeClass.${resource}`,
        amount,
        `a quantity such as ${sample}`,
        `${resource}: '${sample}'`,
      );
    }
    return [[resource, canonical ?? amount] as const];
  });
  return amounts.length === 0 ? {} : { overhead: Object.fromEntries(amounts) };
}

function priorityOf(
  given: NodePoolProps['priorityClass'],
  pool: string,
  problems: Problems,
): PoolPriority | undefined {
  if (given === undefined) return undefined;
  if (typeof given === 'string') {
    problems.addAll('priorityClass', given, objectNameProblems('PriorityClass', given), `'shop-critical'`);
    return { name: given };
  }
  const { value } = given;
  if (!Number.isInteger(value) || value < 1 || value > HIGHEST_PRIORITY) {
    const needs = `a whole number from 1 to ${HIGHEST_PRIORITY}`;
    problems.add('priorityClass.value', value, needs, 'value: 200000');
  }
  return { name: pool, value };
}
