import { listAt, objectAt, type PlainObject } from '../../../manifest/plain';
import { type Container, containerContext, type Pod } from '../../../manifest/pod';
import { type Report, reportContainer } from '../../control';
import { fieldOf, inside } from './security-context';

const ADD = 'securityContext.capabilities.add';

/** Reports every added capability that is not accepted, and every list or entry that cannot be read. */
export function reportAdded(
  pod: Pod,
  report: Report,
  accepted: (name: string) => boolean,
  needs: string,
): void {
  for (const container of pod.containers) {
    const added = inside(fieldOf(container.spec, 'capabilities'), 'add');
    if (added === undefined) continue;
    if (!Array.isArray(added)) {
      reportContainer(report, container, ADD, added, needs);
      continue;
    }
    const names: readonly unknown[] = added;
    for (const name of names) {
      if (typeof name !== 'string') reportContainer(report, container, ADD, name, needs);
      else if (!accepted(name)) reportContainer(report, container, ADD, name, needs, { finding: name });
    }
  }
}

/** A capability as the kernel names it, without `CAP_` and in capitals: runtimes take either case. */
export function normalCapability(name: string): string {
  const capital = name.toUpperCase();
  return capital.startsWith('CAP_') ? capital.slice(4) : capital;
}

/** Whether adding a capability grants another one: itself, or all of them. */
export function grants(name: string, capability: string): boolean {
  const normal = normalCapability(name);
  return normal === capability || normal === 'ALL';
}

/** Whether a container adds a capability, by name or with all of them. */
export function adds(container: Container, capability: string): boolean {
  const added = listAt(capabilitiesOf(container), 'add');
  return added.some((name) => typeof name === 'string' && grants(name, capability));
}

/** Whether a container's `drop` list has a capability, by this exact spelling, which is the one that checks compare. */
export function drops(container: Container, capability: string): boolean {
  return listAt(capabilitiesOf(container), 'drop').includes(capability);
}

/** What is in place of a container's `drop` list. */
export function dropOf(container: Container): unknown {
  return inside(fieldOf(container.spec, 'capabilities'), 'drop');
}

function capabilitiesOf(container: Container): PlainObject | undefined {
  return objectAt(containerContext(container), 'capabilities');
}
