import type { Construct } from 'constructs';
import { WorkloadTraffic } from '../blueprints/traffic';
import { portsOf, type WorkloadModel } from '../blueprints/workload/model';
import type { Reference } from '../blueprints/workload/props';
import {
  budgetObject,
  configObjects,
  policyObject,
  serviceObject,
} from '../blueprints/workload/render/objects';
import type { Wiring } from '../blueprints/workload/render/pod';
import { InvalidInputError } from '../core/errors';
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
      new LeastPrivilegeServiceAccount(owner, 'Account', { name, instance: name, grants: identity.grants });
    this.requireApiServer();
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

  /** Sets variables of a container to addresses, and opens exactly those routes. */
  uses(references: Readonly<Record<string, Reference>>, container: string): void {
    for (const [name, reference] of Object.entries(references)) {
      const value = reference.addressFrom(this.model.namespace);
      const variables = this.env.get(container) ?? [];
      this.refuseTwice(name, container, variables);
      variables.push({ name, value });
      this.env.set(container, variables);
      this.traffic.talksTo(reference.target, reference.targetPorts);
    }
  }

  private refuseTwice(name: string, container: string, variables: readonly PlainObject[]): void {
    const { main, sidecars, initContainers } = this.model;
    const model = [main, ...sidecars, ...initContainers].find((item) => item.name === container);
    const taken = [...(model?.env ?? []), ...variables].some((variable) => variable.name === name);
    if (!taken) return;
    throw new InvalidInputError(this.owner.node.path, [
      {
        field: `uses.${name}`,
        found: 'a variable that has a value already',
        needs: 'one value for each variable',
        fix: `remove ${name} from env, or name the reference otherwise`,
      },
    ]);
  }

  /** A grant opens the route to the API server: without its addresses the token would be of no use. */
  private requireApiServer(): void {
    const { cluster } = this.model.context;
    if (!this.account.hasGrants || cluster.apiServer.endpoints.length > 0) return;
    throw new InvalidInputError(this.owner.node.path, [
      {
        field: 'cluster.apiServer.endpoints',
        found: `none in the profile '${cluster.name}'`,
        needs: 'the addresses of the API server behind its Service, for the route that a grant opens',
        fix: `clusters.${cluster.name}({ apiServer: { service: { cidr: '${cluster.apiServer.service.cidr}', port: ${cluster.apiServer.service.port} }, endpoints: [{ cidr: '192.0.2.10/32', port: 6443 }] } })`,
      },
    ]);
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
