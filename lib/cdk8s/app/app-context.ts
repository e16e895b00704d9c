import { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import type { BlueprintContext } from '../../blueprints/context';
import { NO_IMAGES } from '../../blueprints/image-lock';
import { clusters } from '../../core/cluster/presets';
import type { CompiledPolicy } from '../../core/engine/compiled-policy';
import { restricted } from '../../core/policy/policy';
import { ModelDraft } from '../../model/cluster-model';
import type { Namespace } from '../../model/namespace';
import type { Text } from '../../model/text';
import { machinery } from './lazy';

/** What an app tells everything below it. */
export interface AppContext extends BlueprintContext {
  readonly compiled: CompiledPolicy;
  /** Names of Secrets that every workload of the app pulls its images with. */
  readonly imagePullSecrets: readonly Text[];
}

// Keyed by name, so that two copies of this package in one program understand each other.
const APP = Symbol.for('bulwark.app');
const NAMESPACE = Symbol.for('bulwark.namespace');
const MODEL = Symbol.for('bulwark.model');

let standard: AppContext | undefined;

/** What holds where no HardenedApp is above: the default policy and cluster. Made once, since it is made of constants only. */
function standardContext(): AppContext {
  if (standard === undefined) {
    const policy = restricted();
    const cluster = clusters.kubeadm();
    standard = {
      policy,
      cluster,
      images: NO_IMAGES,
      compiled: machinery().compilePolicy(policy, cluster),
      imagePullSecrets: [],
    };
  }
  return standard;
}

/** Makes a construct an app to everything below it. */
export function tellApp(app: Construct, context: AppContext): void {
  Object.defineProperty(app, APP, { value: context });
  Object.defineProperty(app, MODEL, { value: new ModelDraft(context.cluster, context.policy) });
}

/** Makes a construct an isolated namespace to everything below it. */
export function tellNamespace(chart: Chart, model: Namespace): void {
  Object.defineProperty(chart, NAMESPACE, { value: model });
  CHARTS.set(model, chart);
}

const CHARTS = new WeakMap<Namespace, Chart>();

/** The chart that is an isolated namespace, by its name, where the app has one. */
export function chartOf(model: ModelDraft, name: string): Chart | undefined {
  const found = model.namespaces.find((namespace) => namespace.name === name);
  return found === undefined ? undefined : CHARTS.get(found);
}

/** What the app above a construct says. */
export function contextOf(construct: Construct): AppContext {
  return nearest<AppContext>(construct, APP) ?? standardContext();
}

/** The model that a construct belongs to: that of the app above it, else that of its tree. */
export function modelOf(construct: Construct): ModelDraft {
  const found = nearest<ModelDraft>(construct, MODEL);
  if (found !== undefined) return found;
  const { cluster, policy } = contextOf(construct);
  const model = new ModelDraft(cluster, policy);
  Object.defineProperty(construct.node.root, MODEL, { value: model });
  return model;
}

/** The isolated namespace above a construct, where there is one. */
export function namespaceAbove(construct: Construct): Namespace | undefined {
  return nearest<Namespace>(construct, NAMESPACE);
}

/** The name of the namespace that objects of a construct go to: of the nearest chart that says one. */
export function namespaceNameOf(construct: Construct): string | undefined {
  const place = namespaceAt(construct);
  const model: Namespace | undefined = place === undefined ? undefined : Reflect.get(place, NAMESPACE);
  return model?.name ?? place?.namespace;
}

/** The chart that says which namespace objects of a construct go to, where one does. */
export function namespaceAt(construct: Construct): Chart | undefined {
  let current: IConstruct | undefined = construct;
  while (current !== undefined) {
    if (Chart.isChart(current) && (current.namespace !== undefined || Reflect.has(current, NAMESPACE)))
      return current;
    current = current.node.scope;
  }
  return undefined;
}

/** The path of a construct that is about to be made. */
export function under(scope: Construct, id: string): string {
  return scope.node.path === '' ? id : `${scope.node.path}/${id}`;
}

function nearest<T>(construct: Construct, key: symbol): T | undefined {
  let current: IConstruct | undefined = construct;
  while (current !== undefined) {
    const found: T | undefined = Reflect.get(current, key);
    if (found !== undefined) return found;
    current = current.node.scope;
  }
  return undefined;
}
