import { LABEL_LIMIT, labelNameProblems } from '../../manifest/names';
import { isPlain } from '../../manifest/plain';
import { matches, selectorOf } from '../../manifest/selector';
import { isStored } from '../../manifest/stored';
import { checkJobSpec } from '../batch/job-spec';
import type { Field } from '../field';
import { checkLabelSelector } from '../primitives/selectors';
import { passes } from '../probe';
import { checkMatch } from '../workload/selector';

/** Labels of the pods that the API server writes, with the name of the Job. */
const NAME_LABELS = ['job-name', 'batch.kubernetes.io/job-name'];
/** Those with its identity, which nobody knows before. */
const IDENTITY_LABELS = ['controller-uid', 'batch.kubernetes.io/controller-uid'];

/** A Job. Source: `ValidateJob`, and the selector that `generateSelector` makes. */
export function checkJob(object: Field): void {
  const spec = object.at('spec');
  if (spec.isUnknown) return;
  checkJobSpec(spec);
  checkJobSelector(object, spec);
  checkIndexedName(object.in('metadata', 'name'), spec);
}

function checkJobSelector(object: Field, spec: Field): void {
  const [selector, manual] = [spec.at('selector'), spec.at('manualSelector')];
  const labels = spec.in('template', 'metadata', 'labels');
  if (manual.isUnknown || selector.isUnknown) return;
  if (manual.isTrue) {
    if (!selector.isSet) selector.required('a selector, as manualSelector is true', 'remove manualSelector');
    checkLabelSelector(selector);
    if (selector.isSet && passes(selector.value, selector.context, checkLabelSelector))
      checkMatch(selectorOf(selector.value), labels);
    return;
  }
  checkLabelledName(object.in('metadata', 'name'));
  const fix = 'remove it: the API server writes it';
  for (const key of NAME_LABELS) {
    const [label, name] = [labels.at(key), object.in('metadata', 'name').text];
    if (label.text !== undefined && name !== undefined && name !== '' && label.text !== name)
      label.invalid(`the name of the Job, ${name}`, fix);
  }
  for (const key of IDENTITY_LABELS) {
    const label = labels.at(key);
    if (label.text !== undefined && label.text !== identityOf(object))
      label.invalid('what the API server writes', fix);
  }
  checkLabelSelector(selector);
  checkGenerated(selector, object);
}

/** The identity of a Job, where it was read from a cluster; else no value of a label that only the server knows is right. */
function identityOf(object: Field): string {
  const uid = object.in('metadata', 'uid').text;
  return isPlain(object.value) && isStored(object.value) && uid !== undefined ? uid : '\u0000';
}

/** The server writes the name into labels of the pods, where a manual selector does not take its place. */
function checkLabelledName(name: Field): void {
  const { text } = name;
  if (text !== undefined && text.length > LABEL_LIMIT)
    name.misnamed(`at most ${LABEL_LIMIT} characters; found ${text.length}`);
}

/** A selector beside the one that the server makes may only name what the server writes. */
function checkGenerated(selector: Field, object: Field): void {
  if (!selector.isSet || !passes(selector.value, selector.context, checkLabelSelector)) return;
  const read = selectorOf(selector.value);
  const name = object.in('metadata', 'name').text;
  if (read === undefined || name === undefined || !isPlain(selector.value)) return;
  const labels = Object.fromEntries(NAME_LABELS.map((key) => [key, name]));
  const identity = Object.fromEntries(IDENTITY_LABELS.map((key) => [key, identityOf(object)]));
  if (!matches(read, { ...labels, ...identity }))
    selector.invalid(
      'no selector: the API server makes it',
      'remove selector, or write manualSelector: true',
    );
}

/** The pods of an indexed Job have its name and their index as host names. */
function checkIndexedName(name: Field, spec: Field): void {
  const [written, parallelism] = [spec.at('completions'), spec.at('parallelism')];
  const completions = written.isSet || parallelism.isSet ? written.number : 1;
  if (spec.at('completionMode').text !== 'Indexed' || completions === undefined || completions <= 0) return;
  if (name.text === undefined || name.text === '') return;
  const problems = labelNameProblems(`${name.text}-${completions - 1}`);
  for (const needs of problems)
    name.misnamed(`a name that makes a host name with an index, ${name.text}-${completions - 1}: ${needs}`);
}
