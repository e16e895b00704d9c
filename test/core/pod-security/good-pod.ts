import type { Fields, Json } from './arbitrary-values';

/** A security context of a container that passes every check of every version. */
export const GOOD_CONTEXT: Fields = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};

/** A pod that passes every check of every version, with fields of its spec, its context and its container changed. */
export function podWith(change: {
  spec?: Fields;
  pod?: Fields;
  security?: Fields;
  container?: Fields;
  annotations?: Fields;
}): { metadata: Json; spec: Fields } {
  const securityContext = { ...GOOD_CONTEXT, ...change.security };
  return {
    metadata: { name: 'p', annotations: { ...change.annotations } },
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' }, ...change.pod },
      containers: [{ name: 'a', securityContext, ...change.container }],
      ...change.spec,
    },
  };
}
