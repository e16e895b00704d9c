import type { Field } from '../field';
import { checkLifecycleHandler } from './handlers';
import type { PodScope } from './scope';

/** What a container does after its start and before its end. The field stopSignal is dropped: its feature is off. */
export function checkLifecycle(container: Field, scope: PodScope): void {
  const lifecycle = container.at('lifecycle');
  if (lifecycle.isUnknown) return;
  for (const name of ['postStart', 'preStop']) {
    const hook = lifecycle.at(name);
    if (hook.isSet) checkLifecycleHandler(hook, scope);
  }
}
