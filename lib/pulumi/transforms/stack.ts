import { runtime } from '@pulumi/pulumi';
import { BulwarkError } from '../../core/errors';
import type { HardenOptions } from './hardening';
import { hardeningOf } from './program';
import { transformOf } from './transform';
import { transformationOf } from './transformation';

/**
 * Hardens and judges every resource of `@pulumi/kubernetes` that the program makes from here on. Call it first.
 * With an engine it is a transform; under mocks, which have none, a transformation.
 * @throws BulwarkError where there is no program, where the policy names controls that do not exist, or the day is none
 */
export function hardenStack(options: HardenOptions = {}): void {
  if (runtime.getStackResource() === undefined) {
    throw new BulwarkError('hardenStack is called outside of a program', [
      'needs the stack of a running program. Fix: call it in the program itself; in a test without a stack give hardenTransformation() to the option transformations',
    ]);
  }
  const hardening = hardeningOf(options);
  if (runtime.getEngine() === undefined) runtime.registerStackTransformation(transformationOf(hardening));
  else runtime.registerResourceTransform(transformOf(hardening));
}
