import { DEFAULT_REGISTRY, type ImageReference, parseImage } from '../core/manifest/image';

/** Registries by their names, and where they are asked instead: a host, with a path where the mirror has them below one. */
export type Mirrors = ReadonlyMap<string, string>;

/** Where an image is asked for. */
export interface Place {
  readonly host: string;
  readonly repository: string;
  readonly tag: string;
}

/** The host that answers for the registry of references that name none. */
const HUB = 'registry-1.docker.io';

/** What a reference without a tag means. */
const DEFAULT_TAG = 'latest';

/** Where an image is asked for: at the mirror of its registry, else at the registry; one that is its own mirror has none. */
export function placeOf(
  { registry, repository, tag = DEFAULT_TAG }: ImageReference,
  mirrors: Mirrors,
): Place {
  const mirror = mirrors.get(registry);
  if (mirror === undefined || mirror === registry)
    return { host: registry === DEFAULT_REGISTRY ? HUB : registry, repository, tag };
  const slash = mirror.indexOf('/');
  if (slash < 0) return { host: mirror, repository, tag };
  return { host: mirror.slice(0, slash), repository: `${mirror.slice(slash + 1)}/${repository}`, tag };
}

/**
 * Mirrors of settings such as `docker.io=mirror.example.com/hub`.
 * @returns the mirrors, and what is wrong with the settings
 */
export function parseMirrors(settings: readonly string[]): { mirrors: Mirrors; problems: readonly string[] } {
  const mirrors = new Map<string, string>();
  const problems: string[] = [];
  for (const setting of settings) {
    const [registry = '', mirror = '', ...more] = setting.split('=');
    const isRight = isRegistry(registry) && isMirror(mirror) && more.length === 0;
    if (!isRight) {
      problems.push(`found ${JSON.stringify(setting)}; needs REGISTRY=HOST[/PATH]`);
    } else if ((mirrors.get(registry) ?? mirror) !== mirror) {
      problems.push(`found two mirrors of ${registry}; needs one`);
    } else mirrors.set(registry, mirror);
  }
  return { mirrors, problems };
}

function isRegistry(text: string): boolean {
  const parsed = parseImage(`${text}/x`);
  return typeof parsed !== 'string' && parsed.registry === text;
}

/** A host that is one whatever follows it, with no tag at the end. */
function isMirror(text: string): boolean {
  const host = text.split('/')[0] ?? '';
  return isRegistry(host) && typeof parseImage(`${text}/x`) !== 'string';
}
