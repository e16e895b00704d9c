import { parseImage } from '../../core/manifest/image';
import type { Problems } from '../problems';

/** Looks at registries and their mirrors. */
export function checkMirrors(
  mirrors: Readonly<Record<string, unknown>> | undefined,
  path: string,
  problems: Problems,
): void {
  if (mirrors === undefined) return;
  for (const [registry, mirror] of Object.entries(mirrors)) {
    const field = `${path}.${registry}`;
    const known = registryOf(`${registry}/owner/image`);
    if (known !== registry) {
      const fix = known === undefined ? `'registry.example.com': '${mirror}'` : `'${known}': '${mirror}'`;
      problems.add(field, registry, 'the host of a registry, as images name it', fix);
    }
    const host = registryOf(`${mirror}/image`);
    // A mirror without a host would be below docker.io.
    if (host === undefined || !`${mirror}/`.startsWith(`${host}/`)) {
      problems.add(
        field,
        mirror,
        'a host, with a path where the mirror has one',
        `'${registry}': 'mirror.example.com'`,
      );
    } else if (host !== registry && Object.hasOwn(mirrors, host)) {
      const needs = `a mirror of one step: ${host} has a mirror itself`;
      problems.add(field, mirror, needs, `'${registry}': '${mirrors[host]}'`);
    }
  }
}

function registryOf(image: string): string | undefined {
  const parsed = parseImage(image);
  return typeof parsed === 'string' ? undefined : parsed.registry;
}
