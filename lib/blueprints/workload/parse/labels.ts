import { annotationKeyProblems, labelKeyProblems, labelValueProblems } from '../../../core/manifest/names';
import { INSTANCE_LABEL } from '../../../core/well-known';
import { businessLabels, MANAGED_BY, versionLabel } from '../../../model/labels';
import { type Text, textsOf } from '../../../model/text';
import type { BlueprintContext } from '../../context';
import type { Problems } from '../../problems';
import type { WorkloadProps } from '../props';

/** The labels of a workload and of its pods; what identifies it is above what was given. */
export function labelsOf(
  name: string,
  namespace: string | undefined,
  props: WorkloadProps<unknown>,
  context: BlueprintContext,
  selector: Readonly<Record<string, string>>,
  problems: Problems,
): Record<string, string> {
  checkLabels('labels', props.labels ?? {}, problems);
  checkLabels('selector', props.selector ?? {}, problems);
  for (const [key, value] of Object.entries(props.selector ?? {}))
    if (value === '') problems.add(`selector["${key}"]`, value, 'a value that tells its pods', `'${name}'`);
  return {
    'app.kubernetes.io/name': name,
    ...versionLabel(props.image),
    ...(namespace === undefined ? {} : { 'app.kubernetes.io/part-of': namespace }),
    'app.kubernetes.io/component': props.component ?? name,
    ...businessLabels(context.policy),
    ...props.labels,
    ...MANAGED_BY,
    [INSTANCE_LABEL]: name,
    ...selector,
  };
}

/** Reads annotations, whose values may be known only later. */
export function annotationsOf(
  field: string,
  annotations: Readonly<Record<string, unknown>>,
  problems: Problems,
): Record<string, Text> {
  for (const key of Object.keys(annotations))
    problems.addAll(`${field}["${key}"]`, key, annotationKeyProblems(key), 'choose another key');
  return textsOf(annotations);
}

/** Says what is wrong with the keys and values of labels. */
export function checkLabels(
  field: string,
  labels: Readonly<Record<string, string>>,
  problems: Problems,
): void {
  for (const [key, value] of Object.entries(labels)) {
    problems.addAll(`${field}["${key}"]`, key, labelKeyProblems(key), 'choose another key');
    problems.addAll(`${field}["${key}"]`, value, labelValueProblems(value), 'choose another value');
  }
}
