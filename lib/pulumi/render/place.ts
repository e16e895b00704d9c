import { canonical } from '../../core/manifest/canonical';
import { identityKey, refOf } from '../../core/manifest/identity';
import { flattenList } from '../../core/manifest/lists';
import { objectAt, type PlainObject, stringAt } from '../../core/manifest/plain';
import { WAIVED_ANNOTATION } from '../../core/well-known';
import type { Placed } from '../../writer/plan';

/** A resource as it is written. */
export interface Written {
  readonly manifest: PlainObject;
  /** The annotations that tell what is suppressed, of the object or of the items of the list that it is; in order. */
  readonly waived: readonly (string | undefined)[];
}

/**
 * Says in which file an object goes: one a namespace, its Namespace included, as a program has no charts. Objects
 * without a namespace go where the cluster puts them: into `default`.
 * @param teams the namespace of the team that applies an object, by the object's identity; the platform applies the others
 */
export function placed(
  resources: readonly Written[],
  teams: ReadonlyMap<string, string> = new Map(),
): Placed[] {
  return resources.flatMap(({ manifest, waived }) =>
    flattenList(manifest).map((item, index) => {
      const ref = refOf(item);
      const { kind, namespace, name } = ref;
      const team = teams.get(identityKey(ref));
      const chart = kind === 'Namespace' ? name : (namespace ?? 'default');
      const written = canonical(withWaived(item, waived[index]));
      return team === undefined ? { chart, manifest: written } : { chart, manifest: written, team };
    }),
  );
}

/** The annotation of an object that tells what is suppressed on it. */
export function waivedOn(manifest: PlainObject): string | undefined {
  return stringAt(objectAt(objectAt(manifest, 'metadata'), 'annotations'), WAIVED_ANNOTATION);
}

function withWaived(manifest: PlainObject, text: string | undefined): PlainObject {
  if (text === undefined) return manifest;
  const metadata = objectAt(manifest, 'metadata');
  const annotations = { ...objectAt(metadata, 'annotations'), [WAIVED_ANNOTATION]: text };
  return { ...manifest, metadata: { ...metadata, annotations } };
}
