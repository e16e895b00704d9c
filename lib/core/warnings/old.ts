import { labelValueProblems } from '../manifest/names';
import type { Field } from '../validation/field';
import goneVolumes from './gone-volumes.json';
import oldNodeLabels from './old-node-labels.json';

const NODE_LABELS: ReadonlyMap<string, string> = new Map(Object.entries(oldNodeLabels));

/** A label of nodes that was replaced. @param key where it is, and its name */
export function warnOfNodeLabel(key: Field, name: string | undefined = key.text): void {
  const next = NODE_LABELS.get(name ?? '');
  if (next === undefined) return;
  if (next === '') key.invalid('no label of nodes that nobody sets any more', 'remove it', name);
  else key.invalid(`${next}, which took its place`, `write ${next}`, name);
}

/** Labels of nodes as keys of a map. */
export function warnOfNodeLabels(labels: Field): void {
  for (const label of labels.entries()) warnOfNodeLabel(label, label.key);
}

/** Labels of nodes in expressions. @param values whether their values are taken as they are, so that a wrong one matches nothing */
export function warnOfExpressions(owner: Field, values = false): void {
  for (const expression of owner.at('matchExpressions').items()) {
    warnOfNodeLabel(expression.at('key'));
    if (!values) continue;
    for (const value of expression.at('values').items())
      for (const needs of labelValueProblems(value.text ?? '')) value.invalid(needs, 'write such a value');
  }
}

/** Sources of a volume that no version of Kubernetes mounts any more. @param owner the volume, or the spec of one */
export function warnOfGoneSources(owner: Field): void {
  for (const [name, since] of Object.entries(goneVolumes)) {
    const source = owner.at(name);
    if (source.isSet)
      source.invalid(
        `a source that works: since ${since} nodes do not mount this one`,
        'use a volume of a CSI driver',
      );
  }
}

/** Annotations that nothing reads any more, and what took their place. @param annotations those of an object */
export function warnOfAnnotations(annotations: Field, old: Readonly<Record<string, string>>): void {
  for (const [name, next] of Object.entries(old)) {
    const annotation = annotations.at(name);
    if (annotation.isSet) annotation.invalid(`${next} in place of the annotation`, `write ${next}`);
  }
}
