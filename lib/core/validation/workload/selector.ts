import { isPlain, type PlainObject } from '../../manifest/plain';
import { type LabelSelector, matches, selectorOf } from '../../manifest/selector';
import type { Field } from '../field';
import { checkLabelSelector } from '../primitives/selectors';
import { passes } from '../probe';

/**
 * The selector of a workload: it has to be there, to say something, and to match the labels of the template.
 * @param labels the labels of the template
 */
export function checkSelector(selector: Field, labels: Field): void {
  if (selector.isUnknown) return;
  if (!selector.isSet) {
    selector.required('a selector that matches the labels of the template');
    return;
  }
  checkLabelSelector(selector);
  if (selector.at('matchLabels').isZero && selector.at('matchExpressions').isZero)
    selector.invalid('at least one label', 'write the labels of the template in matchLabels');
  else if (passes(selector.value, selector.context, checkLabelSelector))
    checkMatch(selectorOf(selector.value), labels);
}

/** Whether a selector matches the labels of a template, where both are known. */
export function checkMatch(selector: LabelSelector | undefined, labels: Field): void {
  const found: unknown = labels.value ?? {};
  if (selector === undefined || !isPlain(found) || labels.entries().some((label) => label.isUnknown)) return;
  if (!matches(selector, asServed(found)))
    labels.invalid('labels that the selector matches', 'write the labels of the selector');
}

/** A label without a value has the empty one. */
function asServed(labels: PlainObject): PlainObject {
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, value ?? '']));
}
