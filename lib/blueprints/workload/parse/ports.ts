import { portNameProblems } from '../../../core/manifest/names';
import type { Port } from '../../../model/pod';
import type { Problems } from '../../problems';
import type { PortProp, ProbeProp } from '../container/props';

/** The lowest port that a process without privileges may open on every host. */
const FIRST_PORT = 1024;
const LAST_PORT = 65535;

/** Reads the ports of a container; the first takes its name from the probe. */
export function parsePorts(
  field: string,
  props: readonly PortProp[],
  probe: ProbeProp<unknown> | undefined,
  problems: Problems,
): Port[] {
  return props.map((prop, index) =>
    parsePort(field.endsWith('ports') ? `${field}[${index}]` : field, prop, index, probe, problems),
  );
}

/** Containers of a pod share its network, and their ports share the Service: names and numbers are taken once. */
export function portCollisions(ports: readonly Port[], problems: Problems): void {
  const seen = new Set<string>();
  for (const { name, container, service, protocol } of ports) {
    const fixes: [key: string, found: string, needs: string, fix: string][] = [
      [`name ${name}`, name, 'a unique name for every port', `{ container: ${container}, name: '…' }`],
      [
        `container ${container}/${protocol}`,
        `${container}/${protocol}`,
        'each container port once',
        'remove one of the two',
      ],
      [
        `service ${service}/${protocol}`,
        `${service}/${protocol}`,
        'each Service port once',
        `{ service: ${service + 1}, container: ${container} }`,
      ],
    ];
    for (const [key, found, needs, fix] of fixes) {
      // Equal container ports make equal Service ports: once is enough.
      if (
        seen.has(key) &&
        !(key.startsWith('service') && seen.has(`container ${container}/${protocol} twice`))
      ) {
        problems.add('ports', found, needs, fix);
        seen.add(`${key} twice`);
      }
      seen.add(key);
    }
  }
}

function parsePort(
  field: string,
  prop: PortProp,
  index: number,
  probe: ProbeProp<unknown> | undefined,
  problems: Problems,
): Port {
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
  if (given.service !== undefined && !isPort(service, 1))
    problems.add(field, service, `a Service port from 1 to ${LAST_PORT}`, `{ service: 80, container: 8080 }`);
  const name = given.name ?? (index === 0 ? nameFor(probe) : `port-${given.container}`);
  problems.addAll(field, name, portNameProblems(name), `name: 'http'`);
  return { name, container: given.container, service, protocol: given.protocol ?? 'TCP' };
}

function isPort(value: number, first: number): boolean {
  return Number.isInteger(value) && value >= first && value <= LAST_PORT;
}

function nameFor(probe: ProbeProp<unknown> | undefined): string {
  if (probe === 'grpc') return 'grpc';
  if (typeof probe === 'object' && 'grpc' in probe) return 'grpc';
  if (typeof probe === 'object' && 'http' in probe) return 'http';
  return 'tcp';
}
