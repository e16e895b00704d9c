import {
  clone,
  isAbsent,
  isPlain,
  listAt,
  objectAt,
  objectsAt,
  type PlainObject,
  stringAt,
} from '../core/manifest/plain';
import type { Protocol } from '../core/network/route';
import type { ResourceRequirements } from '../model/api';
import { CONTAINER_FIELDS } from '../model/pass-through';
import type { Container, ContainerFields, Port, Probes } from '../model/pod';
import { given, typed, typedItems, whole } from './typed';
import type { Volumes } from './volumes';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/**
 * Reads a container of a pod, in so far as the model has a place for what it says.
 * @param servicePort the port of the workload's Service that leads to one of its own
 */
export function readContainer(
  spec: PlainObject,
  name: string,
  volumes: Volumes,
  servicePort: (port: Omit<Port, 'service'>) => number,
): Container {
  return {
    name,
    image: stringAt(spec, 'image') ?? '',
    ports: objectsAt(spec, 'ports').flatMap((port) => readPort(port, servicePort)),
    env: typedItems(spec.env, 'core.v1.EnvVar'),
    envFrom: typedItems(spec.envFrom, 'core.v1.EnvFromSource'),
    resources: readResources(spec.resources),
    ...volumes.mountsOf(spec),
    probes: readProbes(spec),
    lifecycle: typed(spec.lifecycle, 'core.v1.Lifecycle'),
    fields: readFields(spec),
  };
}

/** A port without a name gets one of its protocol and number: `tcp-8080`. */
function readPort(spec: PlainObject, servicePort: (port: Omit<Port, 'service'>) => number): Port[] {
  const container = whole(spec.containerPort);
  const protocol = protocolOf(spec.protocol);
  if (container === undefined || protocol === undefined) return [];
  const port = {
    name: stringAt(spec, 'name') ?? `${protocol.toLowerCase()}-${container}`,
    container,
    protocol,
  };
  return [{ ...port, service: servicePort(port) }];
}

/** A protocol as the API has it; TCP where none is written, undefined where it is none. */
export function protocolOf(value: unknown): Protocol | undefined {
  if (isAbsent(value)) return 'TCP';
  return value === 'TCP' || value === 'UDP' || value === 'SCTP' ? value : undefined;
}

/** Quantities are strings in the model: `cpu: 1` is `'1'`. */
function readResources(value: unknown): ResourceRequirements {
  if (!isPlain(value)) return {};
  const copy = clone(value);
  for (const key of ['requests', 'limits']) {
    const amounts = objectAt(copy, key);
    for (const [name, amount] of Object.entries(amounts ?? {}))
      if (amounts !== undefined && typeof amount === 'number') amounts[name] = String(amount);
  }
  return typed(copy, 'core.v1.ResourceRequirements') ?? {};
}

function readProbes(spec: PlainObject): Probes {
  return Object.fromEntries(
    PROBES.flatMap((name) => {
      const probe = typed(spec[name], 'core.v1.Probe');
      return probe === undefined ? [] : [[name, probe]];
    }),
  );
}

function readFields(spec: PlainObject): ContainerFields {
  const known = CONTAINER_FIELDS.filter((name) => !isAbsent(spec[name]));
  return {
    ...Object.fromEntries(known.map((name) => [name, clone(spec[name])])),
    ...given('command', strings(spec.command)),
    ...given('args', strings(spec.args)),
    ...given('workingDir', stringAt(spec, 'workingDir')),
  };
}

function strings(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return listAt({ value }, 'value').filter((item): item is string => typeof item === 'string');
}
