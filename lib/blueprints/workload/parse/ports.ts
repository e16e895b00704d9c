import { portNameProblems } from '../../../core/manifest/names';
import type { Problems } from '../../problems';
import type { PortModel } from '../model';
import type { PortProp, ProbeProp } from '../props';

/** The lowest port that a process without privileges may open on every host. */
const FIRST_PORT = 1024;
const LAST_PORT = 65535;

/** Reads the ports of a container; the first takes its name from the probe. */
export function parsePorts(
  field: string,
  props: readonly PortProp[],
  probe: ProbeProp | undefined,
  problems: Problems,
): PortModel[] {
  const ports = props.map((prop, index) =>
    parsePort(props.length === 1 ? field : `${field}[${index}]`, prop, index, probe, problems),
  );
  const names = new Set<string>();
  const numbers = new Set<string>();
  for (const port of ports) {
    const number = `${port.container}/${port.protocol}`;
    if (names.has(port.name))
      problems.add(
        field,
        port.name,
        'a name for each port that no other port has',
        `{ container: ${port.container}, name: '…' }`,
      );
    if (numbers.has(number)) problems.add(field, number, 'each port once', 'remove one of the two');
    names.add(port.name);
    numbers.add(number);
  }
  return ports;
}

function parsePort(
  field: string,
  prop: PortProp,
  index: number,
  probe: ProbeProp | undefined,
  problems: Problems,
): PortModel {
  const given = typeof prop === 'number' ? { container: prop } : prop;
  const service = given.service ?? given.container;
  if (!isPort(given.container, 1)) {
    problems.add(field, given.container, `a port from ${FIRST_PORT} to ${LAST_PORT}`, `port: 8080`);
  } else if (given.container < FIRST_PORT) {
    problems.add(
      field,
      given.container,
      `a container port from ${FIRST_PORT}; a process without privileges cannot open lower ones everywhere`,
      `port: { service: ${service}, container: ${given.container === 443 ? 8443 : 8080} } and let the program listen there`,
    );
  }
  if (!isPort(service, 1))
    problems.add(field, service, `a Service port from 1 to ${LAST_PORT}`, `{ service: 80, container: 8080 }`);
  const name = given.name ?? (index === 0 ? nameFor(probe) : `port-${given.container}`);
  problems.addAll(field, name, portNameProblems(name), `name: 'http'`);
  return { name, container: given.container, service, protocol: given.protocol ?? 'TCP' };
}

function isPort(value: number, first: number): boolean {
  return Number.isInteger(value) && value >= first && value <= LAST_PORT;
}

function nameFor(probe: ProbeProp | undefined): string {
  if (probe === 'grpc') return 'grpc';
  if (typeof probe === 'object' && 'grpc' in probe) return 'grpc';
  if (typeof probe === 'object' && 'http' in probe) return 'http';
  return 'tcp';
}
