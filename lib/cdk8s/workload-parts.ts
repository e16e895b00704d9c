import type { Construct } from 'constructs';
import { Problems } from '../blueprints/problems';
import { WorkloadTraffic } from '../blueprints/traffic';
import { portsOf, type WorkloadModel } from '../blueprints/workload/model';
import { checkUses } from '../blueprints/workload/parse/uses';
import type { Reference } from '../blueprints/workload/props';
import {
  budgetObject,
  configObjects,
  policyObject,
  serviceObject,
} from '../blueprints/workload/render/objects';
import type { Wiring } from '../blueprints/workload/render/pod';
import { clone, type PlainObject } from '../core/manifest/plain';
import type { Grant } from '../core/rbac/grant';
import { BlueprintObject, identityOf } from './blueprint-object';
import { LeastPrivilegeServiceAccount } from './least-privilege-service-account';

/** The objects that stand around a workload, and what becomes known after its construction: routes, addresses, rights. */
export class WorkloadParts {
  readonly traffic: WorkloadTraffic;
  private readonly account: LeastPrivilegeServiceAccount;
  private readonly env = new Map<string, PlainObject[]>();

  constructor(
    private readonly owner: Construct,
    readonly model: WorkloadModel,
    identity: {
      readonly grants: readonly Grant[];
      readonly account: LeastPrivilegeServiceAccount | undefined;
    },
  ) {
    const { name, namespace, selector, context } = model;
    this.traffic = new WorkloadTraffic({
      name,
      namespace,
      selector,
      ports: portsOf(model),
      cluster: context.cluster,
    });
    this.account =
      identity.account ??
      new LeastPrivilegeServiceAccount(owner, 'Account', {
        name,
        instance: name,
        grants: identity.grants,
        labels: model.extraLabels,
      });
    this.emitStatic(configObjects(model));
    this.emitStatic([serviceObject(model), budgetObject(model)]);
    const policy = (): PlainObject =>
      policyObject(model, { ...this.traffic, apiServer: this.account.hasGrants });
    new BlueprintObject(owner, 'NetworkPolicy', identityOf(policy()), policy);
  }

  /** What the Deployment needs to know of its surroundings when it renders. */
  wiring(): Wiring {
    return { env: this.env, account: this.account.name, token: this.account.hasGrants };
  }

  /**
   * Sets variables of a container to addresses, and opens exactly those routes; all of them, or none.
   * @param field the prop in messages, such as `uses`
   * @throws InvalidInputError with everything that is wrong with them
   */
  uses(references: Readonly<Record<string, Reference>>, container: string, field: string): void {
    const { namespace } = this.model;
    const variables = this.env.get(container) ?? [];
    const problems = new Problems(this.owner.node.path);
    checkUses(references, { field, namespace, taken: this.variablesOf(container, variables) }, problems);
    problems.throwIfAny();
    for (const [name, reference] of Object.entries(references)) {
      variables.push({ name, value: reference.addressFrom(namespace) });
      this.traffic.talksTo(reference.target, reference.targetPorts);
    }
    if (variables.length > 0) this.env.set(container, variables);
  }

  private variablesOf(container: string, added: readonly PlainObject[]): Set<string> {
    const { main, sidecars, initContainers } = this.model;
    const model = [main, ...sidecars, ...initContainers].find((item) => item.name === container);
    return new Set([...(model?.env ?? []), ...added].map((variable) => String(variable.name)));
  }

  private emitStatic(manifests: readonly (PlainObject | undefined)[]): void {
    for (const manifest of manifests) {
      if (manifest === undefined) continue;
      const identity = identityOf(manifest);
      const id = identity.kind === 'ConfigMap' ? `ConfigMap-${identity.name}` : `Own${identity.kind}`;
      new BlueprintObject(this.owner, id, identity, () => clone(manifest));
    }
  }
}
