import { isPlain, objectAt, objectsAt, type PlainObject, stringAt } from '../../manifest/plain';

/** What of a cluster is read: the objects of `kubectl get`, by kind. */
export interface Dump {
  readonly nodes: readonly PlainObject[];
  readonly services: readonly PlainObject[];
  readonly endpointSlices: readonly PlainObject[];
  readonly daemonSets: readonly PlainObject[];
  readonly storageClasses: readonly PlainObject[];
  readonly priorityClasses: readonly PlainObject[];
  readonly ingressClasses: readonly PlainObject[];
  readonly serviceCidrs: readonly PlainObject[];
}

/** The resources that are read, as kubectl names them. */
export const RESOURCES = [
  'nodes',
  'services',
  'endpointslices',
  'daemonsets',
  'storageclasses',
  'priorityclasses',
  'ingressclasses',
  'servicecidrs',
] as const;

/** The command that writes the dump. It needs no more than to list, and reads no Secret and no ConfigMap. */
export const DUMP_COMMAND = `kubectl get ${RESOURCES.join(',')} --all-namespaces --output json`;

/** Sorts objects by their kinds, each once: the last of those of one name. Others are left out. */
export function dumpOf(objects: Iterable<PlainObject>): Dump {
  const byKind = new Map<string, Map<string, PlainObject>>();
  for (const object of objects) {
    const kind = stringAt(object, 'kind') ?? '';
    const known = byKind.get(kind) ?? new Map<string, PlainObject>();
    known.set(`${namespaceOf(object)}/${nameOf(object)}`, object);
    byKind.set(kind, known);
  }
  const of = (kind: string): readonly PlainObject[] => [...(byKind.get(kind)?.values() ?? [])];
  return {
    nodes: of('Node'),
    services: of('Service'),
    endpointSlices: of('EndpointSlice'),
    daemonSets: of('DaemonSet'),
    storageClasses: of('StorageClass'),
    priorityClasses: of('PriorityClass'),
    ingressClasses: of('IngressClass'),
    serviceCidrs: of('ServiceCIDR'),
  };
}

/** The name of an object; empty where it has none. */
export function nameOf(object: PlainObject): string {
  return stringAt(objectAt(object, 'metadata'), 'name') ?? '';
}

/** The namespace of an object; empty where it has none. */
export function namespaceOf(object: PlainObject): string {
  return stringAt(objectAt(object, 'metadata'), 'namespace') ?? '';
}

/** A label of an object. */
export function labelOf(object: PlainObject, key: string): string | undefined {
  return stringAt(objectAt(objectAt(object, 'metadata'), 'labels'), key);
}

/** An annotation of an object. */
export function annotationOf(object: PlainObject, key: string): string | undefined {
  return stringAt(objectAt(objectAt(object, 'metadata'), 'annotations'), key);
}

/** The strings of a list. */
export function textsAt(owner: PlainObject | undefined, key: string): string[] {
  const list = owner?.[key];
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

/** The EndpointSlices of a Service. */
export function slicesOf(dump: Dump, service: PlainObject): PlainObject[] {
  return dump.endpointSlices.filter(
    (slice) =>
      namespaceOf(slice) === namespaceOf(service) &&
      labelOf(slice, 'kubernetes.io/service-name') === nameOf(service),
  );
}

/** The ports of an EndpointSlice: those of pods, behind the Service. */
export function portsOf(slice: PlainObject): number[] {
  return objectsAt(slice, 'ports').flatMap(({ port }) => (isPort(port) ? [port] : []));
}

/** Whether a value is a port. */
export function isPort(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
}

/** What the containers of a DaemonSet are started with. */
export function argumentsOf(daemonSet: PlainObject): string[] {
  const pod = objectAt(objectAt(objectAt(daemonSet, 'spec'), 'template'), 'spec');
  return objectsAt(pod, 'containers').flatMap((container) => [
    ...textsAt(container, 'command'),
    ...textsAt(container, 'args'),
  ]);
}

/** The labels that an object selects pods by, where it selects by labels alone. */
export function selectorOf(value: unknown): Readonly<Record<string, string>> | undefined {
  if (!isPlain(value)) return undefined;
  const labels = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return labels.length === 0 || labels.length < Object.keys(value).length
    ? undefined
    : Object.fromEntries(labels);
}
