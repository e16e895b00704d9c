import type { ClusterProfile } from '../../core/cluster/profile';
import { allowedAnnotations } from '../../core/tenancy/allowed';
import { zoneAnnotations } from '../../core/tenancy/zone';
import { CONTACT_ANNOTATION, OWNER_ANNOTATION } from '../../core/well-known';
import type { Tenancy } from '../../model/tenancy';

/** What a Namespace says of whose it is, and of what it allows. */
export function tenancyAnnotations(tenancy: Tenancy = {}): Record<string, string> {
  const { owner, contact, allowed = {}, zone = {} } = tenancy;
  return {
    ...(owner === undefined ? {} : { [OWNER_ANNOTATION]: owner }),
    ...(contact === undefined ? {} : { [CONTACT_ANNOTATION]: contact }),
    ...allowedAnnotations(allowed),
    ...zoneAnnotations(zone),
  };
}

/**
 * What the quota of a namespace counts beside what every quota does: objects of further resources, and nothing of the
 * StorageClasses of the cluster that are not allowed. Source: Kubernetes documentation, Resource Quotas.
 */
export function furtherCounts(tenancy: Tenancy = {}, cluster: ClusterProfile): Record<string, string> {
  const { objects = {}, allowed = {} } = tenancy;
  const { storageClasses } = allowed;
  const classes = (cluster.storage?.classes ?? []).map(({ name }) => name);
  const refused =
    storageClasses === undefined ? [] : classes.filter((name) => !storageClasses.includes(name));
  return {
    ...Object.fromEntries(Object.entries(objects).map(([name, count]) => [`count/${name}`, String(count)])),
    ...Object.fromEntries(
      refused.flatMap((name) => [
        [`${name}.storageclass.storage.k8s.io/persistentvolumeclaims`, '0'],
        [`${name}.storageclass.storage.k8s.io/requests.storage`, '0'],
      ]),
    ),
  };
}
