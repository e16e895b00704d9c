import { isAbsent, isOpaque, isPlain, objectsAt, type PlainObject } from '../../../manifest/plain';
import { type Container, isLongRunning, type Pod } from '../../../manifest/pod';
import { type Report, reportContainer } from '../../control';
import { isBatch } from './kinds';

/** The probes that a container may have. */
export const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const;

/** One of the probes that a container may have. */
export type ProbeField = (typeof PROBES)[number];

const HANDLERS = ['httpGet', 'tcpSocket', 'grpc', 'exec'] as const;

/** What a probe does. */
export interface Handler {
  readonly type: (typeof HANDLERS)[number];
  /** The handler's fields; an empty one where they cannot be seen. */
  readonly spec: unknown;
}

/** What a probe does; undefined where it does nothing or cannot be seen. */
export function handlerOf(probe: unknown): Handler | undefined {
  if (!isPlain(probe)) return undefined;
  for (const type of HANDLERS) {
    if (!isAbsent(probe[type])) return { type, spec: probe[type] };
  }
  return undefined;
}

/** Reports the containers of long-running pods that lack a probe. Init containers have none, native sidecars do. */
export function checkProbe(pod: Pod, report: Report, field: ProbeField): void {
  if (isBatch(pod)) return;
  for (const container of pod.containers) {
    if (!isLongRunning(container)) continue;
    const probe = container.spec[field];
    const handler = handlerOf(probe);
    if (handler === undefined) {
      reportContainer(
        report,
        container,
        field,
        probe ?? undefined,
        'a probe with httpGet, tcpSocket, grpc or exec',
      );
    } else if (!isPlain(handler.spec)) {
      reportContainer(report, container, `${field}.${handler.type}`, handler.spec, 'an object');
    }
  }
}

/** The ports that a container declares; what hides them where they cannot be seen. */
export function portsOf(container: Container): PlainObject[] {
  return objectsAt(container.spec, 'ports');
}

/** The number of a probe's port: of a name, the number of the container port; undefined where it is not known. */
function portNumber(container: Container, port: unknown): number | undefined {
  if (typeof port === 'number') return port;
  if (typeof port !== 'string') return undefined;
  if (/^\d+$/.test(port)) return Number(port);
  const found = portsOf(container).find((declared) => declared.name === port)?.containerPort;
  return typeof found === 'number' ? found : undefined;
}

/** Whether two things of two probes are the same; undefined where that cannot be seen. */
type Alike = boolean | undefined;

/**
 * Whether two probes of a container ask the same. Two named ports of HTTP probes count as one, as they do for
 * kube-score, so that only the path tells them apart.
 */
export function probesAlike(container: Container, a: unknown, b: unknown): Alike {
  const one = handlerOf(a);
  const other = handlerOf(b);
  if (one === undefined || other === undefined) return isPlain(a) && isPlain(b) ? false : undefined;
  if (one.type !== other.type) return false;
  if (!isPlain(one.spec) || !isPlain(other.spec)) return undefined;
  switch (one.type) {
    case 'exec':
      return commandsAlike(one.spec.command, other.spec.command);
    case 'httpGet': {
      const path = valuesAlike(one.spec.path ?? '/', other.spec.path ?? '/');
      return both(path, portsAlike(container, one.spec.port, other.spec.port, true));
    }
    case 'grpc': {
      const service = valuesAlike(one.spec.service ?? '', other.spec.service ?? '');
      return both(service, portsAlike(container, one.spec.port, other.spec.port, false));
    }
    case 'tcpSocket':
      return portsAlike(container, one.spec.port, other.spec.port, false);
  }
}

function both(a: Alike, b: Alike): Alike {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : undefined;
}

function valuesAlike(a: unknown, b: unknown): Alike {
  if (a === b) return true;
  return isOpaque(a) || isOpaque(b) ? undefined : false;
}

function commandsAlike(a: unknown, b: unknown): Alike {
  if (!Array.isArray(a) || !Array.isArray(b)) return valuesAlike(a, b);
  if (a.length !== b.length) return false;
  return a.reduce<Alike>((alike, word: unknown, index) => both(alike, valuesAlike(word, b[index])), true);
}

function portsAlike(container: Container, a: unknown, b: unknown, namesAreOne: boolean): Alike {
  const same = valuesAlike(a, b);
  if (same !== false) return same;
  if (namesAreOne && isName(a) && isName(b)) return true;
  const one = portNumber(container, a);
  return one !== undefined && one === portNumber(container, b);
}

function isName(port: unknown): boolean {
  return typeof port === 'string' && !/^\d+$/.test(port);
}
