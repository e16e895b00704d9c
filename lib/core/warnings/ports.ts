import type { Field } from '../validation/field';

interface Seen {
  readonly place: string;
  readonly host: string;
  readonly hostPort: number;
}

/** Ports of all containers of a pod that stand twice, or that overlap on the node. */
export function warnOfPorts(containers: readonly Field[]): void {
  const byPort = new Map<string, Map<string, Seen>>();
  const byName = new Map<string, string>();
  for (const container of containers) {
    for (const port of container.at('ports').items()) {
      if (port.isUnknown) continue;
      warnOfHost(port);
      warnOfNumber(port, byPort);
      warnOfName(port.at('name'), byName);
    }
  }
}

function warnOfHost(port: Field): void {
  const host = port.at('hostIP');
  if (!host.isZero && !host.isUnknown && port.at('hostPort').isZero)
    host.invalid('none without hostPort', 'remove hostIP');
}

function warnOfNumber(port: Field, byPort: Map<string, Map<string, Seen>>): void {
  const number = port.at('containerPort').number;
  if (number === undefined) return;
  const [host, hostPort] = [port.at('hostIP').text ?? '', port.at('hostPort').number ?? 0];
  const key = `${number}/${port.at('protocol').textOr('TCP') ?? ''}`;
  const others = byPort.get(key) ?? new Map<string, Seen>();
  byPort.set(key, others);
  const same = others.get(`${host}/${hostPort}`);
  if (same !== undefined)
    port.invalid(`a port of its own; it is that of ${same.place}`, 'remove one of the two');
  else {
    const [other] = [...others.values()].filter(
      (one) =>
        hostPort === 0 ||
        one.hostPort === 0 ||
        (one.hostPort === hostPort && (one.host === '') !== (host === '')),
    );
    if (other !== undefined)
      port.invalid(`one entry for a port; ${other.place} has it otherwise`, 'remove one of the two');
    others.set(`${host}/${hostPort}`, { place: port.path, host, hostPort });
  }
}

function warnOfName(name: Field, byName: Map<string, string>): void {
  if (name.text === undefined || name.isZero) return;
  const other = byName.get(name.text);
  if (other === undefined) byName.set(name.text, name.path);
  else name.invalid(`a name of its own in the pod; Services and probes take ${other}`, 'choose another name');
}
