import { objectAt, objectsAt, type PlainObject } from '../../manifest/plain';
import { isRbac } from '../../rbac/rule';
import { objectControl } from '../control';
import { clusterRole } from './shared/roles';

const LABEL = /^rbac\.authorization\.k8s\.io\/aggregate-to-/;

/** Source: Kubernetes documentation, Using RBAC Authorization, Aggregated ClusterRoles; OWASP Kubernetes Top Ten K02. */
export const noSilentRoleAggregation = objectControl({
  id: 'no-silent-role-aggregation',
  title: 'No ClusterRole is aggregated into a built-in role unnoticed',
  category: 'rbac',
  severity: 'low',
  why: 'A label adds the rules of a ClusterRole to admin, edit or view: everyone who is bound to one of these gets them.',
  fix: 'remove the label rbac.authorization.k8s.io/aggregate-to-…, and bind the role to those who need it; give an aggregationRule labels to select by',
  breaks: 'Users who see custom resources through view or edit: waive the control for roles that only read.',
  refs: { owasp: ['K02'] },
  kinds: ['ClusterRole'],
  check(manifest, report) {
    if (!isRbac(manifest)) return;
    const labels = objectAt(objectAt(manifest, 'metadata'), 'labels') ?? {};
    for (const [label, found] of Object.entries(labels)) {
      if (!LABEL.test(label) || found === 'false') continue;
      const needs = 'no rules that become part of a built-in role';
      report({ path: `metadata.labels["${label}"]`, found, needs, finding: label });
    }
    for (const [index, found] of objectsAt(
      objectAt(manifest, 'aggregationRule'),
      'clusterRoleSelectors',
    ).entries()) {
      if (selects(found)) continue;
      const path = `aggregationRule.clusterRoleSelectors[${index}]`;
      report({ path, found, needs: 'a selector that names a label; an empty one takes every ClusterRole' });
    }
  },
  examples: {
    good: [
      { objects: [clusterRole({ resources: ['pods'], verbs: ['get'] })] },
      { objects: [aggregated({ matchLabels: { 'example.com/part-of': 'monitoring' } })] },
    ],
    bad: [
      { objects: [labelled('rbac.authorization.k8s.io/aggregate-to-view')] },
      { note: 'a selector of everything', objects: [aggregated({})] },
    ],
  },
});

function selects(selector: PlainObject): boolean {
  const labels = Object.keys(objectAt(selector, 'matchLabels') ?? {});
  return labels.length > 0 || objectsAt(selector, 'matchExpressions').length > 0;
}

function labelled(label: string): PlainObject {
  const role = clusterRole({ resources: ['pods'], verbs: ['get'] });
  return { ...role, metadata: { name: 'reader', labels: { [label]: 'true' } } };
}

function aggregated(selector: PlainObject): PlainObject {
  const { rules: _rules, ...role } = clusterRole({});
  return { ...role, aggregationRule: { clusterRoleSelectors: [selector] } };
}
