import type * as pulumi from '@pulumi/pulumi';
import { refuseDeferred } from '../../blueprints/deferred';
import { describeProps } from '../../blueprints/description';
import { parseNodePool } from '../../blueprints/node-pool/parse';
import type { Dedicated, NodePoolProps } from '../../blueprints/node-pool/props';
import { Problems } from '../../blueprints/problems';
import { POOL_NODE_LABEL, POOL_TAINT } from '../../core/well-known';
import { objectsOfPool } from '../../renderers';
import { contextFor } from '../app/app-context';
import { outputs } from '../app/deferred-leaves';
import { checkCall } from '../call';
import { Component, waitingFor } from '../component';
import { quietly } from '../errors';
import { under } from '../tree';
import { kubernetesObject } from './kubernetes-object';

/** Settings of a pool of nodes for some workloads alone. */
export interface NodePoolArgs extends NodePoolProps {}

/**
 * Nodes for some workloads alone: `dedicatedTo: pool` of a workload or a namespace keeps its pods on them, and an admission policy keeps
 * the pods of all other namespaces off. The nodes themselves are made elsewhere, with `taint` and `nodeLabels`.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export class NodePool extends Component implements Dedicated {
  /** The name of the pool, as plain text. */
  readonly poolName: string;
  /** The RuntimeClass of its pods; undefined if the pool has none. */
  readonly poolRuntimeClass: string | undefined;
  /** The PriorityClass of its pods; undefined if the pool has none. */
  readonly poolPriorityClass: string | undefined;
  /** The taint that its nodes need. */
  readonly taint: { readonly key: string; readonly value: string; readonly effect: 'NoExecute' };
  /** The labels that its nodes need. A kubelet may not set them itself: the provider of the nodes does, or an administrator. */
  readonly nodeLabels: Readonly<Record<string, string>>;

  constructor(name: string, args: NodePoolArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    const { model, pool } = quietly(() => {
      checkCall('NodePool', name, args, opts);
      const context = contextFor(opts?.parent, name);
      const problems = new Problems(under(opts?.parent, name), outputs);
      const { shapes, required, leaves } = describeProps('NodePoolProps');
      problems.check(args, shapes, { required, deferred: true });
      refuseDeferred(args, leaves, problems);
      problems.throwIfBroken();
      const parsed = parseNodePool(args, name, problems);
      problems.throwIfAny();
      return { model: context.model, pool: parsed };
    });
    super('NodePool', name, opts);
    this.poolName = pool.name;
    this.poolRuntimeClass = pool.runtime?.name;
    this.poolPriorityClass = pool.priority?.name;
    this.taint = { key: POOL_TAINT, value: pool.name, effect: 'NoExecute' };
    this.nodeLabels = { [POOL_NODE_LABEL]: pool.name };
    model.pools.push(pool);
    const dependsOn = waitingFor(this, []);
    for (const { object } of objectsOfPool(pool, model)) kubernetesObject(this, object, { name, dependsOn });
    this.registerOutputs({ poolName: this.poolName });
  }
}
