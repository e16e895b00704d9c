import { portNameProblems } from '../../manifest/names';
import type { Field } from '../field';
import { checkOneOf } from '../primitives/lists';
import { checkPort, PROTOCOLS } from '../primitives/ports';
import { checkRequired } from '../primitives/text';

/** The ports of a container. Source: `validateContainerPorts`. */
export function checkContainerPorts(ports: Field): void {
  const names = new Set<string>();
  for (const port of ports.items()) {
    if (port.isUnknown) continue;
    checkPortName(port.at('name'), names);
    const [container, host] = [port.at('containerPort'), port.at('hostPort')];
    if (checkRequired(container, 'a port')) checkPort(container);
    if (!host.isZero) checkPort(host);
    checkOneOf(port.at('protocol'), PROTOCOLS);
  }
}

function checkPortName(name: Field, names: Set<string>): void {
  const { text } = name;
  if (text === undefined || text === '') return;
  const problems = portNameProblems(text);
  for (const needs of problems) name.misnamed(needs);
  if (problems.length > 0) return;
  if (names.has(text)) name.duplicate('a name of its own in the container', 'choose another name', true);
  names.add(text);
}

/** Host ports that two of some containers ask for: on one node only one of them gets it. */
export function checkHostPorts(containers: readonly Field[]): void {
  const taken = new Set<string>();
  for (const port of containers.flatMap((container) => container.at('ports').items())) {
    const host = port.at('hostPort');
    const { number } = host;
    const [protocol, address] = [port.at('protocol').textOr('TCP'), port.at('hostIP').textOr('')];
    if (number === undefined || number === 0 || protocol === undefined || address === undefined) continue;
    const key = `${protocol}/${address}/${number}`;
    if (taken.has(key)) host.duplicate('a host port that no other container of the pod has');
    taken.add(key);
  }
}

/** With the network of the host a host port is the container's own. Defaults of a Pod fill it, those of a template do not. */
export function checkHostNetworkPorts(containers: readonly Field[]): void {
  for (const port of containers.flatMap((container) => container.at('ports').items())) {
    const [host, container] = [port.at('hostPort'), port.at('containerPort')];
    if (host.isZero || host.number === undefined || container.number === undefined) continue;
    if (host.number !== container.number)
      host.invalid('the same as containerPort, as hostNetwork is true', `hostPort: ${container.number}`);
  }
}
