import type { PlainObject } from '../../core/manifest/plain';
import { Problems } from '../problems';
import { WorkloadTraffic } from '../traffic';
import { portsOf, type WorkloadModel } from './model';
import { checkUses } from './parse/uses';
import type { Reference } from './props';
import { budgetObject, configObjects, deploymentObject, policyObject, serviceObject } from './render/objects';
import type { Wiring } from './render/pod';

/** What a workload needs to know of its identity. */
export interface Identity {
  /** The name of the ServiceAccount. */
  readonly name: string;
  /** Whether it has rights, so that the workload gets its token and the route to the API server. */
  readonly hasGrants: boolean;
}

/** The objects of a workload, and what becomes known after its construction: routes and addresses. */
export class WorkloadAssembly {
  readonly traffic: WorkloadTraffic;
  private readonly env = new Map<string, PlainObject[]>();

  /** @param where path of the construct, for messages */
  constructor(
    readonly model: WorkloadModel,
    private readonly identity: Identity,
    private readonly where: string,
  ) {
    const { name, namespace, selector, context } = model;
    const ports = portsOf(model);
    this.traffic = new WorkloadTraffic({ name, namespace, selector, ports, cluster: context.cluster });
  }

  /** The Deployment as it is now. A fresh object. */
  deployment(model: WorkloadModel = this.model): PlainObject {
    return deploymentObject(model, this.wiring());
  }

  /** The NetworkPolicy as it is now. A fresh object. */
  policy(): PlainObject {
    return policyObject(this.model, { ...this.traffic, apiServer: this.identity.hasGrants });
  }

  /** What stands around the Deployment and never changes: ConfigMaps, Service, disruption budget. Fresh objects. */
  surroundings(): PlainObject[] {
    const { model } = this;
    return [...configObjects(model), serviceObject(model), budgetObject(model)].filter(
      (object) => object !== undefined,
    );
  }

  /**
   * Sets variables of a container to addresses, and opens exactly those routes; all of them, or none.
   * @param field the prop in messages, such as `uses`
   * @throws InvalidInputError with everything that is wrong with them
   */
  uses(references: Readonly<Record<string, Reference>>, container: string, field: string): void {
    const { namespace } = this.model;
    const variables = this.env.get(container) ?? [];
    const problems = new Problems(this.where);
    checkUses(references, { field, namespace, taken: this.variablesOf(container, variables) }, problems);
    problems.throwIfAny();
    for (const [name, reference] of Object.entries(references)) {
      variables.push({ name, value: reference.addressFrom(namespace) });
      this.traffic.talksTo(reference.target, reference.targetPorts);
    }
    if (variables.length > 0) this.env.set(container, variables);
  }

  /** The name of its first port: what a reference to the workload means. */
  get firstPort(): readonly string[] {
    return portsOf(this.model)
      .slice(0, 1)
      .map((port) => port.name);
  }

  private wiring(): Wiring {
    return { env: this.env, account: this.identity.name, token: this.identity.hasGrants };
  }

  private variablesOf(container: string, added: readonly PlainObject[]): Set<string> {
    const { main, sidecars, initContainers } = this.model;
    const model = [main, ...sidecars, ...initContainers].find((item) => item.name === container);
    return new Set([...(model?.env ?? []), ...added].map((variable) => String(variable.name)));
  }
}
