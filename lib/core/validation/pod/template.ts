import type { Field } from '../field';
import { checkAnnotations } from '../metadata';
import { checkLabels } from '../primitives/labels';
import { checkPodAnnotations } from './annotations';
import { podScope } from './scope';
import { checkPodSpec } from './spec';

/**
 * The template of a pod. Source: `ValidatePodTemplateSpec`.
 * @param claimTemplates the claims of a StatefulSet
 */
export function checkPodTemplate(template: Field, claimTemplates?: Field): void {
  if (template.isUnknown) return;
  checkTemplateMetadata(template);
  const [metadata, spec] = [template.at('metadata'), template.at('spec')];
  if (spec.isUnknown) return;
  const scope = podScope(metadata, spec, { isPod: false, claimTemplates });
  checkPodAnnotations(scope);
  checkPodSpec(scope);
  const ephemeral = spec.at('ephemeralContainers');
  if (!ephemeral.isZero) ephemeral.forbidden('none in a template: they are added to running pods');
}

/** Labels and annotations of a template. */
export function checkTemplateMetadata(template: Field): void {
  const metadata = template.at('metadata');
  checkLabels(metadata.at('labels'));
  checkAnnotations(metadata.at('annotations'));
}
