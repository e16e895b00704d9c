import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { WorkloadAssembly } from '../blueprints/workload/assembly';
import { ForeignWorkload, foreignWorkload } from '../blueprints/workload/foreign';
import { checkArgument } from '../core/check-input';
import { flattenList } from '../core/manifest/lists';
import { text } from '../core/shape';
import type { PlacedWorkload } from '../model/cluster-model';
import { routeObjectsOf } from '../renderers';
import { contextOf, modelOf } from './app/app-context';
import { BlueprintObject } from './app/blueprint-object';
import { machinery } from './app/lazy';
import { checkConstruct } from './call';

// Keyed by name, so that two copies of this package in one program understand each other.
const PEERS = Symbol.for('bulwark.peers');

/**
 * A third-party workload, as a source and target of routes like our own: one of an Include, a Helm chart, or any raw
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
  const { workload, identity } = foreignWorkload(where, { kind, name }, workloads);
  const assembly = new WorkloadAssembly(workload, identity, model, `${scope.node.path}/${name}`);
  for (const { identity: own, object } of routeObjectsOf(assembly.placed, assembly.model))
    new BlueprintObject(scope, `${own.kind}-${kind}-${own.name}`, own, object);
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
