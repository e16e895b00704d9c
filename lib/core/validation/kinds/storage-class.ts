import { labelKeyProblems, qualifiedNameProblems } from '../../manifest/names';
import type { Field } from '../field';
import { utf8Length } from '../primitives/bytes';
import { checkExactly, checkOneOf, checkUnique } from '../primitives/lists';
import { checkRequiredName } from '../primitives/names';

const MOST_PARAMETERS = 512;
const LARGEST_PARAMETERS = 256 * 1024;

/** Source: `ValidateStorageClass`. */
export function checkStorageClass(storageClass: Field): void {
  checkRequiredName(
    storageClass.at('provisioner'),
    (name) => qualifiedNameProblems(name.toLowerCase()),
    'who makes the volumes',
  );
  checkParameters(storageClass.at('parameters'));
  checkOneOf(storageClass.at('reclaimPolicy'), ['Delete', 'Retain']);
  checkExactly(storageClass.at('volumeBindingMode'), ['Immediate', 'WaitForFirstConsumer']);
  const terms = storageClass.at('allowedTopologies').items();
  const seen = new Set<string>();
  for (const term of terms) {
    if (term.isUnknown) continue;
    checkTerm(term);
    const key = contentOf(term);
    if (key === '') term.at('matchLabelExpressions').required('at least one expression');
    else if (seen.has(key)) term.at('matchLabelExpressions').duplicate('a term of its own');
    seen.add(key);
  }
}

function checkParameters(parameters: Field): void {
  const entries = parameters.entries();
  if (entries.length > MOST_PARAMETERS) {
    parameters.tooMany(MOST_PARAMETERS, entries.length);
    return;
  }
  let size = 0;
  for (const { key, text = '' } of entries) {
    if (key === '') parameters.invalid('keys that are not empty', 'name the parameter', key);
    size += utf8Length(key) + utf8Length(text);
  }
  if (size > LARGEST_PARAMETERS) parameters.tooLong(LARGEST_PARAMETERS, size, 'bytes');
}

function checkTerm(term: Field): void {
  const expressions = term.at('matchLabelExpressions').items();
  for (const expression of expressions) {
    const [key, values] = [expression.at('key'), expression.at('values')];
    if (values.isZero) values.required('at least one value');
    checkUnique(values.items(), 'each value once');
    if (!key.isUnknown) for (const needs of labelKeyProblems(key.text ?? '')) key.misnamed(needs);
  }
  checkUnique(
    expressions.map((expression) => expression.at('key')),
    'each key once',
  );
}

/** What a term allows: the order of neither keys nor values counts. */
function contentOf(term: Field): string {
  const rows = term
    .at('matchLabelExpressions')
    .items()
    .map((expression) => {
      const values = expression
        .at('values')
        .items()
        .map(({ value }) => String(value));
      return `${String(expression.at('key').value)}=${values.sort().join()}`;
    });
  return rows.sort().join(';');
}
