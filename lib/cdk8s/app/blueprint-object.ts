import { ApiObject, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { append, isPlain, objectAt, type PlainObject, stringAt } from '../../core/manifest/plain';
import { finish, markHooked } from './rendering';

/**
 * An object that a blueprint renders: in its real spelling, when it is asked for, so that routes and grants added after
 * construction are in it. Labels, annotations and patches that users add to it are kept.
 */
export class BlueprintObject extends ApiObject {
  private readonly extraPatches: JsonPatch[] = [];

  /** @param render makes the object; called once a rendering, and must give a fresh object each time */
  constructor(
    scope: Construct,
    id: string,
    identity: {
      readonly apiVersion: string;
      readonly kind: string;
      readonly name: string;
      readonly namespace?: string;
    },
    private readonly render: () => PlainObject,
  ) {
    const { apiVersion, kind, name, namespace } = identity;
    super(scope, id, {
      apiVersion,
      kind,
      metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    });
    markHooked(this);
  }

  override addJsonPatch(...patches: JsonPatch[]): void {
    append(this.extraPatches, patches);
  }

  override toJson(): PlainObject {
    const manifest = this.render();
    const added: unknown = this.metadata.toJson();
    if (isPlain(added)) mergeMetadata(manifest, added);
    return finish(this, manifest, this.extraPatches);
  }
}

/** Adds the labels and annotations that were put on the construct to those of the blueprint. */
export function mergeMetadata(manifest: PlainObject, added: PlainObject): void {
  const metadata = objectAt(manifest, 'metadata');
  if (metadata === undefined) return;
  for (const [key, value] of Object.entries(added)) {
    const existing = metadata[key];
    if (isPlain(existing) && isPlain(value)) metadata[key] = { ...existing, ...value };
    else if (existing === undefined) metadata[key] = value;
  }
}

/** The identity of a rendered object. */
export function identityOf(manifest: PlainObject): {
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string;
} {
  const metadata = objectAt(manifest, 'metadata');
  const namespace = stringAt(metadata, 'namespace');
  return {
    apiVersion: stringAt(manifest, 'apiVersion') ?? '',
    kind: stringAt(manifest, 'kind') ?? '',
    name: stringAt(metadata, 'name') ?? '',
    ...(namespace === undefined ? {} : { namespace }),
  };
}
