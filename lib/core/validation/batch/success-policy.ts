import type { Field } from '../field';
import { checkNonNegative } from '../primitives/numbers';
import { checkLength } from '../primitives/text';
import { countIndexes } from './indexes';

const RULE_LIMIT = 20;
const TEXT_LIMIT = 64 * 1024;

/** When an indexed Job has succeeded. Source: `validateSuccessPolicy`. */
export function checkSuccessPolicy(policy: Field, completions: number | undefined): void {
  const rules = policy.at('rules');
  const items = rules.items();
  if (rules.isZero) rules.required('at least one rule');
  if (items.length > RULE_LIMIT) rules.tooMany(RULE_LIMIT, items.length);
  for (const rule of items) if (!rule.isUnknown && completions !== undefined) checkRule(rule, completions);
}

function checkRule(rule: Field, completions: number): void {
  const [count, indexes] = [rule.at('succeededCount'), rule.at('succeededIndexes')];
  if (!count.isSet && !indexes.isSet) rule.required('succeededCount or succeededIndexes');
  const total = checkIndexes(indexes, completions);
  checkNonNegative(count);
  const { number } = count;
  if (number === undefined) return;
  if (number > completions) count.invalid(`at most completions, which is ${completions}`);
  else if (total !== undefined && number > total)
    count.invalid(`at most the succeededIndexes, which are ${total}`);
}

function checkIndexes(indexes: Field, completions: number): number | undefined {
  const { text } = indexes;
  if (text === undefined) return undefined;
  checkLength(indexes, TEXT_LIMIT);
  const result = countIndexes(text, completions);
  if (typeof result === 'number') return result;
  indexes.invalid(result);
  return 0;
}
