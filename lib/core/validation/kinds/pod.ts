import type { Field } from '../field';
import { checkPodAnnotations } from '../pod/annotations';
import { podScope } from '../pod/scope';
import { checkPodSpec } from '../pod/spec';
import { checkPodTemplate } from '../pod/template';

/** A Pod, when it is created. Source: `ValidatePodCreate`. */
export function checkPod(pod: Field): void {
  const [metadata, spec] = [pod.at('metadata'), pod.at('spec')];
  if (spec.isUnknown) return;
  const scope = podScope(metadata, spec, { isPod: true, name: metadata.at('name').text });
  checkPodAnnotations(scope);
  checkPodSpec(scope);
  const [ephemeral, node] = [spec.at('ephemeralContainers'), spec.at('nodeName')];
  if (!ephemeral.isZero) ephemeral.forbidden('none in a new pod: they are added to running ones');
  if (!node.isZero && !spec.at('schedulingGates').isZero)
    node.forbidden('none while schedulingGates are there', 'remove nodeName or schedulingGates');
}

/** A PodTemplate. */
export function checkPodTemplateObject(object: Field): void {
  checkPodTemplate(object.at('template'));
}
