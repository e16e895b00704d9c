import type { Construct } from 'constructs';
import { WorkloadAssembly } from '../blueprints/workload/assembly';
import type { WorkloadModel } from '../blueprints/workload/model';
import { clone } from '../core/manifest/plain';
import type { Grant } from '../core/rbac/grant';
import { BlueprintObject, identityOf } from './blueprint-object';
import { LeastPrivilegeServiceAccount } from './least-privilege-service-account';

/** Puts the objects that stand around a workload into the tree. */
export function emitParts(
  owner: Construct,
  model: WorkloadModel,
  identity: {
    readonly grants: readonly Grant[];
    readonly account: LeastPrivilegeServiceAccount | undefined;
  },
): WorkloadAssembly {
  const account =
    identity.account ??
    new LeastPrivilegeServiceAccount(owner, 'Account', {
      name: model.name,
      instance: model.name,
      grants: identity.grants,
      labels: model.extraLabels,
    });
  const assembly = new WorkloadAssembly(model, account, owner.node.path);
  for (const manifest of assembly.surroundings()) {
    const { kind, name, ...rest } = identityOf(manifest);
    const id = kind === 'ConfigMap' ? `ConfigMap-${name}` : `Own${kind}`;
    new BlueprintObject(owner, id, { kind, name, ...rest }, () => clone(manifest));
  }
  const policy = identityOf(assembly.policy());
  new BlueprintObject(owner, 'NetworkPolicy', policy, () => assembly.policy());
  return assembly;
}
