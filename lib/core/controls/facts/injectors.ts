import { objectAt } from '../../manifest/plain';
import type { Pod } from '../../manifest/pod';
import table from './injectors.json';

/** A program that puts a container of its own into pods. */
export interface Injector {
  /** The label or annotation that asks for it, and its value. */
  readonly key: string;
  readonly value: string;
  readonly name: string;
  /** Whether its container reads the API token that the kubelet mounts. */
  readonly needsToken: boolean;
}

const INJECTORS: readonly Injector[] = table;

/** Who puts a container into a pod, by its labels and annotations; undefined where nobody says so. */
export function injectorOf(pod: Pod): Injector | undefined {
  const owners = [objectAt(pod.metadata, 'annotations'), objectAt(pod.metadata, 'labels')];
  return INJECTORS.find(({ key, value }) => owners.some((owner) => owner?.[key] === value));
}
