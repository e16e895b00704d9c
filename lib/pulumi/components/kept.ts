import type { CustomResourceOptions, ResourceTransform } from '@pulumi/pulumi';
import { isDisposable } from '../../core/manifest/data-loss';
import { objectAt, objectsAt, type PlainObject } from '../../core/manifest/plain';
import { annotationOf, KEEP_ANNOTATIONS } from '../../core/well-known';
import { programStores } from '../internals';
import { inProgram } from '../transforms/store';

const KEPT: Pick<CustomResourceOptions, 'protect' | 'retainOnDelete'> = {
  protect: true,
  retainOnDelete: true,
};

/**
 * The options of what holds data, or is between pods and their claims: it is protected, and stays in the cluster when it
 * leaves the stack. What says why nobody needs it (`disposable`) has none of them.
 */
export function keepingOptions(manifest: PlainObject): typeof KEPT {
  switch (`${String(manifest.apiVersion)} ${String(manifest.kind)}`) {
    case 'v1 PersistentVolumeClaim':
      return isDisposable(manifest) ? {} : KEPT;
    case 'snapshot.storage.k8s.io/v1 VolumeSnapshot':
      return KEPT;
    case 'apps/v1 StatefulSet': {
      const templates = objectsAt(objectAt(manifest, 'spec'), 'volumeClaimTemplates');
      return templates.every(isDisposable) ? {} : KEPT;
    }
    default:
      return {};
  }
}

/**
 * The same for a namespace: whether claims are in it is known when the app is complete, and options have to be given before. A
 * transform of the engine may still set them; under mocks there is none.
 * @param rendered the object, once the app is complete
 */
export function keepingLater(
  { kind }: PlainObject,
  rendered: Promise<PlainObject>,
): Pick<CustomResourceOptions, 'transforms'> {
  if (kind !== 'Namespace' || programStores()?.getStore().supportsTransforms !== true) return {};
  return { transforms: [inProgram(keepRendered(rendered))] };
}

/** Protects what says, once it is rendered, that it is kept. */
export function keepRendered(rendered: Promise<PlainObject>): ResourceTransform {
  return async ({ props, opts }) =>
    isKept(await rendered) ? { props, opts: { ...opts, ...KEPT } } : undefined;
}

function isKept(manifest: PlainObject): boolean {
  return Object.entries(KEEP_ANNOTATIONS).every(([key, value]) => annotationOf(manifest, key) === value);
}
