import { labelKeyProblems } from '../../manifest/names';
import type { Field } from '../field';
import type { PodScope } from './scope';

/**
 * The labels by whose values a pod is counted with its like: `matchLabelKeys` and `mismatchLabelKeys`. For a Pod the
 * API server adds them to the selector first, with the values of its labels.
 * Source: `ValidateMatchLabelKeysAndMismatchLabelKeys`.
 */
export function checkLabelKeys(term: Field, selector: Field, scope: PodScope): void {
  const [match, mismatch] = [term.at('matchLabelKeys'), term.at('mismatchLabelKeys')];
  checkKeys(match, selector);
  checkKeys(mismatch, selector);
  checkNotSelected(match, mismatch, selector, scope);
  const excluded = new Set(mismatch.items().map((key) => key.text));
  for (const key of match.items()) {
    if (key.text !== undefined && excluded.has(key.text))
      key.invalid('a key that is not in mismatchLabelKeys');
  }
}

function checkKeys(keys: Field, selector: Field): void {
  if (keys.isZero || keys.isUnknown) return;
  if (!selector.isSet) {
    keys.forbidden('a labelSelector next to it', 'write labelSelector, or remove the field');
    return;
  }
  for (const key of keys.items()) {
    for (const needs of labelKeyProblems(key.text ?? 'a')) key.misnamed(needs);
  }
}

/** A key that the selector has too, twice: once from the keys, once of its own. */
function checkNotSelected(match: Field, mismatch: Field, selector: Field, scope: PodScope): void {
  if (!selector.isSet || match.isZero) return;
  const labels = scope.metadata.at('labels');
  const added = (keys: Field): string[] =>
    scope.isPod
      ? keys
          .items()
          .map((key) => key.text ?? '')
          .filter((key) => labels.at(key).isSet)
      : [];
  const own = new Set(
    selector
      .at('matchLabels')
      .entries()
      .map(({ key }) => key),
  );
  const expressions = selector
    .at('matchExpressions')
    .items()
    .map((item) => item.at('key').text ?? '');
  const twice = new Set<string>();
  for (const key of [...expressions, ...added(match), ...added(mismatch)]) {
    if (own.has(key)) twice.add(key);
    own.add(key);
  }
  for (const key of match.items()) {
    if (key.text !== undefined && twice.has(key.text))
      key.invalid('a key that is not in labelSelector', 'remove it here or there');
  }
}

/** The rule of before 1.34, and of topology spread: no key of the selector at all. */
export function checkKeysApart(keys: Field, selector: Field): void {
  if (keys.isZero || keys.isUnknown) return;
  if (!selector.isSet)
    keys.forbidden('a labelSelector next to it', 'write labelSelector, or remove the field');
  const selected = new Set([
    ...selector
      .at('matchLabels')
      .entries()
      .map(({ key }) => key),
    ...selector
      .at('matchExpressions')
      .items()
      .map((item) => item.at('key').text ?? ''),
  ]);
  for (const key of keys.items()) {
    for (const needs of labelKeyProblems(key.text ?? 'a')) key.misnamed(needs);
    if (key.text !== undefined && selected.has(key.text)) key.invalid('a key that is not in labelSelector');
  }
}
