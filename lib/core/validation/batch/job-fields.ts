import type { Field } from '../field';
import { checkExactly } from '../primitives/lists';
import { checkDomainPath } from '../primitives/names';
import { checkNonNegative } from '../primitives/numbers';
import { checkLength } from '../primitives/text';
import { checkPodFailurePolicy } from './pod-failure-policy';
import { checkSuccessPolicy } from './success-policy';

const COUNTS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
];
const MODES = ['NonIndexed', 'Indexed'];
const REPLACEMENTS = ['Failed', 'TerminatingOrFailed'];
const MANAGER_LIMIT = 63;
const MANY = 100_000;
const FEW = 10_000;

/**
 * What a Job does with its pods, also as the template of a CronJob. Source: `validateJobSpec`.
 * @param isTemplate whether it is of a CronJob, which gets no defaults
 */
export function checkJobFields(spec: Field, isTemplate = false): void {
  for (const name of COUNTS) checkNonNegative(spec.at(name));
  checkManager(spec.at('managedBy'));
  const mode = spec.at('completionMode');
  checkExactly(mode, MODES);
  const [perIndex, failed] = [spec.at('backoffLimitPerIndex'), spec.at('maxFailedIndexes')];
  if (failed.isSet && !perIndex.isSet) perIndex.required('a number, as maxFailedIndexes is there');
  const completions = completionsOf(spec, isTemplate);
  if (mode.text === 'Indexed') checkIndexed(spec, completions);
  else if (!mode.isSet || mode.text === 'NonIndexed') {
    for (const field of [perIndex, failed])
      if (field.isSet) field.forbidden('none, unless completionMode is Indexed');
  }
  const failurePolicy = spec.at('podFailurePolicy');
  if (failurePolicy.isSet) checkPodFailurePolicy(failurePolicy, spec, isTemplate);
  checkSuccess(spec.at('successPolicy'), completions, mode);
  checkReplacement(spec.at('podReplacementPolicy'), failurePolicy.isSet);
}

/** How often the pods have to succeed; 1 where a Job says neither that nor how many run at once. */
function completionsOf(spec: Field, isTemplate: boolean): number | undefined {
  const [completions, parallelism] = [spec.at('completions'), spec.at('parallelism')];
  return isTemplate || parallelism.isSet ? completions.number : completions.numberOr(1);
}

function checkManager(manager: Field): void {
  if (!manager.isSet) return;
  checkDomainPath(manager);
  checkLength(manager, MANAGER_LIMIT);
}

function checkIndexed(spec: Field, count: number | undefined): void {
  const [completions, parallelism, failed] = [
    spec.at('completions'),
    spec.at('parallelism'),
    spec.at('maxFailedIndexes'),
  ];
  if (!completions.isSet && count === undefined)
    completions.required('a number, as completionMode is Indexed');
  checkAtMost(parallelism, MANY, 'as completionMode is Indexed');
  if (count !== undefined) checkAtMost(failed, count, 'which is completions');
  checkAtMost(failed, MANY, 'as completionMode is Indexed');
  if (count === undefined || count <= MANY || !spec.at('backoffLimitPerIndex').isSet) return;
  const why = `as there are more than ${MANY} completions with a limit for each index`;
  if (!failed.isSet) failed.required(`a number, ${why}`);
  checkAtMost(parallelism, FEW, why);
  checkAtMost(failed, FEW, why);
}

function checkAtMost(field: Field, most: number, why: string): void {
  const { number } = field;
  if (number !== undefined && number > most) field.invalid(`at most ${most}, ${why}`);
}

function checkSuccess(policy: Field, completions: number | undefined, mode: Field): void {
  if (!policy.isSet || mode.isUnknown || policy.isUnknown) return;
  if (mode.text === 'Indexed') checkSuccessPolicy(policy, completions);
  else policy.forbidden('none, unless completionMode is Indexed', 'completionMode: Indexed');
}

function checkReplacement(replacement: Field, hasFailurePolicy: boolean): void {
  checkExactly(replacement, hasFailurePolicy ? ['Failed'] : REPLACEMENTS);
}
