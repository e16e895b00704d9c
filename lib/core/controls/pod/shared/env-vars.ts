import { isAbsent, isPlain } from '../../../manifest/plain';
import type { Container } from '../../../manifest/pod';

/** A variable of a container's environment. */
export interface EnvVar {
  /** Path below the container, such as `env[0]`. */
  readonly path: string;
  readonly name: unknown;
  /** Its value, or where that comes from; undefined where neither is written, which means the empty text. */
  readonly value: unknown;
}

/**
 * The variables of a container that are written into the manifest and may be called `name`; one whose name cannot be
 * read is among them. What `envFrom` brings is not in the manifest, and is not seen.
 */
export function envVars(container: Container, name: string): EnvVar[] {
  const { env } = container.spec;
  if (isAbsent(env)) return [];
  if (!Array.isArray(env)) return [{ path: 'env', name: env, value: env }];
  const found: EnvVar[] = [];
  env.forEach((item: unknown, index) => {
    const path = `env[${index}]`;
    if (!isPlain(item)) found.push({ path, name: item, value: item });
    else if (item.name === name || typeof item.name !== 'string') {
      found.push({ path, name: item.name, value: item.value ?? item.valueFrom ?? undefined });
    }
  });
  return found;
}
