import { BREAK_GLASS_LABEL, UNTIL_ANNOTATION, UNTIL_PATTERN } from '../../core/break-glass/terms';
import { RBAC_GROUP } from '../../core/rbac/rule';
import { levelRules } from '../../core/rbac/team-levels';
import type { BreakGlass } from '../../model/break-glass';
import { objectLabels } from '../../model/labels';
import { type AdmissionPolicy, admissionArtifacts } from '../admission/policy';
import { type ObjectArtifact, objectArtifact } from '../renderer';

const LABELLED = `(has(object.metadata.labels) && '${BREAK_GLASS_LABEL}' in object.metadata.labels)`;
const endOf = (object: string): string =>
  `(has(${object}.metadata.annotations) && '${UNTIL_ANNOTATION}' in ${object}.metadata.annotations ? ${object}.metadata.annotations['${UNTIL_ANNOTATION}'] : '')`;
const CREATED = 'timestamp(object.metadata.creationTimestamp)';

/**
 * The Role for emergencies, which nobody is bound to, and the admission policy that holds bindings to their end. Names of namespaces hold
 * no dot: the two together are the policy's alone.
 */
export function objectsOfBreakGlass(glass: BreakGlass): ObjectArtifact[] {
  const { name, namespace, levels, resources, labels } = glass;
  const apiVersion = `${RBAC_GROUP}/v1`;
  return [
    objectArtifact({ apiVersion, kind: 'Role', name, namespace }, () => ({
      apiVersion,
      kind: 'Role',
      metadata: { labels: { ...objectLabels(name, labels) }, name, namespace },
      rules: levels.flatMap((level) => levelRules(level, resources)),
    })),
    ...admissionArtifacts(policyOf(glass)),
  ];
}

/**
 * What a binding for an emergency has to keep. An expression knows no clock: the moment is
 * the one at which the API server says that the object was created, which nobody else writes. So the end is looked at when a binding is
 * created, also again, and cannot be changed afterwards.
 */
function policyOf({ name, namespace, labels, maximum, maximumText }: BreakGlass): AdmissionPolicy {
  const ours = `(object.roleRef.kind == 'Role' && object.roleRef.name == '${name}')`;
  return {
    name: `${namespace}.${name}`,
    labels: objectLabels(name, labels),
    requests: [{ apiGroup: RBAC_GROUP, resources: ['rolebindings'] }],
    where: { only: [namespace] },
    onlyIf: { 'break-glass': `${ours} || ${LABELLED}` },
    variables: {
      end: endOf('object'),
      hasEnd: `variables.end.matches('${UNTIL_PATTERN}')`,
    },
    checks: [
      {
        expression: `${ours} && ${LABELLED}`,
        message: `a binding with the label ${BREAK_GLASS_LABEL} is to the Role ${name}, and a binding to that Role has the label`,
      },
      {
        expression: 'variables.hasEnd',
        message: `the annotation ${UNTIL_ANNOTATION} says when it ends, such as 2027-01-31T14:00:00Z`,
      },
      {
        expression: `request.operation != 'CREATE' || !variables.hasEnd || timestamp(variables.end) > ${CREATED}`,
        message: 'its end has passed: bulwark break-glass writes a new one',
      },
      {
        expression: `request.operation != 'CREATE' || !variables.hasEnd || timestamp(variables.end) <= ${CREATED} + duration('${maximum}s')`,
        message: `it may last ${maximumText} at most`,
      },
      {
        expression: `request.operation != 'UPDATE' || variables.end == ${endOf('oldObject')}`,
        message: 'its end cannot be changed: delete it, and make a new one',
      },
      {
        expression: `request.operation != 'UPDATE' || (has(object.subjects) == has(oldObject.subjects) && (!has(object.subjects) || object.subjects == oldObject.subjects))`,
        message: 'whom it is for cannot be changed: delete it, and make a new one',
      },
      {
        expression: `!has(object.subjects) || object.subjects.all(subject, subject.kind in ['User', 'Group'] && !subject.name.startsWith('system:'))`,
        message: 'it is for people: users and groups of the identity provider',
      },
    ],
  };
}
