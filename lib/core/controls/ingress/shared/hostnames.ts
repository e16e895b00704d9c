/** Whether a host of the Gateway API or of an Ingress stands for several: `*.example.com`. */
export function isWildcard(host: string): boolean {
  return host.includes('*');
}

/**
 * Whether two hosts of the Gateway API have a name in common; a wildcard stands for one label or several. No host is
 * every host. Source: Gateway API, Hostname.
 */
export function hostsMeet(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || one === other) return true;
  return holds(one, other) || holds(other, one);
}

function holds(wildcard: string, host: string): boolean {
  return wildcard.startsWith('*.') && host.endsWith(wildcard.slice(1)) && host !== wildcard.slice(1);
}
