import type { Entry } from '../../manifest/manifest-set';
import { labelNameProblems } from '../../manifest/names';
import { stringAt } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import { saysWhatIsMissing } from '../../validation/validate';
import type { Take } from './problem';

/**
 * What would be refused of the pods of a custom resource, which the API server does not look into: no container,
 * names of containers that are no labels or stand twice. Without this rule an object whose pod nothing can look into
 * would pass in silence. Pods of Kubernetes' own kinds are judged by their validators.
 */
export function podProblems(entry: Entry, take: Take): void {
  if (saysWhatIsMissing(entry.ref)) return;
  for (const pod of entry.pods) containerProblems(pod, take);
}

function containerProblems(pod: Pod, take: Take): void {
  const { containers } = pod.spec;
  if (Array.isArray(containers) && containers.length === 0) {
    const path = `${pod.path}.containers`;
    take({ rule: 'schema', path, found: [], needs: 'at least one container', fix: 'add a container' });
  }
  const seen = new Set<string>();
  for (const { list, index, spec } of pod.containers) {
    const name = stringAt(spec, 'name');
    if (name === undefined) continue;
    const place = { rule: 'invalid-name', path: `${pod.path}.${list}[${index}].name`, found: name } as const;
    const fix = 'choose another name';
    for (const needs of labelNameProblems(name)) take({ ...place, needs, fix });
    if (seen.has(name)) take({ ...place, needs: 'a name of its own in the pod', fix });
    seen.add(name);
  }
}
