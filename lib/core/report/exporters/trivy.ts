import type { ClusterProfile } from '../../cluster/profile';
import { DEFAULT_REGISTRY } from '../../manifest/image';
import type { PlainObject } from '../../manifest/plain';
import { writeYaml } from '../../yaml';
import type { ReportedObject } from '../report';
import { type ExportedSuppression, skipsOf } from './exported-suppression';

/**
 * The text of a `.trivyignore.yaml`. Trivy ignores by check and file, not by object: a suppression holds for the whole
 * file of its object, so that one object a file is the narrowest.
 * @param pathOf the file of an object, relative to the folder that is scanned; undefined: every file
 */
export function trivyIgnore(
  suppressions: readonly ExportedSuppression[],
  pathOf: (object: ReportedObject) => string | undefined = () => undefined,
): string {
  const byPath = new Map<string | undefined, ExportedSuppression[]>();
  for (const suppression of suppressions) {
    const path = suppression.object === undefined ? undefined : pathOf(suppression.object);
    byPath.set(path, [...(byPath.get(path) ?? []), suppression]);
  }
  const misconfigurations = [...byPath].flatMap(([path, those]) =>
    skipsOf(those, 'trivy').map(
      ({ check, reason, expires }): PlainObject => ({
        id: check,
        ...(path !== undefined && { paths: [path] }),
        statement: reason,
        ...(expires !== undefined && { expired_at: `${expires}T00:00:00Z` }),
      }),
    ),
  );
  return writeYaml({ misconfigurations });
}

/**
 * The text of a data file for Trivy's check of registries (KSV-0125); undefined where any registry is allowed. Trivy
 * compares the host alone, so that a path of the allow list counts for its whole registry.
 */
export function trivyData(cluster: ClusterProfile): string | undefined {
  const hosts = cluster.registries.map((entry) => {
    const first = entry.split('/').at(0) ?? '';
    return /[.:]/.test(first) || first === 'localhost' ? first.toLowerCase() : DEFAULT_REGISTRY;
  });
  if (hosts.length === 0) return undefined;
  return writeYaml({ ksv0125: { trusted_registries: [...new Set(hosts)].sort() } });
}
