import { controlIds, controlOf, type ShippedControlId } from '../controls';
import type { Control } from '../controls/control';

/** The month of the first profile. A control that says nothing about `since` is as old as that. */
const FIRST = '2026-11';

/** Whether the profile of a month has a control: whether the control was there by then. */
export function isIn(month: string, { since = FIRST }: Pick<Control, 'since'>): boolean {
  return since <= month;
}

/** The controls of the profile of a month, such as `2026-11`, in the order of the catalogue. */
export function controlsOf(month: string): readonly ShippedControlId[] {
  return controlIds.filter((id) => isIn(month, controlOf(id) ?? {}));
}
