import { Construct } from 'constructs';
import { describeProps } from '../../blueprints/description';
import { Problems } from '../../blueprints/problems';
import { parseSnapshot } from '../../blueprints/storage/parse';
import type { SnapshotProps as Props } from '../../blueprints/storage/props';
import { objectsOfSnapshot } from '../../renderers';
import { contextOf, modelOf, namespaceNameOf, under } from '../app/app-context';
import { BlueprintObject } from '../app/blueprint-object';
import { checkCall } from '../call';

/** Settings of a snapshot. The snapshot is taken once, when the object is first applied. */
export interface SnapshotProps extends Props {}

/**
 * A VolumeSnapshot of a claim, made when it is applied first: before an upgrade, say. It needs a CSI driver and the CRDs of
 * external-snapshotter in the cluster. What it holds is kept when it is no longer declared.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class Snapshot extends Construct {
  /** The name of the VolumeSnapshot: for `fromSnapshot` of a claim. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: SnapshotProps) {
    checkCall('Snapshot', scope, id);
    const problems = new Problems(under(scope, id));
    const { shapes, required } = describeProps('SnapshotProps');
    problems.check(props, shapes, { required });
    problems.throwIfBroken();
    const { cluster } = contextOf(scope);
    const site = { id, namespace: namespaceNameOf(scope), cluster };
    const snapshot = parseSnapshot(props, site, problems);
    problems.throwIfAny();
    super(scope, id);
    this.name = snapshot.name;
    const model = modelOf(this);
    model.snapshots.push(snapshot);
    for (const { identity, object } of objectsOfSnapshot(snapshot, model))
      new BlueprintObject(this, identity.kind, identity, object);
  }
}
