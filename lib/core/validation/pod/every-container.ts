import type { Field } from '../field';

/** The init containers, containers and ephemeral containers of a pod that are known. */
export function allContainers(spec: Field): Field[] {
  const lists = ['initContainers', 'containers', 'ephemeralContainers'];
  return lists.flatMap((list) => spec.at(list).items()).filter((container) => !container.isUnknown);
}
