import type { Construct } from 'constructs';
import { accountOf } from '../../blueprints/account/account';
import type { CloudIdentityProps } from '../../blueprints/account/props';
import { tellSubject } from '../../blueprints/suppressions';
import { WorkloadAssembly } from '../../blueprints/workload/assembly';
import type { Grant } from '../../core/rbac/grant';
import type { Workload } from '../../model/workload';
import { objectsOfWorkload } from '../../renderers';
import type { ObjectArtifact, ObjectIdentity } from '../../renderers/renderer';
import { modelOf } from '../app/app-context';
import { BlueprintObject } from '../app/blueprint-object';
import { LeastPrivilegeServiceAccount } from './least-privilege-service-account';

/** Puts a workload into the model, and the objects that are around it into the tree. */
export function emitParts(
  owner: Construct,
  workload: Workload,
  identity: {
    readonly grants: readonly Grant[];
    readonly account: LeastPrivilegeServiceAccount | undefined;
    readonly cloudIdentity: CloudIdentityProps | undefined;
  },
): { readonly assembly: WorkloadAssembly; readonly account: LeastPrivilegeServiceAccount } {
  const { name, namespace, controller, extraLabels } = workload;
  tellSubject(owner, { kind: controller.kind, namespace, name });
  const account =
    identity.account ??
    new LeastPrivilegeServiceAccount(owner, 'Account', {
      name,
      instance: name,
      grants: identity.grants,
      ...(identity.cloudIdentity === undefined ? {} : { cloudIdentity: identity.cloudIdentity }),
      labels: extraLabels,
    });
  const held = accountOf(account);
  const assembly = new WorkloadAssembly(workload, held.identity, modelOf(owner), owner.node.path);
  held.takenBy(() => assembly.openApiServer());
  for (const { identity: own, object } of around(assembly))
    new BlueprintObject(owner, idOf(own, name), own, object);
  return { assembly, account };
}

/** The objects of a workload without those that are constructs of cdk8s-plus. */
function around({ placed, model }: WorkloadAssembly): ObjectArtifact[] {
  const { name, controller } = placed.workload;
  const isKplus = ({ kind, name: called }: ObjectIdentity): boolean =>
    (kind === controller.kind && called === name) ||
    (kind === 'Service' && controller.kind === 'StatefulSet' && called === controller.serviceName);
  return objectsOfWorkload(placed, model).filter(({ identity }) => !isKplus(identity));
}

/** Unique among the objects of a workload, and the same first id for all: keys of objects cost V8 dearly when they differ. */
function idOf({ kind, name }: ObjectIdentity, workload: string): string {
  if (kind === 'NetworkPolicy') return kind;
  return name === workload ? `Own${kind}` : `${kind}-${name}`;
}
