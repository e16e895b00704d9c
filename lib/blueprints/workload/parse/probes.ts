import { clone, isPlain } from '../../../core/manifest/plain';
import type { Probe } from '../../../model/api';
import type { Port, Probes } from '../../../model/pod';
import { textFrom } from '../../../model/text';
import type { Problems } from '../../problems';
import type { ProbeProp, ProbeTiming } from '../container/props';
import { MOST } from './whole-number';

const PERIOD = 10;
const STARTUP_PERIOD = 2;
const TIMEOUT = 2;
const FAILURES = 3;

/** Seconds that a start may take. */
const STARTUP_BUDGET = 150;

/** What is asked of a container, and whether liveness had to be left out. */
export interface ProbesModel {
  readonly probes: Probes;
  /** Whether there is a readiness probe and no liveness probe, because none was given that differs. */
  readonly livenessLeftOut: boolean;
}

/**
 * Reads the probes of a container that runs for as long as the pod.
 * @param at prefix of fields in messages
 */
export function parseProbes(
  at: string,
  props: {
    readonly probe?: ProbeProp<unknown>;
    readonly liveness?: ProbeProp<unknown>;
    readonly startupBudget?: number;
  },
  ports: readonly Port[],
  problems: Problems,
): ProbesModel {
  const budget = props.startupBudget ?? STARTUP_BUDGET;
  if (!Number.isInteger(budget) || budget < STARTUP_PERIOD || budget > MOST) {
    problems.add(`${at}startupBudget`, budget, `whole seconds from ${STARTUP_PERIOD}`, 'startupBudget: 150');
  }
  if (props.probe === undefined && props.liveness === undefined)
    return { probes: {}, livenessLeftOut: false };
  const readiness =
    props.probe === undefined ? undefined : handler(`${at}probe`, props.probe, ports, problems);
  const liveness =
    props.liveness === undefined ? undefined : handler(`${at}liveness`, props.liveness, ports, problems);
  if (readiness !== undefined && liveness !== undefined && sameTarget(readiness, liveness)) {
    problems.add(
      `${at}liveness`,
      props.liveness,
      'another path, port or gRPC service than the probe, or no liveness at all',
      'remove liveness, or give it a path of its own',
    );
  }
  const startup = liveness ?? readiness;
  const timing = timingOf(props.probe);
  const probes: Probes = {
    ...(liveness === undefined ? {} : { livenessProbe: { ...timed(timingOf(props.liveness)), ...liveness } }),
    ...(readiness === undefined ? {} : { readinessProbe: { ...timed(timing), ...readiness } }),
    ...(startup === undefined ? {} : { startupProbe: startupOf(startup, budget, timing.timeout) }),
  };
  return { probes, livenessLeftOut: readiness !== undefined && liveness === undefined };
}

function startupOf(handler: Probe, budget: number, timeout: number | undefined): Probe {
  return {
    failureThreshold: Math.max(1, Math.ceil(budget / STARTUP_PERIOD)),
    periodSeconds: STARTUP_PERIOD,
    timeoutSeconds: timeout ?? TIMEOUT,
    ...clone(handler),
  };
}

function timingOf(prop: ProbeProp<unknown> | undefined): ProbeTiming {
  return typeof prop === 'object' ? prop : {};
}

function timed(timing: ProbeTiming): Probe {
  return {
    failureThreshold: timing.failures ?? FAILURES,
    ...(timing.delay === undefined ? {} : { initialDelaySeconds: timing.delay }),
    periodSeconds: timing.period ?? PERIOD,
    ...(timing.successes === undefined ? {} : { successThreshold: timing.successes }),
    ...(timing.terminationGracePeriod === undefined
      ? {}
      : { terminationGracePeriodSeconds: timing.terminationGracePeriod }),
    timeoutSeconds: timing.timeout ?? TIMEOUT,
  };
}

/** What a probe asks by. */
const FORMS = ['http', 'grpc', 'tcp', 'exec'] as const;

