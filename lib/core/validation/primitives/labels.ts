import { labelKeyProblems, labelValueProblems } from '../../manifest/names';
import type { Field } from '../field';

/** A map of labels: keys and values. */
export function checkLabels(labels: Field): void {
  for (const label of labels.entries()) {
    for (const needs of labelKeyProblems(label.key)) labels.misnamed(needs, 'choose another key', label.key);
    for (const needs of labelValueProblems(label.text ?? '')) label.misnamed(needs, 'choose another value');
  }
}
