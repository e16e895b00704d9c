import { subdomainProblems } from '../../../manifest/names';
import type { Field } from '../../field';
import { checkAnnotations } from '../../metadata';
import { checkLabels } from '../../primitives/labels';
import { checkRequired } from '../../primitives/text';
import { checkClaimSpec } from '../../storage/claim-spec';
import type { PodScope } from '../scope';

/** Metadata that a claim's template may have. */
const METADATA: ReadonlySet<string> = new Set(['annotations', 'labels']);

/** A volume whose claim lives as long as the pod. */
export function checkEphemeral(source: Field, volume: Field, scope: PodScope): void {
  const template = source.at('volumeClaimTemplate');
  if (checkRequired(template, 'the template of a claim') && !template.isUnknown) {
    checkTemplateMetadata(template.at('metadata'));
    checkClaimSpec(template.at('spec'));
  }
  const name = volume.at('name');
  if (scope.name === '' || name.text === undefined || name.text === '') return;
  for (const needs of subdomainProblems(`${scope.name}-${name.text}`))
    name.misnamed(`a name that makes one of a claim, ${scope.name}-${name.text}: ${needs}`);
}

function checkTemplateMetadata(metadata: Field): void {
  checkLabels(metadata.at('labels'));
  checkAnnotations(metadata.at('annotations'));
  for (const field of metadata.entries()) {
    if (!METADATA.has(field.key) && !metadata.at(field.key).isZero)
      metadata.at(field.key).forbidden('labels and annotations only');
  }
}