/** What is asked, in the API's form: a fresh object. */
function handler(field: string, prop: ProbeProp<unknown>, ports: readonly Port[], problems: Problems): Probe {
  if (typeof prop === 'object') {
    if (!FORMS.some((form) => form in prop)) {
      problems.add(field, prop, `one of ${FORMS.join(', ')}`, `{ http: '/healthz' }`);
      return {};
    }
  }
  checkTiming(field, timingOf(prop), problems);
  if (typeof prop === 'object' && 'exec' in prop) {
    if (prop.exec.length === 0)
      problems.add(`${field}.exec`, prop.exec, 'a command', `{ exec: ['/bin/check'] }`);
    return { exec: { command: prop.exec.map(textFrom) } };
  }
  const port = portFor(field, prop, ports, problems);
  if (prop === 'tcp' || (typeof prop === 'object' && 'tcp' in prop))
    return { tcpSocket: { port: port?.name ?? '' } };
  if (prop === 'grpc') return { grpc: { port: port?.container ?? 0 } };
  if ('grpc' in prop) {
    const service = prop.grpc === true ? {} : { service: prop.grpc };
    return { grpc: { port: port?.container ?? 0, ...service } };
  }
  return { httpGet: httpGet(field, prop, port, problems) };
}

function checkTiming(field: string, timing: ProbeTiming, problems: Problems): void {
  for (const key of [
    'period',
    'timeout',
    'failures',
    'delay',
    'successes',
    'terminationGracePeriod',
  ] as const) {
    const value = timing[key];
    const most = key === 'terminationGracePeriod' ? Number.MAX_SAFE_INTEGER : MOST;
    const least = key === 'delay' ? 0 : 1;
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) continue;
    problems.add(`${field}.${key}`, value, 'a whole number of seconds (or times) from 1', `${key}: 10`);
  }
  const foreign = field.endsWith('probe') ? 'terminationGracePeriod' : 'successes';
  if (timing[foreign] !== undefined) {
    const needs = `nothing: the API takes ${foreign} on the other probe only`;
    problems.add(`${field}.${foreign}`, timing[foreign], needs, `remove ${foreign}`);
  }
}

function httpGet(
  field: string,
  prop: Extract<ProbeProp<unknown>, { readonly http: string }>,
  port: Port | undefined,
  problems: Problems,
): NonNullable<Probe['httpGet']> {
  if (!prop.http.startsWith('/')) {
    problems.add(`${field}.http`, prop.http, 'a path that starts with /', `{ http: '/healthz' }`);
  }
  const headers = Object.entries(prop.headers ?? {}).map(([name, value]) => ({
    name,
    value: textFrom(value),
  }));
  return {
    ...(headers.length === 0 ? {} : { httpHeaders: headers }),
    path: prop.http,
    port: port?.name ?? '',
    ...(prop.scheme === 'HTTPS' ? { scheme: 'HTTPS' } : {}),
  };
}

function portFor(
  field: string,
  prop: ProbeProp<unknown>,
  ports: readonly Port[],
  problems: Problems,
): Port | undefined {
  const wanted = typeof prop === 'object' && 'port' in prop ? prop.port : undefined;
  const found = wanted === undefined ? ports[0] : ports.find((port) => port.name === wanted);
  if (found === undefined) {
    const names = ports.map((port) => port.name).join(', ');
    problems.add(
      field,
      wanted,
      names === '' ? 'a port to ask on' : `the name of a declared port (${names})`,
      'port: 8080',
    );
  }
  return found;
}

/** Whether two probes ask the same: by path and port, by port, or by gRPC service and port; headers do not tell them apart. */
function sameTarget(a: Probe, b: Probe): boolean {
  return isSame(targetOf(a), targetOf(b));
}

function targetOf(probe: Probe): unknown {
  if (probe.httpGet === undefined) return probe;
  const { path, port } = probe.httpGet;
  return { path, port };
}

/** Whether two values are the same; values that are known only later where they are one and the same. */
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  if (!isPlain(a) || !isPlain(b)) return a === b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => isSame(a[key], b[key]));
}
