import { breakGlassSpec } from '../../core/break-glass/policy';
import type { PlainObject } from '../../core/manifest/plain';
import { RBAC_GROUP } from '../../core/rbac/rule';
import { levelRules } from '../../core/rbac/team-levels';
import type { BreakGlass } from '../../model/break-glass';
import { objectLabels } from '../../model/labels';
import { type ObjectArtifact, objectArtifact } from '../renderer';

const ADMISSION = 'admissionregistration.k8s.io/v1';

/**
 * The Role for emergencies, which nobody is bound to, and the admission policy that holds bindings to their end. Names of namespaces hold
 * no dot: the two together are the policy's alone.
 */
export function objectsOfBreakGlass(glass: BreakGlass): ObjectArtifact[] {
  const { name, namespace, levels, resources, labels } = glass;
  const own = objectLabels(name, labels);
  const policy = `${namespace}.${name}`;
  const apiVersion = `${RBAC_GROUP}/v1`;
  return [
    objectArtifact({ apiVersion, kind: 'Role', name, namespace }, () => ({
      apiVersion,
      kind: 'Role',
      metadata: { labels: { ...own }, name, namespace },
      rules: levels.flatMap((level) => levelRules(level, resources)),
    })),
    ofCluster('ValidatingAdmissionPolicy', policy, own, () => breakGlassSpec({ ...glass, role: name })),
    ofCluster('ValidatingAdmissionPolicyBinding', policy, own, () => ({
      policyName: policy,
      validationActions: ['Deny'],
    })),
  ];
}

function ofCluster(
  kind: string,
  name: string,
  labels: Readonly<Record<string, string>>,
  spec: () => PlainObject,
): ObjectArtifact {
  return objectArtifact({ apiVersion: ADMISSION, kind, name }, () => ({
    apiVersion: ADMISSION,
    kind,
    metadata: { labels: { ...labels }, name },
    spec: spec(),
  }));
}
