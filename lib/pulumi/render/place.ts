import { canonical } from '../../core/manifest/canonical';
import { refOf } from '../../core/manifest/identity';
import type { Placed } from '../../output/plan';
import type { RenderedResource } from './model';

/**
 * Says in which file an object goes: one a namespace, its Namespace included, as a program has no charts. Objects
 * without a namespace go where the cluster puts them: into `default`.
 */
export function placed(resources: readonly RenderedResource[]): Placed[] {
  return resources.map(({ manifest }) => {
    const { kind, namespace, name } = refOf(manifest);
    return { chart: kind === 'Namespace' ? name : (namespace ?? 'default'), manifest: canonical(manifest) };
  });
}
