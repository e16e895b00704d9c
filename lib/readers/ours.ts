import { INSTANCE_LABEL } from '../core/well-known';
import { MANAGED_BY } from '../model/labels';

type Labels = Readonly<Record<string, string>>;

const [[MANAGED_LABEL, MANAGED_VALUE] = ['', '']] = Object.entries(MANAGED_BY);

/** Whether labels are those of an object that one of our blueprints made. */
export function isOurs(labels: Labels): boolean {
  return labels[MANAGED_LABEL] === MANAGED_VALUE;
}

/** Labels without those that every object of ours has. */
export function furtherLabels(labels: Labels): Record<string, string> {
  const { [INSTANCE_LABEL]: _instance, [MANAGED_LABEL]: _managed, ...further } = labels;
  return further;
}

/** Whether two sets of labels are one. */
export function sameLabels(left: Labels, right: Labels): boolean {
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => left[key] === right[key]);
}
