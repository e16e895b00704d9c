import type { ClusterProfile } from '../../core/cluster/profile';

/** The labels that put the pods of a namespace into the mesh of its cluster. */
export function meshLabels({ mesh }: ClusterProfile): Record<string, string> {
  return mesh === 'istio-ambient' ? { 'istio.io/dataplane-mode': 'ambient' } : {};
}
