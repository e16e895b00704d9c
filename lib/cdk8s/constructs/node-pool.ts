import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { describeProps } from '../../blueprints/description';
import { parseNodePool } from '../../blueprints/node-pool/parse';
import type { Dedicated, NodePoolProps as Props } from '../../blueprints/node-pool/props';
import { Problems } from '../../blueprints/problems';
import { POOL_NODE_LABEL, POOL_TAINT } from '../../core/well-known';
import { objectsOfPool } from '../../renderers';
import { modelOf, under } from '../app/app-context';
import { BlueprintObject } from '../app/blueprint-object';
import { checkCall } from '../call';

/** Settings of a pool of nodes for some workloads alone. */
export interface NodePoolProps extends Props {}

/**
 * Nodes for some workloads alone: `dedicatedTo: pool` of a workload or a namespace keeps its pods on them, and an admission policy keeps
 * the pods of all other namespaces off. The nodes themselves are made elsewhere, with `taint` and `nodeLabels`.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class NodePool extends Chart implements Dedicated {
  /** The name of the pool. */
  readonly poolName: string;
  /** The RuntimeClass of its pods; undefined if the pool has none. */
  readonly poolRuntimeClass: string | undefined;
  /** The PriorityClass of its pods; undefined if the pool has none. */
  readonly poolPriorityClass: string | undefined;
  /** The taint that its nodes need. */
  readonly taint: { readonly key: string; readonly value: string; readonly effect: 'NoExecute' };
  /** The labels that its nodes need. A kubelet may not set them itself: the provider of the nodes does, or an administrator. */
  readonly nodeLabels: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: NodePoolProps = {}) {
    checkCall('NodePool', scope, id);
    const problems = new Problems(under(scope, id));
    const { shapes, required } = describeProps('NodePoolProps');
    problems.check(props, shapes, { required });
    problems.throwIfBroken();
    const pool = parseNodePool(props, id, problems);
    problems.throwIfAny();
    super(scope, id, { disableResourceNameHashes: true });
    this.poolName = pool.name;
    this.poolRuntimeClass = pool.runtime?.name;
    this.poolPriorityClass = pool.priority?.name;
    this.taint = { key: POOL_TAINT, value: pool.name, effect: 'NoExecute' };
    this.nodeLabels = { [POOL_NODE_LABEL]: pool.name };
    const model = modelOf(this);
    model.pools.push(pool);
    for (const { identity, object } of objectsOfPool(pool, model))
      new BlueprintObject(this, identity.kind, identity, object);
  }
}
