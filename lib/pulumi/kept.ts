import type { CustomResourceOptions } from '@pulumi/pulumi';
import { isDisposable } from '../core/manifest/data-loss';
import { objectAt, objectsAt, type PlainObject } from '../core/manifest/plain';

const KEPT: Pick<CustomResourceOptions, 'protect' | 'retainOnDelete'> = {
  protect: true,
  retainOnDelete: true,
};

/**
 * The options of what holds data, or stands between pods and their claims: it is protected, and stays in the cluster when it
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
