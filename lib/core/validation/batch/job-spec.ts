import type { Field } from '../field';
import { checkPodTemplate } from '../pod/template';
import { checkEnding } from '../workload/restart-policy';
import { checkJobFields } from './job-fields';

/**
 * What a Job does and the pods that it makes, also as the template of a CronJob. Source: `validateJobSpec`.
 * @param isTemplate whether it is of a CronJob, which gets no defaults
 */
export function checkJobSpec(spec: Field, isTemplate = false): void {
  checkJobFields(spec, isTemplate);
  checkPodTemplate(spec.at('template'));
  checkEnding(spec.in('template', 'spec'), spec.at('podFailurePolicy').isSet);
}
