import type { Field } from '../field';
import { checkExactly } from '../primitives/lists';
import { checkRequired } from '../primitives/text';
import type { PodScope } from './scope';

const RESOURCES = ['cpu', 'memory'];
const POLICIES = ['NotRequired', 'RestartContainer'];

/** What a change of resources does to a running container. Source: `validateResizePolicy`. */
export function checkResizePolicy(policies: Field, { restartPolicy }: PodScope): void {
  const seen = new Set<string>();
  for (const policy of policies.items()) {
    if (policy.isUnknown) continue;
    checkResource(policy.at('resourceName'), seen);
    const restart = policy.at('restartPolicy');
    if (checkRequired(restart, POLICIES.join(' or '))) checkExactly(restart, POLICIES);
    if (restartPolicy === 'Never' && restart.text === 'RestartContainer')
      restart.invalid('NotRequired, as the restartPolicy of the pod is Never', 'restartPolicy: NotRequired');
  }
}

function checkResource(resource: Field, seen: Set<string>): void {
  if (checkRequired(resource, 'cpu or memory')) checkExactly(resource, RESOURCES);
  const { text } = resource;
  if (text === undefined || text === '') return;
  if (seen.has(text)) resource.duplicate('one policy for each resource');
  seen.add(text);
}

/** An init container that ends is not restarted for new resources. Since 1.36. */
export function checkInitResizePolicy(policies: Field): void {
  if (policies.minor < 36) return;
  for (const policy of policies.items()) {
    const restart = policy.at('restartPolicy');
    if (restart.text === 'RestartContainer')
      restart.invalid('NotRequired in an init container that does not restart', 'restartPolicy: NotRequired');
  }
}
