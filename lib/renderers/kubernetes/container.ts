import { clone, type PlainObject } from '../../core/manifest/plain';
import type { EnvVar } from '../../model/api';
import type { Container } from '../../model/pod';

/** Where the token, the cluster's certificate and the namespace are mounted, so that ordinary clients find them. */
export const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Name of the volume with the token. */
export const TOKEN_VOLUME = 'api-token';

/**
 * A container in the API's form. The controls of the policy write what makes it hard.
 * @param env variables that routes add, in front of those of the props
 */
export function renderContainer(
  container: Container,
  options: {
    readonly user: number | undefined;
    /** Whether the policy is one for a developer's own cluster. */
    readonly development: boolean;
    readonly env: readonly EnvVar[];
    readonly token: boolean;
    readonly sidecar: boolean;
  },
): PlainObject {
  const { ports, probes, lifecycle, resources, fields } = container;
  const env = [...clone(container.env), ...options.env];
  return {
    image: container.image,
    ...clone(fields),
    ...(env.length === 0 ? {} : { env }),
    ...(container.envFrom.length === 0 ? {} : { envFrom: clone(container.envFrom) }),
    imagePullPolicy: options.development ? 'IfNotPresent' : 'Always',
    ...(lifecycle === undefined ? {} : { lifecycle: clone(lifecycle) }),
    ...clone(probes),
    name: container.name,
    ...(ports.length === 0
      ? {}
      : {
          ports: ports.map(({ name, container: containerPort, protocol }) => ({
            containerPort,
            name,
            protocol,
          })),
        }),
    resources: clone(resources),
    ...(options.sidecar ? { restartPolicy: 'Always' } : {}),
    ...(options.user === undefined ? {} : { securityContext: containerContext(options.user) }),
    volumeMounts: mounts(container, options.token),
  };
}

function mounts(container: Container, token: boolean): PlainObject[] {
  return [
    ...container.scratch.map(({ path, volume }) => ({ mountPath: path, name: volume })),
    ...container.files.map(({ path, volume, source }) => ({
      mountPath: path,
      name: volume,
      readOnly: true,
      // Else what the node mounts below the folder is writable.
      ...('hostPath' in source ? { recursiveReadOnly: 'IfPossible' } : {}),
    })),
    ...container.claims.map(({ path, volume, readOnly, subPath }) => ({
      mountPath: path,
      name: volume,
      ...(readOnly ? { readOnly } : {}),
      ...(subPath === undefined ? {} : { subPath }),
    })),
    ...(token ? [{ mountPath: TOKEN_PATH, name: TOKEN_VOLUME, readOnly: true }] : []),
  ];
}

function containerContext(user: number): PlainObject {
  return {
    runAsGroup: user,
    runAsUser: user,
  };
}
