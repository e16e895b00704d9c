import { Construct } from 'constructs';
import { describeProps } from '../../blueprints/description';
import { Problems } from '../../blueprints/problems';
import { groupOf, parseSharedClaim } from '../../blueprints/storage/parse';
import type { SharedClaimProps as Props } from '../../blueprints/storage/props';
import type { Claimed, ClaimMode } from '../../blueprints/workload/volumes/props';
import { objectsOfClaim } from '../../renderers';
import { contextOf, modelOf, namespaceNameOf, under } from '../app/app-context';
import { BlueprintObject } from '../app/blueprint-object';
import { checkCall } from '../call';

/** Settings of a PersistentVolumeClaim that several workloads mount. */
export interface SharedClaimProps extends Props {}

/**
 * A claim that several workloads of its namespace mount: `volumes: { '/media': sharedClaim(media) }`. Its files
 * belong to its group, which all pods have that mount it. What it holds is kept when it is no longer declared.
 * @throws InvalidInputError with everything that is wrong with the props
 */
export class SharedClaim extends Construct implements Claimed {
  /** The name of the claim. */
  readonly claimName: string;
  /** The namespace that it is in; undefined if it is chosen when the object is applied. */
  readonly claimNamespace: string | undefined;
  /** How nodes may mount it. */
  readonly claimMode: ClaimMode;
  /** The group that its files belong to: of all pods that mount it. */
  readonly claimGroup: number;

  constructor(scope: Construct, id: string, props: SharedClaimProps) {
    checkCall('SharedClaim', scope, id);
    const problems = new Problems(under(scope, id));
    const { shapes, required } = describeProps('SharedClaimProps');
    problems.check(props, shapes, { required });
    problems.throwIfBroken();
    const namespace = namespaceNameOf(scope);
    const { cluster } = contextOf(scope);
    const claim = parseSharedClaim(props, { id, namespace, cluster }, problems);
    problems.throwIfAny();
    super(scope, id);
    this.claimName = claim.name;
    this.claimNamespace = namespace;
    this.claimMode = props.mode ?? 'ReadWriteMany';
    this.claimGroup = groupOf(props, { id, namespace: claim.namespace });
    const model = modelOf(this);
    model.claims.push(claim);
    for (const { identity, object } of objectsOfClaim(claim, model))
      new BlueprintObject(this, identity.kind, identity, object);
  }
}
