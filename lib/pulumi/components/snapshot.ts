import * as pulumi from '@pulumi/pulumi';
import { refuseDeferred } from '../../blueprints/deferred';
import { describeProps } from '../../blueprints/description';
import { Problems } from '../../blueprints/problems';
import { parseSnapshot } from '../../blueprints/storage/parse';
import type { SnapshotProps } from '../../blueprints/storage/props';
import { objectsOfSnapshot } from '../../renderers';
import { contextFor } from '../app/app-context';
import { outputs } from '../app/deferred-leaves';
import { checkCall } from '../call';
import { Component, textFrom, waitingFor } from '../component';
import { quietly } from '../errors';
import { namespaceAbove, under } from '../tree';
import { kubernetesObject } from './kubernetes-object';

/** Settings of a snapshot. The snapshot is taken once, when the object is first applied. */
export interface SnapshotArgs extends SnapshotProps<pulumi.Input<string>> {}

/**
 * A VolumeSnapshot of a claim, made when it is applied first: before an upgrade, say. It needs a CSI driver and the CRDs of
 * external-snapshotter in the cluster. It is protected, and stays in the cluster when it is no longer declared.
 * @throws InvalidInputError with everything that is wrong with the arguments
 */
export class Snapshot extends Component {
  /** The name of the VolumeSnapshot, as plain text: for `fromSnapshot` of a claim. */
  readonly name: string;
  /** The name of the VolumeSnapshot; resources that use it wait for the snapshot. */
  readonly snapshot: pulumi.Output<string>;

  constructor(name: string, args: SnapshotArgs, opts?: pulumi.ComponentResourceOptions) {
    const namespace = namespaceAbove(opts?.parent);
    const { model, snapshot } = quietly(() => {
      checkCall('Snapshot', name, args, opts);
      const context = contextFor(opts?.parent, name);
      const problems = new Problems(under(opts?.parent, name), outputs);
      const { shapes, required, leaves } = describeProps('SnapshotProps');
      problems.check(args, shapes, { required, deferred: true });
      refuseDeferred(args, leaves, problems);
      problems.throwIfBroken();
      const site = { id: name, namespace: namespace?.model.name, cluster: context.cluster };
      const parsed = parseSnapshot(args, site, problems);
      problems.throwIfAny();
      return { model: context.model, snapshot: parsed };
    });
    super('Snapshot', name, opts);
    this.name = snapshot.name;
    model.snapshots.push(snapshot);
    const dependsOn = waitingFor(this, namespace?.before ?? []);
    const made = objectsOfSnapshot(snapshot, model).map(({ object }) =>
      kubernetesObject(this, object, { name, dependsOn }),
    );
    this.snapshot = pulumi
      .all(made.map((object) => textFrom(object, snapshot.name)))
      .apply(() => snapshot.name);
    this.registerOutputs({ snapshot: snapshot.name });
  }
}
