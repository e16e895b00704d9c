import * as pulumi from '@pulumi/pulumi';
import { refuseDeferred } from '../../blueprints/deferred';
import { describeProps } from '../../blueprints/description';
import { Problems } from '../../blueprints/problems';
import { groupOf, parseSharedClaim } from '../../blueprints/storage/parse';
import type { SharedClaimProps } from '../../blueprints/storage/props';
import type { Claimed, ClaimMode } from '../../blueprints/workload/volumes/props';
import { objectsOfClaim } from '../../renderers';
import { contextFor } from '../app/app-context';
import { outputs } from '../app/deferred-leaves';
import { checkCall } from '../call';
import { Component, textFrom, waitingFor } from '../component';
import { quietly } from '../errors';
import { namespaceAbove, under } from '../tree';
import { kubernetesObject } from './kubernetes-object';

/** Settings of a PersistentVolumeClaim that several workloads mount. */
export interface SharedClaimArgs extends SharedClaimProps<pulumi.Input<string>> {}

/**
 * A claim that several workloads of its namespace mount: `volumes: { '/media': sharedClaim(media) }`. Its files
 * belong to its group, which all pods have that mount it. It is protected, and stays in the cluster when it is no longer declared.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export class SharedClaim extends Component implements Claimed {
  /** The name of the claim, as plain text. */
  readonly claimName: string;
  /** The namespace that it is in; undefined if it is chosen when the object is applied. */
  readonly claimNamespace: string | undefined;
  /** How nodes may mount it. */
  readonly claimMode: ClaimMode;
  /** The name of the claim; resources that use it wait for the claim. */
  readonly claim: pulumi.Output<string>;
  /** The group that its files belong to: of all pods that mount it. */
  readonly claimGroup: number;

  constructor(name: string, args: SharedClaimArgs, opts?: pulumi.ComponentResourceOptions) {
    const namespace = namespaceAbove(opts?.parent);
    const { model, claim } = quietly(() => {
      checkCall('SharedClaim', name, args, opts);
      const context = contextFor(opts?.parent, name);
      const problems = new Problems(under(opts?.parent, name), outputs);
      const { shapes, required, leaves } = describeProps('SharedClaimProps');
      problems.check(args, shapes, { required, deferred: true });
      refuseDeferred(args, leaves, problems);
      problems.throwIfBroken();
      const site = { id: name, namespace: namespace?.model.name, cluster: context.cluster };
      const parsed = parseSharedClaim(args, site, problems);
      problems.throwIfAny();
      return { model: context.model, claim: parsed };
    });
    super('SharedClaim', name, opts);
    this.claimName = claim.name;
    this.claimNamespace = claim.namespace;
    this.claimMode = args.mode ?? 'ReadWriteMany';
    this.claimGroup = groupOf(args, { id: name, namespace: claim.namespace });
    model.claims.push(claim);
    const dependsOn = waitingFor(this, namespace?.before ?? []);
    const made = objectsOfClaim(claim, model).map(({ object }) =>
      kubernetesObject(this, object, { name, dependsOn }),
    );
    this.claim = pulumi.all(made.map((object) => textFrom(object, claim.name))).apply(() => claim.name);
    this.registerOutputs({ claim: claim.name });
  }
}
