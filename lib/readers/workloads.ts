import { printedName } from '../core/manifest/identity';
import type { Entry, ManifestSet } from '../core/manifest/manifest-set';
import { objectAt, objectsAt, type PlainObject, stringAt } from '../core/manifest/plain';
import type { Pod as SeenPod } from '../core/manifest/pod';
import { workloadSelector } from '../core/manifest/workload-selector';
import type { OptOut } from '../core/policy/waiver';
import { annotationOf, CPU_LIMITS_ANNOTATION, INSTANCE_LABEL } from '../core/well-known';
import type { PlacedWorkload } from '../model/cluster-model';
import { containersOf, type Port } from '../model/pod';
import type { Config, Controller, Workload } from '../model/workload';
import { ownClaims } from './claims';
import { readController } from './controller';
import { monitorsOf } from './monitors';
import { furtherLabels, isOurs, sameLabels } from './ours';
import { readPod } from './pod';
import { scaleOf } from './scale';
import { textMap, whole } from './typed';
import type { UnreadList } from './unread';

type Labels = Readonly<Record<string, string>>;

/** The workloads of a set, by the pods that they are read from. */
export function readWorkloads(
  set: ManifestSet,
  accountOf: (namespace: string | undefined, name: string) => PlacedWorkload['identity'],
  isolationOf: (pod: SeenPod, entry: Entry) => Pick<PlacedWorkload, 'isolation'>,
  unread: UnreadList,
): Map<SeenPod, PlacedWorkload> {
  const scaled = autoscaled(set);
  const found = new Map<SeenPod, PlacedWorkload>();
  for (const entry of set.workloadEntries) {
    for (const pod of entry.pods) {
      const workload = readWorkload(set, entry, pod, scaled.has(keyOf(entry.ref)));
      if (workload === undefined) {
        unread.add(entry.ref, pod.path, undefined, 'the pod has no container');
        continue;
      }
      const account = stringAt(pod.spec, 'serviceAccountName') || 'default';
      const identity = accountOf(workload.namespace, account);
      found.set(pod, { workload, identity, env: new Map(), ...isolationOf(pod, entry) });
    }
  }
  return found;
}

function readWorkload(set: ManifestSet, entry: Entry, seen: SeenPod, scaled: boolean): Workload | undefined {
  const name = printedName(entry.ref);
  const { namespace } = entry.ref;
  const controller = readController(entry, seen, scaled);
  const labels = textMap(seen.metadata.labels);
  const selector = selectorOf(entry, labels);
  const service = ownService(set, entry, selector);
  const pod = readPod(seen, {
    claims: claimsOf(controller),
    selector,
    servicePort: (port) => servicePort(service, port),
  });
  if (pod === undefined) return undefined;
  const metadata = objectAt(entry.manifest, 'metadata');
  const annotations = textMap(metadata?.annotations);
  const extraLabels = labelsAround(set, entry, service);
  const sources = containersOf(pod).flatMap(({ files }) => files.map(({ source }) => source));
  return {
    name,
    namespace,
    controller,
    ...scaleOf(set, entry),
    ...monitorsOf(set, entry, { pods: selector, extraLabels }),
    pod,
    selector,
    labels,
    extraLabels,
    annotations,
    configs: sources.flatMap((source) =>
      'configMap' in source ? configOf(set, entry, source.configMap.name) : [],
    ),
    ...ownClaims(set, entry, pod),
    suppressions: annotationOf(entry.manifest, CPU_LIMITS_ANNOTATION) === 'refused' ? [NO_CPU_LIMITS] : [],
  };
}

const NO_CPU_LIMITS: OptOut = {
  control: 'cpu-limits',
  reason: 'an annotation of the object opts out of it',
  optOut: true,
};

/** What selects the pods of a workload. Kinds without a selector are told by the label of the instance, or all labels. */
function selectorOf(entry: Entry, labels: Labels): Labels {
  const written = workloadSelector(entry.manifest)?.matchLabels;
  if (written !== undefined) return { ...written };
  const instance = labels[INSTANCE_LABEL];
  return instance === undefined ? labels : { [INSTANCE_LABEL]: instance };
}

function claimsOf(controller: Controller): ReadonlySet<string> {
  return new Set(controller.kind === 'StatefulSet' ? controller.claims.map(({ name }) => name) : []);
}

/** The Service with the name of a workload that selects its pods by the same labels. */
function ownService(set: ManifestSet, { ref }: Entry, selector: Labels): PlainObject | undefined {
  const service = set.find('Service', ref.namespace, ref.name)?.manifest;
  const selected = textMap(objectAt(service, 'spec')?.selector);
  return sameLabels(selected, selector) ? service : undefined;
}

function servicePort(service: PlainObject | undefined, port: Omit<Port, 'service'>): number {
  const leading = objectsAt(objectAt(service, 'spec'), 'ports').find(({ targetPort, port: number }) => {
    const target = targetPort ?? number;
    return target === port.name || target === port.container;
  });
  return whole(leading?.port) ?? port.container;
}

/** The labels of the props, on the objects around a workload that one of our blueprints made. */
function labelsAround(set: ManifestSet, { ref }: Entry, service: PlainObject | undefined): Labels {
  const around =
    service ??
    set.find('PodDisruptionBudget', ref.namespace, ref.name)?.manifest ??
    set.find('NetworkPolicy', ref.namespace, ref.name)?.manifest;
  const labels = textMap(objectAt(around, 'metadata')?.labels);
  return isOurs(labels) ? furtherLabels(labels) : {};
}

/** The ConfigMap that a workload brings for its files. */
function configOf(set: ManifestSet, { ref }: Entry, name: unknown): Config[] {
  if (typeof name !== 'string') return [];
  const config = set.find('ConfigMap', ref.namespace, name)?.manifest;
  if (config === undefined || !isBrought(config, name, ref.name)) return [];
  return [{ name, data: textMap(config.data) }];
}

/** Whether a ConfigMap is one that a workload of ours brings for files in code, and not one that others may read, too. */
function isBrought(config: PlainObject, name: string, workload: string): boolean {
  const labels = textMap(objectAt(config, 'metadata')?.labels);
  const itsOwn = isOurs(labels) && labels[INSTANCE_LABEL] === workload;
  return itsOwn && name !== workload && config.immutable !== true;
}

/** Which objects an autoscaler sets the replicas of. */
function autoscaled(set: ManifestSet): ReadonlySet<string> {
  const scalers = [...set.ofKind('HorizontalPodAutoscaler'), ...set.ofKind('ScaledObject')];
  return new Set(
    scalers.flatMap(({ manifest, ref }) => {
      const target = objectAt(objectAt(manifest, 'spec'), 'scaleTargetRef');
      // Where KEDA is told no kind it takes a Deployment.
      const kind = stringAt(target, 'kind') ?? (ref.kind === 'ScaledObject' ? 'Deployment' : undefined);
      const name = stringAt(target, 'name');
      return kind === undefined || name === undefined
        ? []
        : [keyOf({ kind, name, namespace: ref.namespace })];
    }),
  );
}

function keyOf(ref: { readonly kind: string; readonly name: string; readonly namespace?: string }): string {
  return `${ref.kind}/${ref.namespace ?? 'default'}/${ref.name}`;
}
