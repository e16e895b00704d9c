import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { WorkloadAssembly } from '../blueprints/workload/assembly';
import { checkArgument } from '../core/check-input';
import { InvalidInputError } from '../core/errors';
import { flattenList } from '../core/manifest/lists';
import { text } from '../core/shape';
import type { PlacedWorkload } from '../model/cluster-model';
import type { Workload } from '../model/workload';
import { routeObjectsOf } from '../renderers';
import { contextOf, modelOf } from './app-context';
import { BlueprintObject } from './blueprint-object';
import { checkConstruct } from './call';
import { ForeignWorkload } from './foreign-workload';
import { machinery } from './lazy';

// Keyed by name, so that two copies of this package in one program understand each other.
const PEERS = Symbol.for('bulwark.peers');

/**
 * A workload that others rendered, as a source and target of routes like our own: one of an Include, a Helm chart, or any raw
 * objects below a construct. It gets a policy of its own, with DNS and the routes that you open.
 * @example
 * const grafana = peerOf(include, 'Deployment', 'grafana');
 * grafana.talksTo(prometheus);
 * @param scope the construct that its object is below
 * @throws InvalidInputError where there is no such workload there, or several, or its labels select others too
 */
export function peerOf(scope: IConstruct, kind: string, name: string): ForeignWorkload {
  checkConstruct('peerOf', scope);
  checkArgument('peerOf', 'kind', kind, { ...text, sample: `'Deployment'` });
  checkArgument('peerOf', 'name', name, { ...text, sample: `'grafana'` });
  const known: Map<string, ForeignWorkload> = Reflect.get(scope, PEERS) ?? new Map();
  Object.defineProperty(scope, PEERS, { value: known, configurable: true });
  const key = `${kind}/${name}`;
  const peer = known.get(key) ?? connected(scope, kind, name);
  known.set(key, peer);
  return peer;
}

function connected(scope: IConstruct, kind: string, name: string): ForeignWorkload {
  const where = `peerOf(${scope.node.path}, '${kind}', '${name}')`;
  const model = modelOf(scope);
  const { workloads, services } = readBelow(scope);
  const placed = only(where, { kind, name }, workloads);
  const { workload, identity } = placed;
  refuseShared(where, workload, workloads);
  const { controller } = workload;
  const assembly = new WorkloadAssembly(
    { ...workload, configs: [], controller: otherOf(workload), suppressions: [] },
    identity,
    model,
    `${scope.node.path}/${name}`,
  );
  for (const { identity: own, object } of routeObjectsOf(assembly.placed, assembly.model))
    new BlueprintObject(scope, `${own.kind}-${controller.kind}-${own.name}`, own, object);
  return new ForeignWorkload(assembly, services.has(`${workload.namespace ?? ''}/${name}`));
}

/** What the objects below a construct say, as they would render now. */
function readBelow(scope: IConstruct): {
  readonly workloads: readonly PlacedWorkload[];
  readonly services: ReadonlySet<string>;
} {
  const { compiled } = contextOf(scope);
  const { ManifestSet, readWorkloadsOf } = machinery();
  const objects = scope.node.findAll().filter((construct) => ApiObject.isApiObject(construct));
  const manifests = objects.flatMap((object) => flattenList(object.toJson(), compiled.registry));
  const set = new ManifestSet(
    manifests.map((manifest) => ({ manifest })),
    compiled.registry,
  );
  const services = set.ofKind('Service').map(({ ref }) => `${ref.namespace ?? ''}/${ref.name}`);
  return { workloads: readWorkloadsOf(set), services: new Set(services) };
}

function kindOf({ controller }: Workload): string {
  return controller.kind === 'Other' ? controller.of : controller.kind;
}

function only(
  where: string,
  { kind, name }: { readonly kind: string; readonly name: string },
  all: readonly PlacedWorkload[],
): PlacedWorkload {
  const found = all.filter(({ workload }) => workload.name === name && kindOf(workload) === kind);
  const [placed, second] = found;
  if (placed !== undefined && second === undefined) return placed;
  const there = all.map(({ workload }) => `${kindOf(workload)} ${workload.name}`);
  const problem =
    placed === undefined
      ? {
          found: there.length === 0 ? 'nothing with pods' : there.join(', '),
          needs: `a ${kind} ${name} with pods`,
        }
      : {
          found: found.map(({ workload }) => `${workload.namespace ?? 'no namespace'}/${name}`).join(', '),
          needs: 'one of that name',
        };
  throw new InvalidInputError(where, [
    { field: 'name', ...problem, fix: 'name a workload below the construct, as it renders' },
  ]);
}

/** A policy by labels that others have too would open its routes for them. */
function refuseShared(where: string, own: Workload, all: readonly PlacedWorkload[]): void {
  const selected = all.filter(
    ({ workload }) =>
      workload !== own &&
      workload.namespace === own.namespace &&
      Object.entries(own.selector).every(([key, value]) => workload.labels[key] === value),
  );
  if (selected.length === 0) return;
  throw new InvalidInputError(where, [
    {
      field: 'selector',
      found: `labels that ${selected.map(({ workload }) => `${kindOf(workload)} ${workload.name}`).join(', ')} has too`,
      needs: 'labels of its own',
      fix: 'give its pods a label of their own, in the values of the chart',
    },
  ]);
}

/** Others write its object. */
function otherOf({ controller }: Workload): Workload['controller'] {
  if (controller.kind === 'Other') return controller;
  const apiVersion =
    controller.kind === 'Pod' ? 'v1' : controller.kind.endsWith('Job') ? 'batch/v1' : 'apps/v1';
  return { kind: 'Other', apiVersion, of: controller.kind, path: 'spec.template.spec' };
}
