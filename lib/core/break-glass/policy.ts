import type { PlainObject } from '../manifest/plain';
import { RBAC_GROUP } from '../rbac/rule';
import { NAMESPACE_NAME_LABEL } from '../well-known';
import { BREAK_GLASS_LABEL, UNTIL_ANNOTATION, UNTIL_PATTERN } from './terms';

/** The Role for emergencies of one namespace. */
export interface GuardedRole {
  readonly role: string;
  readonly namespace: string;
  /** How long a binding may last, in seconds. */
  readonly maximum: number;
  /** The same in words, such as `4h`. */
  readonly maximumText: string;
}

const LABELLED = `(has(object.metadata.labels) && '${BREAK_GLASS_LABEL}' in object.metadata.labels)`;
const endOf = (object: string): string =>
  `(has(${object}.metadata.annotations) && '${UNTIL_ANNOTATION}' in ${object}.metadata.annotations ? ${object}.metadata.annotations['${UNTIL_ANNOTATION}'] : '')`;
const CREATED = 'timestamp(object.metadata.creationTimestamp)';

/**
 * What a binding for an emergency has to keep, as the expressions of a ValidatingAdmissionPolicy. An expression knows no clock: the moment is
 * the one at which the API server says that the object was created, which nobody else writes. So the end is looked at when a binding is
 * created, also again, and cannot be changed afterwards.
 */
export function breakGlassSpec(guarded: GuardedRole): PlainObject {
  const { role, namespace, maximum, maximumText } = guarded;
  const ours = `(object.roleRef.kind == 'Role' && object.roleRef.name == '${role}')`;
  return {
    failurePolicy: 'Fail',
    matchConditions: [{ name: 'break-glass', expression: `${ours} || ${LABELLED}` }],
    matchConstraints: {
      matchPolicy: 'Equivalent',
      namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: namespace } },
      resourceRules: [
        {
          apiGroups: [RBAC_GROUP],
          apiVersions: ['v1'],
          operations: ['CREATE', 'UPDATE'],
          resources: ['rolebindings'],
        },
      ],
    },
    variables: [
      { name: 'end', expression: endOf('object') },
      { name: 'hasEnd', expression: `variables.end.matches('${UNTIL_PATTERN}')` },
    ],
    validations: [
      {
        expression: `${ours} && ${LABELLED}`,
        message: `a binding with the label ${BREAK_GLASS_LABEL} is to the Role ${role}, and a binding to that Role has the label`,
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
