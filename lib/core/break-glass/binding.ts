import { fnv1a } from '../fnv';
import type { PlainObject } from '../manifest/plain';
import { RBAC_GROUP } from '../rbac/rule';
import { BREAK_GLASS_LABEL, REASON_ANNOTATION, UNTIL_ANNOTATION, untilText } from './terms';

/** Who gets rights for an emergency, until when. */
export interface BreakGlassBinding {
  readonly namespace: string;
  /** The Role for emergencies there. */
  readonly role: string;
  readonly subject: { readonly kind: 'User' | 'Group'; readonly name: string };
  readonly until: Date;
  readonly reason: string;
  /** Whether Kyverno deletes it at its end. */
  readonly kyverno: boolean;
}

/** The name of a binding: with its end and whom it is for, so that a second one never changes the first. */
export function bindingName(binding: BreakGlassBinding): string {
  return `${binding.role}-${suffixOf(binding)}`;
}

/** The name of what removes a binding. */
export function removerName(binding: BreakGlassBinding): string {
  return `remove-${suffixOf(binding)}`;
}

function suffixOf({ role, until, subject }: BreakGlassBinding): string {
  const who = fnv1a([role, subject.kind, subject.name].join('/')).toString(16).padStart(8, '0');
  return `${compact(until).toLowerCase()}-${who}`;
}

/** The binding, with the label and the annotation that the admission policy looks at. */
export function breakGlassBinding(binding: BreakGlassBinding): PlainObject {
  const { namespace, role, subject, until, reason, kyverno } = binding;
  return {
    apiVersion: `${RBAC_GROUP}/v1`,
    kind: 'RoleBinding',
    metadata: {
      annotations: { [REASON_ANNOTATION]: reason, [UNTIL_ANNOTATION]: untilText(until) },
      labels: {
        'app.kubernetes.io/managed-by': 'bulwark',
        [BREAK_GLASS_LABEL]: 'true',
        ...(kyverno ? { [KYVERNO_LABEL]: compact(until) } : {}),
      },
      name: bindingName(binding),
      namespace,
    },
    roleRef: { apiGroup: RBAC_GROUP, kind: 'Role', name: role },
    subjects: [{ apiGroup: RBAC_GROUP, ...subject }],
  };
}

/** The label by which Kyverno deletes an object at a moment. Source: Kyverno, cleanup by a label. */
const KYVERNO_LABEL = 'cleanup.kyverno.io/ttl';

/** A moment as labels and names can have it: `2027-01-31T140000Z`. */
function compact(moment: Date): string {
  return untilText(moment).replaceAll(':', '');
}
