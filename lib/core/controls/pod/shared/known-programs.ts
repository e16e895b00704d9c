import { parseImage } from '../../../manifest/image';
import type { Entry } from '../../../manifest/manifest-set';
import { isAbsent, isPlain, type PlainObject } from '../../../manifest/plain';
import type { Pod } from '../../../manifest/pod';
import type { Problem } from '../../control';

/** Labels by which a program is commonly named. */
const NAME_LABELS = ['app.kubernetes.io/name', 'app', 'k8s-app', 'name'] as const;

/** The repository of an image, without registry, tag and digest; undefined for what is no reference. */
export function repositoryOf(image: unknown): string | undefined {
  if (typeof image !== 'string') return undefined;
  const parsed = parseImage(image);
  return typeof parsed === 'string' ? undefined : parsed.repository;
}

/** The value of the first label by which a program is named, and that is on a list. */
export function labelledAs(labels: unknown, names: ReadonlySet<string>): string | undefined {
  if (!isPlain(labels)) return undefined;
  for (const label of NAME_LABELS) {
    const value = labels[label];
    if (typeof value === 'string' && names.has(value)) return value;
  }
  return undefined;
}

/** The program on a list that a pod runs, by the last component of an image or by its labels. */
export function programOf(pod: Pod, names: ReadonlySet<string>): string | undefined {
  for (const { spec } of pod.containers) {
    const repository = repositoryOf(spec.image);
    const last = repository?.slice(repository.lastIndexOf('/') + 1);
    if (last !== undefined && names.has(last)) return last;
  }
  return labelledAs(pod.metadata.labels, names);
}

/** What is wrong where an image of a pod fits a pattern, or cannot be read; undefined where none does. */
export function imageProblem(pod: Pod, pattern: RegExp, needs: string): Problem | undefined {
  for (const { spec, list, index, name } of pod.containers) {
    const found = spec.image;
    const harmless = typeof found === 'string' ? !pattern.test(repositoryOf(found) ?? '') : isAbsent(found);
    if (!harmless) return { path: `${pod.path}.${list}[${index}].image`, found, needs, container: name };
  }
  return undefined;
}

/** An object of the core API for an example. */
export function exampleObject(kind: string, name: string, fields: PlainObject): PlainObject {
  return { apiVersion: 'v1', kind, metadata: { name, namespace: 'shop' }, ...fields };
}

/** The labels of an object itself. */
export function labelsOf(entry: Entry): unknown {
  const { metadata } = entry.manifest;
  return isPlain(metadata) ? metadata.labels : undefined;
}
