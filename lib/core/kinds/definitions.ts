import { append, isPlain, objectAt, objectsAt, type PlainObject, stringAt } from '../manifest/plain';
import { groupOf } from '../manifest/registry';
import type { KindRecord } from './record';
import { readSchema } from './schema';

/**
 * What the CustomResourceDefinitions of a set say about their kinds, a record for each version: where a pod stands by the
 * schema, and which fields take anything at all, so that what is there is known to nobody.
 */
export function recordsOfDefinitions(manifests: Iterable<PlainObject>): KindRecord[] {
  const records: KindRecord[] = [];
  for (const manifest of manifests) {
    if (manifest.kind !== 'CustomResourceDefinition') continue;
    if (groupOf(stringAt(manifest, 'apiVersion') ?? '') !== 'apiextensions.k8s.io') continue;
    append(records, recordsOf(objectAt(manifest, 'spec') ?? {}));
  }
  return records;
}

function recordsOf(spec: PlainObject): KindRecord[] {
  const names = objectAt(spec, 'names');
  const group = stringAt(spec, 'group');
  const kind = stringAt(names, 'kind');
  if (group === undefined || kind === undefined) return [];
  const shared = {
    group,
    kind,
    plural: stringAt(names, 'plural'),
    scope: spec.scope === 'Cluster' ? ('Cluster' as const) : ('Namespaced' as const),
  };
  return versionsOf(spec).map(({ name, schema }) => {
    const { pods, open } = spec.preserveUnknownFields === true ? OPEN : readSchema(schema);
    return { ...shared, version: name, pods, open };
  });
}

const OPEN = { pods: [], open: [''] };

interface Version {
  readonly name: string;
  readonly schema: unknown;
}

/** The versions of a definition with their schemas; v1beta1 has one for all of them. */
function versionsOf(spec: PlainObject): Version[] {
  const shared = objectAt(spec, 'validation')?.openAPIV3Schema;
  const versions = objectsAt(spec, 'versions').flatMap((version) => {
    const name = stringAt(version, 'name');
    const own = objectAt(version, 'schema')?.openAPIV3Schema;
    return name === undefined ? [] : [{ name, schema: isPlain(own) ? own : shared }];
  });
  const only = stringAt(spec, 'version');
  return versions.length > 0 || only === undefined ? versions : [{ name: only, schema: shared }];
}
