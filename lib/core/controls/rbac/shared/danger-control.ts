import { objectAt, type PlainObject, stringAt } from '../../../manifest/plain';
import { allowedBy, type Danger, mayGive } from '../../../rbac/danger';
import { builtinRules, isRbac, type PolicyRule, roleRefOf, rulesIn } from '../../../rbac/rule';
import { type ObjectControl, objectControl, type Report } from '../../control';

/** A control over rules of roles: which rights nobody is given, and how to say it in words. */
export interface DangerRecord<Id extends string>
  extends Omit<ObjectControl<Id, undefined>, 'on' | 'kinds' | 'check' | 'harden' | 'category'> {
  /** Each of them is told apart in a waiver by the resources that it is about. */
  readonly dangers: readonly Danger[];
  /** What is needed instead, as a short phrase. */
  readonly needs: string;
}

const KINDS = ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'] as const;

/**
 * Declares a control that refuses rights: in every rule of a Role or ClusterRole, and in every binding to a role that the
 * API server brings (`edit` reads Secrets). Matches as the authorizer does, so a wildcard is every right that it covers.
 */
export function dangerControl<const Id extends string>(
  record: DangerRecord<Id>,
): ObjectControl<Id, undefined> & { readonly dangers: readonly Danger[] } {
  const { dangers, needs, ...rest } = record;
  const control = objectControl<Id>({
    ...rest,
    category: 'rbac',
    kinds: KINDS,
    check(manifest, report) {
      if (!isRbac(manifest)) return;
      if (manifest.kind === 'Role' || manifest.kind === 'ClusterRole') {
        const given = givenBy(manifest, dangers);
        for (const rule of rulesIn(manifest)) checkRule(rule, given, needs, report);
      } else checkBinding(manifest, givenBy(manifest, dangers), needs, report);
    },
  });
  return { ...control, dangers };
}

/** The dangers that a role or binding can give where it is. */
function givenBy(manifest: PlainObject, dangers: readonly Danger[]): readonly Danger[] {
  const everywhere = manifest.kind === 'ClusterRole' || manifest.kind === 'ClusterRoleBinding';
  const namespace = stringAt(objectAt(manifest, 'metadata'), 'namespace');
  return dangers.filter((danger) => mayGive(danger, namespace, everywhere));
}

function checkRule(rule: PolicyRule, dangers: readonly Danger[], needs: string, report: Report): void {
  for (const danger of dangers) {
    const allowed = allowedBy(rule, danger);
    if (allowed === undefined) continue;
    const finding = danger.resources[0];
    report({ path: `rules[${rule.index}]`, found: rule.written, needs, finding });
  }
}

function checkBinding(binding: PlainObject, dangers: readonly Danger[], needs: string, report: Report): void {
  const ref = roleRefOf(binding);
  const rules = ref?.kind === 'ClusterRole' ? builtinRules(ref.name) : undefined;
  if (ref === undefined || rules === undefined) return;
  for (const danger of dangers) {
    if (!rules.some((rule) => allowedBy(rule, danger) !== undefined)) continue;
    const [finding] = danger.resources;
    report({
      path: 'roleRef.name',
      found: `the built-in ClusterRole ${ref.name}`,
      needs,
      finding,
      fix: `bind a Role of your own that lists only what is needed, in place of ${ref.name}`,
    });
  }
}
