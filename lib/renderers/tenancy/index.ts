import type { PlainObject } from '../../core/manifest/plain';
import type { Allowed } from '../../core/tenancy/allowed';
import { MANAGED_BY } from '../../model/labels';
import type { Namespace } from '../../model/namespace';
import { admissionArtifacts } from '../admission/policy';
import { type Artifact, objectArtifact, type Renderer, renderer } from '../renderer';
import { allowedPolicies } from './allowed';
import { closedDefaultNamespace } from './default-namespace';
import { zonePolicy } from './zone';

/** What holds namespaces to what they allow: policies of admission, and a quota of PriorityClasses. */
export const tenancy: Renderer = renderer({
  id: 'tenancy',
  appliesTo: () => true,
  cluster: ({ closesDefault }) => (closesDefault ? closedDefaultNamespace() : []),
  namespace: (namespace, { cluster }) => {
    const { existing, tenancy: { allowed = {}, zone } = {} } = namespace;
    if (existing) return [];
    return [
      ...priorityQuota(namespace, allowed),
      ...allowedPolicies(namespace.name, allowed).flatMap(admissionArtifacts),
      ...(zone?.from === undefined && zone?.to === undefined
        ? []
        : admissionArtifacts(zonePolicy(namespace.name, zone, cluster))),
    ];
  },
});

/**
 * A quota of no pods for all PriorityClasses that are not allowed: the API server counts by class.
 * Source: Kubernetes documentation, Resource Quotas, resource quota per PriorityClass.
 */
function priorityQuota({ name }: Namespace, { priorityClasses }: Allowed): Artifact[] {
  if (priorityClasses === undefined) return [];
  const scope: PlainObject =
    priorityClasses.length === 0
      ? { operator: 'Exists', scopeName: 'PriorityClass' }
      : { operator: 'NotIn', scopeName: 'PriorityClass', values: [...priorityClasses] };
  const identity = {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    name: 'other-priority-classes',
    namespace: name,
  };
  return [
    objectArtifact(identity, () => ({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { labels: { ...MANAGED_BY }, name: identity.name, namespace: name },
      spec: { hard: { pods: '0' }, scopeSelector: { matchExpressions: [scope] } },
    })),
  ];
}
