import { allContainers } from './every-container';
import type { PodScope } from './scope';

/** What a pod with a user namespace of its own cannot have. Source: `validateHostUsers`. */
export function checkHostUsers({ spec, hostUsers }: PodScope): void {
  if (hostUsers !== false) return;
  const needs = 'none of the host, as hostUsers is false';
  for (const name of ['hostNetwork', 'hostPID', 'hostIPC']) {
    const field = spec.at(name);
    if (field.isTrue) field.forbidden(needs, 'remove the field, or hostUsers: false');
  }
  if (spec.minor < 34) return;
  for (const container of allContainers(spec)) {
    const devices = container.at('volumeDevices');
    if (devices.items().length > 0) devices.forbidden('none, as hostUsers of the pod is false');
  }
}
