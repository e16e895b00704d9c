import { isRbac, roleRefOf } from '../../../rbac/rule';
import { formatSubject, type Subject, subjectsOf } from '../../../rbac/subject';
import { type ObjectControl, objectControl } from '../../control';

/** A control over the subjects of bindings: to whom nothing is bound. */
export interface SubjectRecord<Id extends string>
  extends Omit<ObjectControl<Id, undefined>, 'on' | 'kinds' | 'check' | 'harden' | 'category'> {
  /** Whether a subject may not be bound. */
  readonly refuses: (subject: Subject) => boolean;
  /** ClusterRoles that may be bound to them all the same. @default none */
  readonly harmless?: readonly string[];
  readonly needs: string;
}

/** Declares a control that refuses subjects of RoleBindings and ClusterRoleBindings. */
export function subjectControl<const Id extends string>(
  record: SubjectRecord<Id>,
): ObjectControl<Id, undefined> {
  const { refuses, harmless = [], needs, ...control } = record;
  return objectControl({
    ...control,
    category: 'rbac',
    kinds: ['RoleBinding', 'ClusterRoleBinding'],
    check(manifest, report) {
      if (!isRbac(manifest)) return;
      const role = roleRefOf(manifest);
      if (role?.kind === 'ClusterRole' && harmless.includes(role.name)) return;
      for (const subject of subjectsOf(manifest)) {
        if (!refuses(subject)) continue;
        const found = formatSubject(subject);
        report({ path: `subjects[${subject.index}]`, found, needs, finding: found });
      }
    },
  });
}
