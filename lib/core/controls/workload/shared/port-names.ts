import type { Entry } from '../../../manifest/manifest-set';
import { listAt, objectsAt, type PlainObject } from '../../../manifest/plain';

/** Whether a value is a valid name of a container port: an IANA service name, at most 15 characters. */
export function isPortName(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value.length <= 15 &&
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(value) &&
    /[a-z]/.test(value) &&
    !value.includes('--')
  );
}

/** Whether a value is a valid name of a Service port: a label of DNS. */
export function isServicePortName(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 63 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(value);
}

/** Whether a value is the number of a port. */
export function isPortNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535;
}

/** A port of a container. */
export interface DeclaredPort {
  readonly container: string;
  /** Path of the port in the object. */
  readonly path: string;
  readonly port: PlainObject;
}

/** The ports that the containers of a pod declare, in order. */
export function declaredPorts(entry: Entry): DeclaredPort[] {
  const found: DeclaredPort[] = [];
  for (const { list, index, name, spec, pod } of entry.pods.flatMap((pod) => pod.containers)) {
    if (listAt(spec, 'ports').length === 0) continue;
    const ports = objectsAt(spec, 'ports');
    for (let at = 0; at < ports.length; at += 1) {
      const port = ports[at];
      if (port !== undefined)
        found.push({ container: name, path: `${pod.path}.${list}[${index}].ports[${at}]`, port });
    }
  }
  return found;
}

/** Whether a pod has what a Service sends to: a port of that name or number, and of that protocol. */
export function offers(entry: Entry, target: unknown, protocol: unknown): boolean {
  for (const { spec } of entry.pods.flatMap((pod) => pod.containers)) {
    for (const port of objectsAt(spec, 'ports')) {
      if ((port.protocol ?? 'TCP') !== (protocol ?? 'TCP')) continue;
      if (port.name === target || port.containerPort === target) return true;
    }
  }
  return false;
}
