/** Where a container has handlers, which run a command or send a request: probes and lifecycle hooks. */
export const HANDLER_OWNERS: readonly (readonly string[])[] = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];
