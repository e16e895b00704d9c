import type { Check } from '../check';

const NAMESPACES = ['hostNetwork', 'hostPID', 'hostIPC'];

/** The node's network, process and IPC namespaces are not shared. */
export const hostNamespaces: Check = {
  id: 'hostNamespaces',
  level: 'baseline',
  revisions: [
    {
      firstMinor: 0,
      fields: NAMESPACES.map((field) => `spec.${field}`),
      checkPod: ({ spec }) => {
        const shared = NAMESPACES.filter((field) => spec[field] === true);
        if (shared.length === 0) return undefined;
        return { reason: 'host namespaces', detail: shared.map((field) => `${field}=true`).join(', ') };
      },
    },
  ],
};
