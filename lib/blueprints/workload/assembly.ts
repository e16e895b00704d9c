import type { EnvVar } from '../../model/api';
import { type ModelDraft, type PlacedWorkload, partyOf } from '../../model/cluster-model';
import type { Exposure } from '../../model/exposure';
import type { WorkloadParty } from '../../model/intent';
import { containersOf, portsOf } from '../../model/pod';
import type { Workload } from '../../model/workload';
import { cloudRoutes } from '../account/cloud-identity';
import { Problems } from '../problems';
import { WorkloadTraffic } from '../traffic';
import type { Reference } from './container/props';
import { openExposures } from './expose/open';
import { checkUses } from './parse/uses';
import { scrapersOf } from './scrape/parse';
import type { ScrapedProps } from './scrape/props';

/** A workload in the model, and what becomes known after its construction: routes and addresses. */
export class WorkloadAssembly {
  readonly traffic: WorkloadTraffic;
  readonly placed: PlacedWorkload;
  private readonly env = new Map<string, EnvVar[]>();
  private reachesApi = false;

  /**
   * Puts a workload into the model, with the routes that each has: to DNS, and with a grant to the API server.
   * @param where path of the construct, for messages
   */
  constructor(
    readonly workload: Workload,
    identity: PlacedWorkload['identity'],
    readonly model: ModelDraft,
    private readonly where: string,
  ) {
    this.placed = { workload, identity, env: this.env };
    model.workloads.push(this.placed);
    const self = partyOf(this.placed);
    model.open({ from: self, to: { party: 'entity', entity: 'dns' }, ports: [] });
    if (identity.grants.length > 0) this.openApiServer();
    for (const { to, ports } of cloudRoutes(identity.cloud, model.cluster))
      model.open({ from: self, to, ports });
    const ports = portsOf(workload.pod);
    const { controller } = workload;
    if (controller.kind === 'StatefulSet')
      model.exposures.push(serviceOf(controller.serviceName, workload, self));
    if (ports.length > 0) model.exposures.push(serviceOf(workload.name, workload, self));
    openExposures(workload, self, model);
    this.traffic = new WorkloadTraffic(self, ports, model);
  }

  /**
   * Sets variables of a container to addresses, and opens exactly those routes; all of them, or none.
   * @param field the prop in messages, such as `uses`
   * @throws InvalidInputError with everything that is wrong with them
   */
  uses(references: Readonly<Record<string, Reference>>, container: string, field: string): void {
    const { namespace } = this.workload;
    const variables = this.env.get(container) ?? [];
    const problems = new Problems(this.where);
    checkUses(references, { field, namespace, taken: this.variablesOf(container, variables) }, problems);
    problems.throwIfAny();
    for (const [name, reference] of Object.entries(references)) {
      variables.push({ name, value: reference.addressFrom(namespace) });
      const { target, targetPorts: ports } = reference;
      this.traffic.talksTo(target, ports === undefined ? {} : { ports });
    }
    if (variables.length > 0) this.env.set(container, variables);
  }

  /** Opens the route to the API server: once its identity has a grant. */
  openApiServer(): void {
    if (this.reachesApi) return;
    this.reachesApi = true;
    this.model.open({ from: partyOf(this.placed), to: { party: 'entity', entity: 'api-server' }, ports: [] });
  }

  /** Lets those in who collect its metrics, each to the port that has them. */
  scrapedBy(props: ScrapedProps<unknown>): void {
    const { workload, model } = this;
    for (const { peer, ports } of scrapersOf(props, portsOf(workload.pod), model.cluster))
      this.traffic.receivesFrom(peer, { ports });
  }

  /** The name of its first port: what a reference to the workload means. */
  get firstPort(): readonly string[] {
    return portsOf(this.workload.pod)
      .slice(0, 1)
      .map((port) => port.name);
  }

  private variablesOf(container: string, added: readonly EnvVar[]): Set<string> {
    const written = containersOf(this.workload.pod).find((item) => item.name === container);
    return new Set([...(written?.env ?? []), ...added].map((variable) => String(variable.name)));
  }
}

/** A Service of a workload: a name in the cluster. */
function serviceOf(name: string, { namespace, pod }: Workload, self: WorkloadParty): Exposure {
  return {
    object: { kind: 'Service', namespace, name },
    reach: 'cluster',
    to: [self],
    ports: portsOf(pod).map(({ service: port, container: target, protocol }) => ({ port, target, protocol })),
  };
}
