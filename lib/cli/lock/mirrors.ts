import { existsSync, readFileSync } from 'node:fs';
import { parseImage } from '../../core/manifest/image';
import { compareKeys } from '../../core/manifest/key-order';
import { isPlain } from '../../core/manifest/plain';
import { type Mirrors, parseMirrors } from '../../oci/mirrors';
import { UsageError } from '../io';

/** What an app, or one environment of it, names as mirrors. */
export interface NamedMirrors {
  /** The environment; undefined where the app has none. */
  readonly environment: string | undefined;
  /** Registries, and where their images are pulled from. */
  readonly mirrors: Readonly<Record<string, string>>;
}

/** What apps have written of their mirrors, one a line. @throws UsageError where that is none */
export function mirrorsIn(path: string): NamedMirrors[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const { environment, mirrors }: { environment?: unknown; mirrors?: unknown } = JSON.parse(line);
    const known = isPlain(mirrors) ? Object.entries(mirrors) : [];
    const { mirrors: parsed, problems } = parseMirrors(known.map((pair) => pair.join('=')));
    if (problems.length > 0) throw new UsageError(problems.map((problem) => `registryMirrors: ${problem}`));
    return {
      environment: typeof environment === 'string' ? environment : undefined,
      mirrors: Object.fromEntries(parsed),
    };
  });
}

/**
 * Where registries are asked: at the mirrors of the command line, else at those that the app names.
 * @param references the images that are asked for: what is wrong with the mirror of another registry matters to nobody
 * @throws UsageError where environments name several mirrors of one registry
 */
export function mirrorsFor(
  named: readonly NamedMirrors[],
  given: Mirrors | undefined,
  references: readonly string[],
): Mirrors {
  const found = new Map<string, Map<string, string[]>>();
  for (const { environment, mirrors } of named) {
    for (const [registry, mirror] of Object.entries(mirrors)) {
      const of = found.get(registry) ?? new Map<string, string[]>();
      found.set(registry, of.set(mirror, [...(of.get(mirror) ?? []), environment ?? 'the app']));
    }
  }
  const registries = registriesOf(references);
  const chosen = new Map<string, string>();
  const problems: string[] = [];
  for (const [registry, mirrors] of found) {
    if (!registries.has(registry)) continue;
    const [first] = mirrors.keys();
    if (first !== undefined) chosen.set(registry, first);
    if (mirrors.size === 1 || given?.has(registry) === true) continue;
    const all = [...mirrors].map(([mirror, names]) => `${mirror} (${names.join(', ')})`).join(', ');
    problems.push(
      `${registry}: found the mirrors ${all}; needs one to ask, as all have the same digests. Fix: --mirror ${registry}=${first}`,
    );
  }
  if (problems.length > 0) throw new UsageError(problems);
  return new Map([...chosen, ...(given ?? [])]);
}

/** Which registries were not asked themselves, a line each. */
export function mirrorLines(mirrors: Mirrors, references: readonly string[]): string[] {
  const registries = registriesOf(references);
  return [...mirrors]
    .filter(([registry, mirror]) => registries.has(registry) && registry !== mirror)
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([registry, mirror]) => `mirror  ${registry}  asked at ${mirror}`);
}

function registriesOf(references: readonly string[]): ReadonlySet<string> {
  return new Set(
    references.flatMap((reference) => {
      const image = parseImage(reference);
      return typeof image === 'string' ? [] : [image.registry];
    }),
  );
}
